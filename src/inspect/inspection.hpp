#pragma once

#include <optional>
#include <string>
#include <vector>

#include "inspect/count_statistics.hpp"
#include "inspect/position_statistics.hpp"
#include "ptyger/read_options.hpp"
#include "ptyger/scan.hpp"
#include "solver/trials/orientation.hpp"
#include "solver/trials/scale_check.hpp"

namespace ptyger::inspect {

/// Which probe the diameter belongs to.
enum class ProbeSource {
  file,   ///< initial probe of the scan
  found,  ///< probe that the check of the orientation found
  focus,  ///< beam in focus, whose far field is the mean pattern; a defocused beam is larger
};

/// Statistics of a scan.
struct Inspection {
  CountStatistics counts = {};
  PositionStatistics positions = {};
  std::size_t object_rows = 0;                   ///< rows of the object, pixels
  std::size_t object_cols = 0;                   ///< columns of the object, pixels
  ProbeSource probe_source = ProbeSource::file;  ///< probe that `probe_diameter_m` and `overlap` belong to
  double probe_diameter_m = 0;                   ///< diameter of a disc with the area (sum |p|^2)^2 / sum |p|^4
  std::optional<double> overlap = {};            ///< 1 - step / diameter; empty when all frames lie at one place
  std::optional<double> probe_power = {};        ///< power of the initial probe over the mean counts of a frame
  std::optional<solver::OrientationCheck> orientation = {};  ///< empty when the orientation was not checked
  std::optional<solver::ScaleCheck> scale = {};              ///< empty when the scale was not checked
};

/// Statistics of counts, positions and probe. `orientation`: check of the scan with the axes of its file, if any.
Inspection inspect_scan(Scan const& scan, std::optional<solver::OrientationCheck> orientation);

/// Statistics of positions, and overlap by the initial probe; needs no counts.
Inspection inspect_positions(Scan const& scan);

}  // namespace ptyger::inspect
