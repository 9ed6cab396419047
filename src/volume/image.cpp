#include "volume/image.hpp"

#include <algorithm>
#include <cmath>
#include <complex>
#include <limits>

namespace ptyger::volume {

VolumeImage missing_image(Field const& field) {
  std::vector<float> const nan_pixels(field.rows * field.cols, std::numeric_limits<float>::quiet_NaN());
  return {nan_pixels, nan_pixels};
}

VolumeImage placed_image(write::LitRegion const& region, Place const& place, Field const& field) {
  VolumeImage image{std::vector<float>(field.rows * field.cols, 0.F), std::vector<float>(field.rows * field.cols, 1.F)};
  std::size_t const cols = region.object.cols;
  for (std::size_t i = 0; i < region.lit.size(); ++i) {
    if (region.lit[i] == 0) continue;
    std::size_t const pixel = (place.row + i / cols) * field.cols + place.col + i % cols;
    image.phase[pixel] = static_cast<float>(std::arg(region.object.values[i]));
    image.amplitude[pixel] = static_cast<float>(std::abs(region.object.values[i]));
  }
  return image;
}

write::Thumbnail thumbnail(write::LitRegion const& region, Place const& place, Field const& field,
                           write::SheetLayout const& layout) {
  std::size_t const rows = std::min(field.rows, static_cast<std::size_t>(layout.picture_height));
  std::size_t const cols = std::min(field.cols, static_cast<std::size_t>(layout.picture_width));
  std::vector<std::complex<double>> sums(rows * cols);
  std::vector<std::size_t> counts(rows * cols);
  for (std::size_t i = 0; i < region.lit.size(); ++i) {
    if (region.lit[i] == 0) continue;
    std::size_t const row = (place.row + i / region.object.cols) * rows / field.rows;
    std::size_t const col = (place.col + i % region.object.cols) * cols / field.cols;
    sums[row * cols + col] += region.object.values[i];
    ++counts[row * cols + col];
  }
  write::Thumbnail picture{rows, cols, {}};
  for (std::size_t i = 0; i < sums.size(); ++i)
    picture.values.push_back(counts[i] > 0 ? static_cast<float>(std::arg(sums[i]))
                                           : std::numeric_limits<float>::quiet_NaN());
  return picture;
}

}  // namespace ptyger::volume
