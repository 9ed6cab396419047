#pragma once

#include <string>

#include "simulation/simulation.hpp"

namespace ptyger::simulation {

struct FileSettings {
  std::string path;
  bool overwrite = false;
  bool write_probe = false;  ///< the true probe as the initial one, source_1/illumination
  std::string options_toml;  ///< kept in /truth/options
};

/// Writes scan and truth as a CXI file (version 1.6, SI units, zero frequency in the centre). Beside what readers look
/// for there is /truth: object (rows, cols) with its pixel and centre in metres (patch corner of position y =
/// (y - center_y) / pixel_height + rows/2 - size/2, the same for columns), probe (modes, size, size) in sqrt(photons),
/// positions (N, 2) row and column in metres, star, line_periods, options, seed. The file appears under its name only
/// when it is whole. Throws InputError when the name is taken or nothing can be written there, CallError later.
void write_cxi(Simulation const& simulation, Options const& options, FileSettings const& settings);

}  // namespace ptyger::simulation
