#pragma once

#include <string>

#include "read/formats/format.hpp"

namespace ptyger::read {

/// scan_ID.h5 of NSLS-II's HXN and CSX: amplitudes `diffamp` (N, D, D) in the detector's orientation turned clockwise,
/// `points` (2, N) in micrometres, and the geometry as lambda_nm, z_m and ccd_pixel_um.
/// Rows are the flipped second axis of diffamp and go with points[1]; columns are its first axis and go with
/// -points[0], by the signs that its software has by default, and as that software has it multiplied by the cosine of
/// `angle` or, beyond 45 degrees, its sine.
std::string missing_in_hxn(Inputs const& inputs);
Finding find_hxn(Inputs const& inputs, ReadOptions const& options);

/// The raw counts of the same beamline, in one file or two: /entry/data/data or /diff_data/merlin1/det_images, and
/// /scan/scan_positions (2, N) x first, micrometres, with /scan/energy in eV.
std::string missing_in_hxn_raw(Inputs const& inputs);
Finding find_hxn_raw(Inputs const& inputs, ReadOptions const& options);

/// A dp file with `points` (2, N) x first, micrometres, which may lie in another file.
std::string missing_in_dp_points(Inputs const& inputs);
Finding find_dp_points(Inputs const& inputs, ReadOptions const& options);

}  // namespace ptyger::read
