#include "inspect/inspection.hpp"

#include <cmath>
#include <numbers>
#include <numeric>

#include "model/placement.hpp"
#include "solver/scan_statistics.hpp"
#include "solver/trials/back_propagated_probe.hpp"
#include "solver/trials/defocus.hpp"
#include "update/probe_modes.hpp"

namespace ptyger::inspect {
namespace {

/// Diameter of a disc with the area (sum |p|^2)^2 / sum |p|^4 of the probe, pixels.
double diameter(ProbeModes const& probe) {
  std::size_t const pixels = probe.size * probe.size;
  double sum = 0;
  double squares = 0;
  for (std::size_t i = 0; i < pixels; ++i) {
    double intensity = 0;
    for (std::size_t mode = 0; mode < probe.modes; ++mode) intensity += std::norm(probe.values[mode * pixels + i]);
    sum += intensity;
    squares += intensity * intensity;
  }
  return squares > 0 ? std::sqrt(4 / std::numbers::pi * sum * sum / squares) : 0;
}

void set_overlap(Scan const& scan, ProbeModes const& probe, Inspection& result) {
  result.probe_diameter_m = diameter(probe) * std::sqrt(scan.pixel_row_m * scan.pixel_col_m);
  if (result.probe_diameter_m > 0 && result.positions.step_m > 0)
    result.overlap = 1 - result.positions.step_m / result.probe_diameter_m;
}

void set_probe(Scan const& scan, Inspection& result) {
  auto const& mean = result.counts.mean;
  if (scan.probe.modes > 0) {
    double const measured = std::accumulate(mean.begin(), mean.end(), 0.0) / solver::measured_share(scan, scan.probe);
    if (measured > 0) result.probe_power = update::power(scan.probe) / measured;
  } else if (result.orientation && result.orientation->decided()) {
    result.probe_source = ProbeSource::found;
    set_overlap(scan, result.orientation->probe, result);
  } else if (scan.near_field) {
    result.probe_source = ProbeSource::found;
    set_overlap(scan, solver::back_propagated_probe(scan, mean), result);
  } else {
    result.probe_source = ProbeSource::focus;
    set_overlap(scan, solver::defocused_probe(mean, scan.detector, 0), result);
  }
}

}  // namespace

Inspection inspect_positions(Scan const& scan) {
  Inspection result{.positions = position_statistics(scan)};
  if (scan.probe.modes > 0) set_overlap(scan, scan.probe, result);
  return result;
}

Inspection inspect_scan(Scan const& scan, std::optional<solver::OrientationCheck> orientation) {
  auto result = inspect_positions(scan);
  result.counts = count_statistics(scan);
  result.orientation = std::move(orientation);
  auto const placement = model::place_frames(scan, scan.probe.modes > 0 ? scan.probe.size : scan.detector);
  result.object_rows = placement.rows;
  result.object_cols = placement.cols;
  set_probe(scan, result);
  return result;
}

}  // namespace ptyger::inspect
