#include "volume/outline.hpp"

#include "ptyger/error.hpp"
#include "read/results/product_result.hpp"

namespace ptyger::volume {
namespace {

write::LitMask all_lit(std::size_t rows, std::size_t cols) {
  return {0, 0, rows, cols, std::vector<std::uint8_t>(rows * cols, 1)};
}

/// The illuminated part of the object; all of it when the file has no illumination.
write::LitMask read_mask(read::ProductResult const& result, read::ObjectShape const& shape) {
  auto const illumination = result.illumination();
  return illumination.empty() ? all_lit(shape.rows, shape.cols) : write::lit_mask(illumination, shape.rows, shape.cols);
}

}  // namespace

PackedMask::PackedMask(write::LitMask const& mask) : rectangle_{mask.top, mask.left, mask.rows, mask.cols, {}} {
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
  write::LitMask mask = rectangle_;
  mask.lit.reserve(mask.rows * mask.cols);
  std::uint8_t value = 0;
  for (std::uint32_t const length : runs_) {
    mask.lit.insert(mask.lit.end(), length, value);
    value ^= 1U;
  }
  return mask;
}

OutlineAndMask read_outline(std::string const& path) {
  read::ProductResult const result{hdf5::InputFile(path)};
  auto const pixel = result.require_pixel();
  auto const shape = result.object_shape();
  auto const center = result.center_or_origin();
  write::LitMask const mask = read_mask(result, shape);
  return {.outline = {.missing = "",
                      .pixel_row_m = pixel.row_m,
                      .pixel_col_m = pixel.col_m,
                      .center_row_m = center.row_m,
                      .center_col_m = center.col_m,
                      .energy_eV = result.energy_eV(),
                      .rows = shape.rows,
                      .cols = shape.cols,
                      .top = mask.top,
                      .left = mask.left,
                      .lit_rows = mask.rows,
                      .lit_cols = mask.cols},
          .mask = PackedMask(mask)};
}

write::LitRegion read_lit_region(std::string const& path, Outline const& outline, PackedMask const& mask) {
  ObjectImage const object = read::ProductResult(hdf5::InputFile(path)).object();
  if (object.rows != outline.rows || object.cols != outline.cols)
    throw InputError(path + ": the object has changed its shape while the volume was made. Make the volume again.");
  return write::lit_region(object, mask.unpack());
}

}  // namespace ptyger::volume
