#pragma once

#include <string>
#include <vector>

#include "ptyger/options.hpp"

namespace ptyger::prepare {

/// Sets the initial corrections of `options` from an earlier result, in the HDF5 file `result`, of the same scan, for
/// the parts of the scan that `options.refine` fits. A frame of the result and a frame of the scan are the same when
/// they have the same number in the file and the same position. Returns notes for the user about corrections that
/// are used or not.
std::vector<std::string> set_initial_corrections(Options& options, Scan const& scan, std::string const& result);

}  // namespace ptyger::prepare
