#pragma once

#include <cstddef>

#include "hdf5/output_file.hpp"
#include "ptyger/options.hpp"
#include "ptyger/result.hpp"
#include "ptyger/scan.hpp"

namespace ptyger::write {

/// Writes the parts of the product layout of ptychodus and pty-chi: positions, probe, object, losses, root attributes.
void write_product(hdf5::OutputFile& file, Scan const& scan, Result const& result, Precision precision);

/// Position of the object's centre along one axis, metres. origin: Result::origin_row or origin_col; extent: pixels of
/// the object. Readers of the layout place a patch corner at (position - center) / pixel + extent / 2 - size / 2; in a
/// Result it is position / pixel - origin.
double center_m(double origin, std::size_t extent, std::size_t probe_size, double pixel_m);

/// Refined positions of the frames if there are any, else the positions of the scan.
std::vector<Position> const& positions_of(Scan const& scan, Result const& result);

}  // namespace ptyger::write
