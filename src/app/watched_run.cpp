#include "app/watched_run.hpp"

#include <algorithm>
#include <chrono>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "app/live_view.hpp"
#include "app/metrics.hpp"
#include "app/outputs.hpp"
#include "checkpoint/saver.hpp"
#include "core/host.hpp"
#include "core/interrupt.hpp"
#include "core/log.hpp"

namespace ptyger::app {
namespace {

/// Records go to the metrics file and the progress, messages to the progress; an interrupt stops the run.
Observer make_observer(Progress& progress, std::optional<MetricsFile>& metrics) {
  return {[&progress, &metrics](HistoryRecord const& record) {
            if (metrics) metrics->write(record);
            progress.record(record);
          },
          [&progress](std::string const& text) { progress.message(text); }, core::interrupt_came};
}

/// A use of the checkpoints of a run.
struct CheckpointUse {
  std::function<bool()> due;                    ///< asked after every CG iteration
  std::function<void(Checkpoint const&)> take;  ///< called when it is due, and when an interrupt ends the run
};

/// Lets the uses share the observer.
void attach(Observer& observer, std::vector<CheckpointUse> const& uses) {
  auto const wanted = std::make_shared<std::vector<bool>>(uses.size());
  observer.checkpoint_due = [uses, wanted] {
    for (std::size_t i = 0; i < uses.size(); ++i) (*wanted)[i] = uses[i].due();
    return std::find(wanted->begin(), wanted->end(), true) != wanted->end();
  };
  observer.on_checkpoint = [uses, wanted](Checkpoint const& checkpoint) {
    bool const ends = core::interrupt_came();
    for (std::size_t i = 0; i < uses.size(); ++i)
      if ((*wanted)[i] || ends) uses[i].take(checkpoint);
  };
}

}  // namespace

WatchedResult solve_watched(Scan const& scan, Options const& options, prepare::ReconstructSettings const& settings,
                            ReconstructRun const& run, ResultInfo const& info, UnfinishedRun const& unfinished,
                            double trial_transforms) {
  std::optional<MetricsFile> metrics;
  if (!settings.metrics.empty()) metrics.emplace(settings.metrics);
  if (metrics && options.resume)
    for (auto const& record : options.resume->history) metrics->write(record);
  Progress progress(options, run.progress);
  auto observer = make_observer(progress, metrics);
  core::Background background;  // the only thread that uses HDF5 during the run
  checkpoint::Saver saver(background, {unfinished.file(), run.key, options.precision}, settings.checkpoint_every,
                          [](int, std::string const& failure) {
                            if (!failure.empty()) core::log_error("no checkpoint could be written: " + failure);
                          });
  std::vector<CheckpointUse> uses{{[&saver] { return saver.due(); },
                                   [&saver, trial_transforms](Checkpoint checkpoint) {
                                     checkpoint.search_transforms += trial_transforms;
                                     saver.save(std::move(checkpoint));
                                   }}};
  std::optional<LiveView> live_view;
  if (settings.watch) {
    live_view.emplace(
        scan, std::chrono::duration<double>(*settings.watch),
        [&](Result const& so_far) {
          auto info_so_far = info;
          info_so_far.end_time = core::time_stamp();
          info_so_far.overwrite = true;
          show_so_far(settings, scan, so_far, info_so_far);
          background.post([&] { write_result(unfinished.partial_result(), scan, so_far, info_so_far); }).get();
        },
        [&progress](std::string const& text) { progress.message(text); });
    uses.push_back({[&live_view] { return live_view->due(); },
                    [&live_view](Checkpoint const& checkpoint) { live_view->draw_later(checkpoint); }});
  }
  attach(observer, uses);
  auto result = run.solve(scan, options, observer);
  progress.finish();
  result.search_transforms += trial_transforms;
  return {std::move(result), metrics ? metrics->failure() : ""};
}

}  // namespace ptyger::app
