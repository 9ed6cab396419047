#pragma once

#include <string>

#include "inspect/count_statistics.hpp"
#include "prepare/reconstruct_settings.hpp"
#include "ptyger/scan.hpp"

namespace ptyger::app {

/// What the user should know of a check of the orientation.
struct OrientationRemark {
  std::string text = {};    ///< empty: nothing
  bool is_warning = false;  ///< the result may be wrong
};

/// Tries other turns of the positions before a run, unless there are too few frames, or after --no-check or --init.
/// InputError when another turn than settings.read.axes is decidedly better; it names the options.
/// `counts`: statistics of the scan.
OrientationRemark check_orientation(Scan const& scan, inspect::CountStatistics const& counts,
                                    prepare::ReconstructSettings const& settings);

}  // namespace ptyger::app
