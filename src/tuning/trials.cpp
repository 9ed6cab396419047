#include "tuning/trials.hpp"

#include <algorithm>
#include <cmath>

#include "model/fly_scan.hpp"
#include "model/placement.hpp"
#include "partition/scan_order.hpp"
#include "ptyger/error.hpp"
#include "solver/check_scan.hpp"
#include "solver/plan_run.hpp"
#include "solver/trials/trial_scan.hpp"

namespace ptyger::tuning {
namespace {

constexpr std::size_t trial_frames = 100;
constexpr std::size_t least_frames = 16;  // of a device in a trial
constexpr double held_out_share = 0.05;   // of the detector pixels
constexpr int first_epochs = 5;           // of a trial from the initial probe
constexpr int further_epochs = 3;         // of a trial that continues another
constexpr int more_epochs = 2;            // of a trial that continues another on more frames
constexpr int half_epochs = 4;            // of a half
constexpr int half_iterations = 8;        // of a half

/// Every second frame in the order of scan_order(), which cover the field evenly.
std::vector<int> frames_of(Scan const& scan, Half half) {
  auto const placement = model::place_frames(scan, scan.detector);
  auto const order = partition::scan_order(placement.row, placement.col);
  std::vector<int> frames;
  for (std::size_t i = half == Half::first ? 0 : 1; i < order.size(); i += 2) frames.push_back(order[i]);
  return frames;
}

/// The object of an earlier trial in the pixels that a run with these options has; 1 where the trial had none.
ObjectImage object_for(Scan const& scan, Options const& options, Result const& from) {
  auto const placement = model::place_frames(scan, from.probe.size, options.refine.drift_pixels());
  ObjectImage object{placement.rows, placement.cols, {}};
  object.values.assign(placement.rows * placement.cols, 1);
  auto const down = std::lround(placement.origin_row - from.origin_row);
  auto const right = std::lround(placement.origin_col - from.origin_col);
  for (std::size_t row = 0; row < object.rows; ++row)
    for (std::size_t col = 0; col < object.cols; ++col) {
      // A negative difference becomes a number beyond the size.
      auto const from_row = row + static_cast<std::size_t>(down);
      auto const from_col = col + static_cast<std::size_t>(right);
      if (from_row < from.object.rows && from_col < from.object.cols)
        object.values[row * object.cols + col] = from.object.values[from_row * from.object.cols + from_col];
    }
  return object;
}

}  // namespace

Trials::Trials(Scan const& scan, Options const& options, Observer const& observer)
    : scan_(scan),
      frames_(solver::middle_frames_of(scan, trial_frames)),
      more_frames_(solver::middle_frames_of(scan, 3 * trial_frames / 2)),
      options_(options),
      observer_(observer) {
  options_.iterations.reset();
  options_.hold_out = held_out_share;
  options_.initial_object = {};
  options_.initial_corrections = {};
  if (!options.fly.moves() || options.keep_probe_power || scan.probe.modes >= options.probe_modes) return;
  // The frames of trials are not in the order of the scan, which tells the fast axis.
  auto const motion = model::exposure_motion(scan, options.fly);
  options_.fly.motion = Position{motion.row_m, motion.col_m};
}

bool Trials::whole_scan_fits(Options const& options) const try {
  auto const run = solver::plan_run(scan_, options);
  partition::require_fit(run.plan, run.limit);
  return true;
} catch (InputError const&) {
  return false;
}

Trial Trials::run(Scan const& scan, Options options, int epochs, int iterations) {
  options.start_epochs = epochs;
  solver::keep_reached_regions(scan, options);
  if (auto& devices = options.devices.count)
    devices = std::min(*devices, std::max(1, static_cast<int>(scan.frames / least_frames)));
  Trial trial{options, {}, 0};
  if (stopped_) return trial;
  bool finished = false;
  Observer observer;
  // Options::iterations would end the run as well, but then no pixels are held out.
  observer.on_record = [&](HistoryRecord const& record) {
    finished =
        iterations == 0 ? record.iteration == epochs : record.phase == Phase::cg && record.iteration == iterations;
  };
  observer.stop_requested = [&] {
    stopped_ = stopped_ || (observer_.stop_requested && observer_.stop_requested());
    return finished || stopped_;
  };
  trial.result = reconstruct(scan, options, observer);
  if (trial.result.history.empty()) return trial;
  auto const& last = trial.result.history.back();
  trial.held_out = last.held_out.value_or(0);
  transforms_ += last.transforms * static_cast<double>(options.probe_modes * scan.frames);
  return trial;
}

Trial Trials::from_probe(Options options) {
  return run(frames_, std::move(options), first_epochs);
}

Trial Trials::continued(Trial const& from, Options const& options) {
  return continued(frames_, from, options, further_epochs);
}

Trial Trials::on_more_frames(Trial const& from) {
  return continued(more_frames_, from, from.options, more_epochs);
}

Trial Trials::continued(Scan scan, Trial const& from, Options options, int epochs) {
  if (stopped_) return {options, {}, 0};
  scan.probe = from.result.probe;
  std::copy(from.result.positions.begin(), from.result.positions.end(), scan.positions.begin());
  options.initial_object = object_for(scan, options, from.result);
  options.keep_probe_power = true;
  return run(scan, std::move(options), epochs);
}

Trial Trials::of_half(Half half, Trial const& from, double smoothness) {
  if (stopped_) return {from.options, {}, 0};
  auto scan = more_frames_;
  scan.positions = from.result.positions;
  scan = solver::frames_of(scan, frames_of(scan, half));
  scan.probe = from.result.probe;
  auto options = from.options;
  options.refine.positions = false;
  options.smoothness = smoothness;
  options.edge_threshold = 0;
  options.initial_object = {};
  return run(scan, std::move(options), half_epochs, half_iterations);
}

}  // namespace ptyger::tuning
