#pragma once

#include <cstddef>
#include <optional>

#include "hdf5/input_file.hpp"
#include "ptyger/scan.hpp"

namespace ptyger::read {

struct ObjectPixel {
  double row_m;
  double col_m;
};

/// Pixel of the object in a product file: of the object, else of the probe, whose attributes are 0.0 in many files.
std::optional<ObjectPixel> stated_product_pixel(hdf5::InputFile const& file);

/// The same; InputError when neither gives it.
ObjectPixel product_pixel(hdf5::InputFile const& file);

/// Energy of photons or electrons in a product file, eV, under its name of today or of before ptychodus 1.7; 0 when it
/// is not there.
double product_energy_eV(hdf5::InputFile const& file);

struct ObjectShape {
  std::size_t rows;
  std::size_t cols;
};

/// Shape of an object of one layer, stored as (1, rows, cols) or (rows, cols). InputError for any other.
ObjectShape object_shape(hdf5::InputDataset const& dataset);

/// All pixels of such an object. InputError also for values that are not finite.
ObjectImage read_object(hdf5::InputDataset const& dataset);

}  // namespace ptyger::read
