#include "read/results/cxi_result.hpp"

#include <cmath>
#include <utility>

#include "read/positions/positions.hpp"

namespace ptyger::read {

PtychodusCxi::PtychodusCxi(hdf5::InputFile opened)
    : StoredResult(std::move(opened), "CXI of ptychodus", "entry_1/image_2/data", "entry_1/image_1/data") {}

std::optional<double> PtychodusCxi::number(std::string const& name) const {
  auto const path = "entry_1/ptychodus/object_" + name;
  if (!file().has_dataset(path)) return {};
  return file().dataset(path).scalar();
}

ObjectPixel PtychodusCxi::pixel() const {
  return {.row_m = number("pixel_height_m").value_or(0), .col_m = number("pixel_width_m").value_or(0)};
}

std::optional<Position> PtychodusCxi::center() const {
  auto const row_m = number("center_y_m");
  auto const col_m = number("center_x_m");
  if (!row_m || !col_m || !std::isfinite(*row_m) || !std::isfinite(*col_m)) return {};
  return Position{*row_m, *col_m};
}

std::vector<Position> PtychodusCxi::positions() const {
  std::string const name = "entry_1/sample_1/geometry_1/translation";
  if (!file().has_dataset(name)) return {};
  auto const translation = file().dataset(name);
  auto positions = read_translation(translation, translation.shape().empty() ? 0 : translation.shape()[0]);
  require_finite(positions, translation.where());
  return positions;
}

CxiImage::CxiImage(hdf5::InputFile opened)
    : StoredResult(std::move(opened), "CXI image", "entry_1/image_1/data",
                   "entry_1/image_1/process_1/final_illumination") {}

/// `image_size` is the size from edge to edge, metres, x first.
ObjectPixel CxiImage::pixel() const {
  if (!file().has_dataset("entry_1/image_1/image_size")) return {};
  auto const size = file().dataset("entry_1/image_1/image_size").read<double>();
  if (size.size() < 2) return {};
  auto const [rows, cols] = object_shape();
  return {.row_m = size[1] / static_cast<double>(rows), .col_m = size[0] / static_cast<double>(cols)};
}

}  // namespace ptyger::read
