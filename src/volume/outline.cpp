#include "volume/outline.hpp"

#include <algorithm>
#include <cmath>

#include "hdf5/extents.hpp"
#include "hdf5/input_file.hpp"
#include "ptyger/error.hpp"
#include "read/results/product.hpp"

namespace ptyger::volume {
namespace {

constexpr char const* illumination = "/ptyger/illumination";

write::LitMask all_lit(std::size_t rows, std::size_t cols) {
  return {0, 0, rows, cols, std::vector<std::uint8_t>(rows * cols, 1)};
}

write::LitMask read_mask(hdf5::InputFile const& file, std::size_t rows, std::size_t cols) {
  if (!file.has_dataset(illumination)) return all_lit(rows, cols);
  hdf5::InputDataset const dataset = file.dataset(illumination);
  if (dataset.shape() != hdf5::Shape{rows, cols})
    throw InputError(dataset.where() + " has the shape " + hdf5::to_string(dataset.shape()) +
                     ", which differs from the shape of the object.");
  std::vector<double> const illumination_values = dataset.read<double>();
  if (!std::all_of(illumination_values.begin(), illumination_values.end(),
                   [](double one) { return std::isfinite(one) && one >= 0; }))
    throw InputError(dataset.where() + " has values that are negative or not finite, which no illumination has.");
  return write::lit_mask(illumination_values, rows, cols);
}

double center(hdf5::InputFile const& file, char const* name) {
  double const metres = file.number_attribute("object", name).value_or(0);
  if (!std::isfinite(metres))
    throw InputError(file.path() + ": the attribute '" + name + "' of 'object' is not finite, so it has no place.");
  return metres;
}

}  // namespace

PackedMask::PackedMask(write::LitMask const& mask) : frame_{mask.top, mask.left, mask.rows, mask.cols, {}} {
  std::uint8_t value = 0;
  std::uint32_t length = 0;
  for (std::uint8_t const lit : mask.lit) {
    if (lit != value || length == UINT32_MAX) {
      runs_.push_back(length);
      if (lit == value) runs_.push_back(0);
      length = 0;
      value = lit;
    }
    ++length;
  }
  runs_.push_back(length);
}

write::LitMask PackedMask::unpack() const {
  write::LitMask mask = frame_;
  mask.lit.reserve(mask.rows * mask.cols);
  std::uint8_t value = 0;
  for (std::uint32_t const length : runs_) {
    mask.lit.insert(mask.lit.end(), length, value);
    value ^= 1U;
  }
  return mask;
}

OutlineAndMask read_outline(std::string const& path) {
  hdf5::InputFile const file(path);
  auto const pixel = read::product_pixel(file);
  auto const shape = read::object_shape(file.dataset("object"));
  write::LitMask const mask = read_mask(file, shape.rows, shape.cols);
  return {.outline = {.missing = "",
                      .pixel_row_m = pixel.row_m,
                      .pixel_col_m = pixel.col_m,
                      .center_row_m = center(file, "center_y_m"),
                      .center_col_m = center(file, "center_x_m"),
                      .energy_eV = read::product_energy_eV(file),
                      .rows = shape.rows,
                      .cols = shape.cols,
                      .top = mask.top,
                      .left = mask.left,
                      .lit_rows = mask.rows,
                      .lit_cols = mask.cols},
          .mask = PackedMask(mask)};
}

write::LitRegion read_lit_region(std::string const& path, Outline const& outline, PackedMask const& mask) {
  ObjectImage const object = read::read_object(hdf5::InputFile(path).dataset("object"));
  if (object.rows != outline.rows || object.cols != outline.cols)
    throw InputError(path + ": the object has changed its shape while the volume was made. Make the volume again.");
  return write::lit_region(object, mask.unpack());
}

}  // namespace ptyger::volume
