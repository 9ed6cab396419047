#pragma once

#include <optional>
#include <string>
#include <vector>

#include "inspect/count_statistics.hpp"
#include "inspect/position_statistics.hpp"
#include "ptyger/read_options.hpp"
#include "ptyger/scan.hpp"
#include "solver/orientation.hpp"

namespace ptyger::inspect {

/// Where the diameter of the probe is from.
enum class ProbeSource {
  file,   ///< of the scan, or of --probe FILE
  found,  ///< blind, with the orientation
  focus,  ///< beam in focus with the mean pattern as its far field: a defocused one is larger
};

/// What a scan looks like, all that the reports say.
struct Inspection {
  CountStatistics counts = {};
  PositionStatistics positions = {};
  std::size_t object_rows = 0;  ///< pixels
  std::size_t object_cols = 0;
  ProbeSource probe_source = ProbeSource::file;
  double probe_diameter_m = 0;             ///< of a disc as large as the lit area, (sum |p|^2)^2 / sum |p|^4
  std::optional<double> overlap = {};      ///< 1 - step / diameter; empty without a neighbour
  std::optional<double> probe_power = {};  ///< of the initial probe over that of the measured light
  std::optional<solver::OrientationCheck> orientation = {};
};

/// orientation: of the scan with the axes of the file, if it was checked.
Inspection inspect_scan(Scan const& scan, std::optional<solver::OrientationCheck> orientation);

/// The same without a look at a frame: positions, and the overlap when the scan has a probe.
Inspection inspect_positions(Scan const& scan);

}  // namespace ptyger::inspect
