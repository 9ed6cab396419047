#pragma once

#include <optional>
#include <string>
#include <vector>

#include "inspect/count_statistics.hpp"
#include "inspect/position_statistics.hpp"
#include "ptyger/read_options.hpp"
#include "ptyger/scan.hpp"
#include "solver/orientation.hpp"

namespace ptyger {

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
  std::optional<OrientationCheck> orientation = {};
};

/// orientation: of the scan with the axes of the file, if it was checked.
Inspection inspect_scan(Scan const& scan, std::optional<OrientationCheck> orientation);

/// The same without a look at a frame: positions, and the overlap when the scan has a probe.
Inspection inspect_positions(Scan const& scan);

/// One thing that looks wrong.
struct Finding {
  std::string key;     ///< stable name
  std::string what;    ///< what it is
  std::string remedy;  ///< what to do, with options of the program
};

/// What looks wrong with a scan that was read with these options.
std::vector<Finding> findings(Scan const& scan, Inspection const& inspection, ReadOptions const& options);

/// Those of them that positions and probe tell without a look at a frame, with their remedies.
std::vector<std::string> position_warnings(Scan const& scan);

/// The options that turn positions like this; empty when they stay as they are.
std::string axes_options(PositionAxes axes);

/// What was read, what it looks like, and what looks wrong, for people.
std::string inspection_report(Scan const& scan, Inspection const& inspection, std::vector<Finding> const& findings);

/// The same as a JSON object; units in the names, null for what is not known.
std::string inspection_json(Scan const& scan, Inspection const& inspection, std::vector<Finding> const& findings);

/// The reader's note on where the zero frequency was found: it begins with "zero frequency"; empty without one.
std::string zero_frequency_note(Scan const& scan);

}  // namespace ptyger
