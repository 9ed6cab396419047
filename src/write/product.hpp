#pragma once

#include <cstddef>

#include "hdf5/output_file.hpp"
#include "ptyger/options.hpp"
#include "ptyger/result.hpp"
#include "ptyger/scan.hpp"

namespace ptyger::write {

/// Writes what the product layout of ptychodus and pty-chi asks for: positions, probe, object, losses, root attributes.
void write_product(hdf5::OutputFile& file, Scan const& scan, Result const& result, Precision precision);

/// Metres of the object's centre along one axis. The readers of the layout place a patch corner at
/// (position - center) / pixel + extent / 2 - size / 2; ours is position / pixel - origin.
double center_m(double origin, std::size_t extent, std::size_t probe_size, double pixel_m);

/// Where the frames lie: as refined, else as the scan says.
std::vector<Position> const& positions_of(Scan const& scan, Result const& result);

}  // namespace ptyger::write
