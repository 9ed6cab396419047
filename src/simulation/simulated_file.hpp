#pragma once

#include <string>

#include "simulation/simulation.hpp"

namespace ptyger::simulation {

/// Settings of the file of a simulated scan.
struct FileSettings {
  std::string path;          ///< CXI file to write
  bool overwrite = false;    ///< whether an existing file is replaced
  bool write_probe = false;  ///< whether source_1/illumination holds the true probe as initial probe
  std::string options_toml;  ///< stored in /truth/options
};

/// Writes scan and truth as a CXI file (version 1.6, SI units, zero frequency in the centre). The group /truth holds:
/// object (rows, cols) with its pixel and centre in metres (patch corner of position y =
/// (y - center_y) / pixel_height + rows/2 - size/2, the same for columns), probe (modes, size, size) in sqrt(photons),
/// positions (N, 2) row and column in metres, star, line_groups, options, seed. The file appears under its name only
/// when it is complete. Throws InputError when the file exists or cannot be made, CallError when writing fails.
void write_cxi(Simulation const& simulation, Options const& options, FileSettings const& settings);

}  // namespace ptyger::simulation
