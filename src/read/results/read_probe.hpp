#pragma once

#include <string>

#include "ptyger/scan.hpp"

namespace ptyger::read {

/// A probe that a file holds.
struct ProbeOfFile {
  ProbeModes modes;
  double pixel_row_m = 0;  ///< its pixel height, metres; 0 when the file does not say
  double pixel_col_m = 0;
};

/// Reads the probe of a CXI file, of a product or result file, or of a result of PyNX or ptypy. InputError when it has
/// none that can be used.
ProbeOfFile read_probe(std::string const& path);

}  // namespace ptyger::read
