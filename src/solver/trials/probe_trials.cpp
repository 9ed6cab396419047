#include "solver/trials/probe_trials.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "device/instances.hpp"
#include "model/noise.hpp"
#include "partition/scan_order.hpp"
#include "solver/ordered_subset_start.hpp"
#include "solver/trials/trial_scan.hpp"

namespace ptyger::solver {
namespace {

constexpr int trial_subset = 12;  // frames of a subset

/// The placement relative to an object that just holds the given frames; its origin moves by whole pixels.
model::Placement placement_around(model::Placement const& whole, std::vector<int> const& frames) {
  model::Placement cropped = whole;
  auto const shrink = [&](std::vector<double>& values, double& origin) {
    double low = values[static_cast<std::size_t>(frames.front())];
    double high = low;
    for (int const frame : frames) {
      low = std::min(low, values[static_cast<std::size_t>(frame)]);
      high = std::max(high, values[static_cast<std::size_t>(frame)]);
    }
    double const shift = std::floor(low) - 2;
    for (double& value : values) value -= shift;
    origin += shift;
    return static_cast<std::size_t>(std::floor(high - shift)) + whole.probe + 3;
  };
  cropped.rows = shrink(cropped.row, cropped.origin_row);
  cropped.cols = shrink(cropped.col, cropped.origin_col);
  return cropped;
}

}  // namespace

ProbeTrials::ProbeTrials(Scan const& scan, std::size_t probe_size, std::size_t modes, std::size_t most_frames,
                         Options const& options)
    : seed_(options.seed),
      scan_placement_(model::place_frames(scan, probe_size)),
      frames_(partition::scan_order(scan_placement_.row, scan_placement_.col,
                                    middle_frames(scan_placement_.row, scan_placement_.col, most_frames))),
      trial_placement_(placement_around(scan_placement_, frames_)),
      device_{.exec = device::make_instances<Host>(1).front(), .deterministic = options.devices.deterministic},
      work_(device_, transport_, scan, trial_placement_, model::whole_tile(trial_placement_, frames_),
            Sampling::nearest, {.modes = static_cast<int>(modes)}) {
  model::set_guards(work_.scan, work_.scan.total_counts / static_cast<double>(frames_.size() * scan.measured.size()));
}

double ProbeTrials::misfit_before_last_epoch(ProbeModes const& probe, int epochs) {
  return nrmse(run_start(probe, epochs).squares);
}

double ProbeTrials::misfit_after(ProbeModes const& probe, int epochs) {
  run_start(probe, epochs);
  return nrmse(work_.misfit(Noise::gaussian).squares);
}

model::Misfit ProbeTrials::run_start(ProbeModes const& probe, int epochs) {
  Kokkos::deep_copy(device_.exec, work_.estimate.object, Complex<float>(1));
  device::copy_to_device(device_, probe.values.data(), work_.estimate.probe);
  OrderedSubsetStart<Host, float> start(work_, std::max(1, work_.scan.frames / trial_subset), {}, seed_);
  model::Misfit misfit;
  for (int epoch = 0; epoch < epochs; ++epoch) misfit = start.epoch();
  return misfit;
}

double ProbeTrials::nrmse(double squares) const {
  double const result = std::sqrt(squares / work_.scan.total_counts);
  return std::isfinite(result) ? result : std::numeric_limits<double>::max();
}

}  // namespace ptyger::solver
