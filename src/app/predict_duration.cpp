#include "app/predict_duration.hpp"

#include <cmath>

#include "core/median.hpp"
#include "model/placement.hpp"
#include "ptyger/reconstruct.hpp"
#include "solver/check_scan.hpp"
#include "solver/plan_run.hpp"
#include "solver/trials/trial_scan.hpp"
#include "solver/usual_work.hpp"

namespace ptyger::app {
namespace {

constexpr std::size_t measured_frames = 48;  // of each device
constexpr int measured_epochs = 2;
constexpr int measured_iterations = 4;
constexpr double trial_transforms = 40000;  // of the trial runs, whatever the number of frames

/// The frames nearest to the middle of the scan, with a beam of the size of the probe and the counts of an empty
/// object.
Scan imitation_of(Scan const& scan, std::size_t frames, std::size_t probe_size) {
  auto const placement = model::place_frames(scan, probe_size);
  auto const middle = solver::middle_frames(placement.row, placement.col, frames);
  Scan few = scan;
  few.frames = middle.size();
  few.positions.clear();
  few.probe_of_frame.clear();
  for (int const frame : middle) {
    few.positions.push_back(scan.positions[static_cast<std::size_t>(frame)]);
    if (!scan.probe_of_frame.empty())
      few.probe_of_frame.push_back(scan.probe_of_frame[static_cast<std::size_t>(frame)]);
  }
  few.indexes.clear();
  auto const pixels = scan.detector * scan.detector;
  std::visit([&](auto& counts) { counts.assign(few.frames * pixels, 1); }, few.counts);
  few.measured.assign(pixels, 1);
  auto const n = static_cast<double>(probe_size);
  few.probe = {1, probe_size, {}};
  for (std::size_t row = 0; row < probe_size; ++row)
    for (std::size_t col = 0; col < probe_size; ++col)
      few.probe.values.emplace_back(std::exp(
          -20 * (std::pow(static_cast<double>(row) / n - 0.5, 2) + std::pow(static_cast<double>(col) / n - 0.5, 2))));
  return few;
}

double seconds_of(Result const& result, Phase phase) {
  std::vector<double> seconds;
  for (auto const& record : result.history)
    if (record.phase == phase && record.iteration > 1) seconds.push_back(record.seconds);
  return seconds.empty() ? 0 : core::median(seconds);
}

}  // namespace

Duration predict_duration(Scan const& scan, Options options, Automatic automatic) {
  auto const devices = static_cast<std::size_t>(solver::plan_run(scan, options).team.total);
  auto const few = imitation_of(scan, measured_frames * devices, solver::probe_size(scan, options));
  Duration duration;
  duration.expected_iterations = options.iterations.value_or(solver::usual_iterations);
  int const epochs = options.start_epochs.value_or(options.initial_object.values.empty() ? most_start_epochs : 0);
  options.devices.count = static_cast<int>(devices);
  options.probe_start = ProbeStart::given;
  options.initial_object = {};
  options.initial_corrections = {};
  options.start_epochs = measured_epochs;
  options.iterations = measured_iterations;
  solver::keep_reached_regions(few, options);
  auto const result = reconstruct(few, options);
  double const scale = static_cast<double>(scan.frames) / static_cast<double>(few.frames);
  double const iteration = seconds_of(result, Phase::cg);
  duration.start = epochs * scale * seconds_of(result, Phase::start);
  duration.iterations = duration.expected_iterations * scale * iteration;
  double const transforms = solver::iteration_transforms * static_cast<double>(few.frames * options.probe_modes);
  if (automatic.needs_trials() && scan.frames >= least_trial_frames)
    duration.trials = trial_transforms * iteration / transforms;
  return duration;
}

}  // namespace ptyger::app
