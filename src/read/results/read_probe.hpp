#pragma once

#include <string>

#include "ptyger/scan.hpp"

namespace ptyger::read {

/// The probe of a file, with its pixel.
struct ProbeOfFile {
  ProbeModes modes;        ///< all modes of the probe
  double pixel_row_m = 0;  ///< height of a pixel of the probe, metres; 0 when the file does not state it
  double pixel_col_m = 0;  ///< width of a pixel of the probe, metres; 0 when the file does not state it
  double energy_eV = 0;    ///< energy of photons or electrons; 0 when the file does not state it
};

/// Reads the probe of a CXI file, of a product or result file, or of a result of PyNX or ptypy. InputError when there
/// is no probe or it cannot be used.
ProbeOfFile read_probe(std::string const& path);

}  // namespace ptyger::read
