#pragma once

#include <optional>

#include "hdf5/input_file.hpp"

namespace ptyger::read {

struct ObjectPixel {
  double row_m;
  double col_m;
};

/// Pixel of the object in a product file: of the object, else of the probe, whose attributes are 0.0 in many files.
std::optional<ObjectPixel> stated_product_pixel(hdf5::InputFile const& file);

/// The same; InputError when neither gives it.
ObjectPixel product_pixel(hdf5::InputFile const& file);

}  // namespace ptyger::read
