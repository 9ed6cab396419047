#pragma once

#include <string>
#include <vector>

#include "inspect/inspection.hpp"
#include "ptyger/read_options.hpp"

namespace ptyger::app {

/// One thing that looks wrong.
struct Finding {
  std::string key;     ///< stable name
  std::string what;    ///< what it is
  std::string remedy;  ///< what to do, with options of the program
};

/// What looks wrong with a scan that was read with these options.
std::vector<Finding> findings(Scan const& scan, inspect::Inspection const& inspection, ReadOptions const& options);

/// Those of them that positions and probe tell without a look at a frame, with their remedies.
std::vector<std::string> position_warnings(Scan const& scan);

/// The options that turn positions like this; empty when they stay as they are.
std::string axes_options(PositionAxes axes);

}  // namespace ptyger::app
