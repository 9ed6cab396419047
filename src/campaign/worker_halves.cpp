#include <fmt/format.h>

#include "campaign/worker.hpp"
#include "core/interrupt.hpp"

namespace ptyger::campaign {

bool Worker::compares_halves(Task const& task) const {
  auto const every = static_cast<std::size_t>(settings_.halves_every);
  return every > 0 && task.number % every == 0;
}

/// Compares the halves of the frames of a complete projection, for its result file. A failure or an interrupt costs
/// only the comparison.
void Worker::compare_halves(Task& task, Result const& result) {
  auto& info = task.prepared.info;
  auto observer = make_observer(task);
  observer.on_record = [this, &task](HistoryRecord const& record) {
    log_.line(name(task), progress_line(record), 0);
    progress_.change(name(task), [](ProgressRecord& progress) { progress.phase = "halves"; });
  };
  observer.stop_requested = [this] { return stop_.load() || core::interrupt_came(); };
  try {
    info.halves = work_.compare_halves(task.prepared, result, folder_.halves_picture(name(task)), observer);
    if (info.halves) return log_.line(name(task), "halves agree: resolution " + info.halves->resolution);
    log_.warning(name(task), "stopped before the halves of the frames were compared");
  } catch (std::exception const& error) {
    log_.warning(name(task), fmt::format("the halves of the frames could not be compared: {}", error.what()));
    info.notes.push_back(fmt::format("warning: the halves of the frames could not be compared: {}", error.what()));
  }
}

}  // namespace ptyger::campaign
