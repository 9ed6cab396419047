#pragma once

#include <string>

#include "core/placed_object.hpp"

namespace ptyger::read {

/// Reads the object of a file, whoever wrote it. The first of these layouts that is there is taken:
///
/// | layout | object | pixel | place |
/// | --- | --- | --- | --- |
/// | product (PtyGer, ptychodus, pty-chi) | `object` (ny,nx) or (1,ny,nx) | its `pixel_height_m`, `pixel_width_m` |
///   its `center_y_m`, `center_x_m` |
/// | truth of a simulated scan | `truth/object` | the same | the same |
/// | ptypy | `content/obj/S/data` (1,ny,nx), the first S in alphabetical order | `_psize` | `_origin`, the coordinates
/// of
///   [0][0], metres |
/// | PyNX | `entry_last/object/data` or `entry_1/object/data`, upside down | `x_pixel_size`, `y_pixel_size` |
///   `corner_positions` |
/// | CXI of ptychodus | `entry_1/image_2/data` | `entry_1/ptychodus/object_pixel_*_m` | its `object_center_*_m` |
/// | CXI | `entry_1/image_1/data` | `image_size` / shape, metres, if it is there | none |
///
/// The illumination is that of the file (`ptyger/illumination`), else the sum of |probe|^2 over the positions where
/// both are there. InputError when none of the layouts is there or the object is not one of a single layer of finite
/// numbers.
core::PlacedObject read_placed_object(std::string const& path);

}  // namespace ptyger::read
