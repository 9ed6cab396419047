#pragma once

#include <string>

#include "read/formats/format.hpp"

namespace ptyger::read {

/// scan_ID.h5 of HXN and CSX at NSLS-II: amplitudes `diffamp` (N, D, D), which are the frames of the detector turned
/// clockwise; `points` (2, N), micrometres; geometry lambda_nm, z_m and ccd_pixel_um. Rows are the flipped second axis
/// of diffamp and belong to points[1]; columns are its first axis and belong to -points[0]. The signs are the default
/// of the programs of the beamline, which also multiply points[0] by the cosine of `angle` or, beyond 45 degrees, by
/// its sine.
std::string missing_in_hxn(Inputs const& inputs);
Finding find_hxn(Inputs const& inputs, ReadOptions const& options);

/// The raw counts of HXN, in one file or two: frames /entry/data/data or /diff_data/merlin1/det_images; positions
/// /scan/scan_positions (2, N), x first, micrometres; /scan/energy in eV.
std::string missing_in_hxn_raw(Inputs const& inputs);
Finding find_hxn_raw(Inputs const& inputs, ReadOptions const& options);

/// A dp file, and in this or another file `points` (2, N), x first, micrometres.
std::string missing_in_dp_points(Inputs const& inputs);
Finding find_dp_points(Inputs const& inputs, ReadOptions const& options);

}  // namespace ptyger::read
