#include "read/zero_frequency.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <variant>

#include "core/centre.hpp"
#include "read/file_pixel.hpp"

namespace ptyger::read {
namespace {

using Mask = std::vector<std::uint8_t>;

/// Mean amplitude, the root of the summed counts, of the measured pixels less than a quarter of the frame from
/// `middle`; rows and columns are periodic.
double block_amplitude(FrameShape const& shape, Mask const& mask, std::vector<double> const& sum, FilePixel middle) {
  auto const near = [](std::size_t index, std::size_t at, std::size_t extent) {
    std::size_t const away = (index + extent - at) % extent;
    return 4 * std::min(away, extent - away) < extent;
  };
  double amplitude = 0;
  std::size_t measured = 0;
  for (std::size_t row = 0; row < shape.rows; ++row)
    for (std::size_t col = 0; col < shape.cols; ++col) {
      std::size_t const pixel = row * shape.cols + col;
      if (!near(row, middle.row, shape.rows) || !near(col, middle.col, shape.cols) || !mask[pixel]) continue;
      amplitude += std::sqrt(sum[pixel]);
      ++measured;
    }
  return measured == 0 ? 0 : amplitude / static_cast<double>(measured);
}

/// For each pixel [row][col] of a turned frame with its zero frequency in the corner, its index in the frame before it
/// was turned.
std::vector<std::size_t> source_pixels(std::size_t size, FrameOrientation const& orientation, FilePixel zero) {
  FramesOfFile const before{.shape = {size, size}, .zero_row = zero.row, .zero_col = zero.col, .turned = orientation};
  std::vector<std::size_t> sources;
  for (std::size_t row = 0; row < size; ++row)
    for (std::size_t col = 0; col < size; ++col) {
      auto const pixel = file_pixel(before, size, row, col);
      sources.push_back(pixel.row * size + pixel.col);
    }
  return sources;
}

/// Moves the values of an image: pixel k takes the value of pixel sources[k].
template <class T>
void gather(T* image, std::vector<std::size_t> const& sources) {
  std::vector<T> const before(image, image + sources.size());
  for (std::size_t pixel = 0; pixel < sources.size(); ++pixel) image[pixel] = before[sources[pixel]];
}

}  // namespace

bool zero_frequency_in_corner(FrameShape const& shape, Mask const& measured, std::vector<double> const& sum,
                              ReadingReport& report) {
  double const centre = block_amplitude(shape, measured, sum, {shape.rows / 2, shape.cols / 2});
  double const corner = block_amplitude(shape, measured, sum, {0, 0});
  bool const in_corner = corner > 1.2 * centre;
  bool const clear = in_corner || centre > 1.2 * corner;
  report.add(ZeroFrequencyFound{
      .in_corner = in_corner, .clear = clear, .centre_amplitude = centre, .corner_amplitude = corner});
  return in_corner;
}

FilePixel middle_before_turn(std::size_t size, FrameOrientation const& orientation, bool near_field) {
  auto const middle = [&](bool mirrored) { return near_field && mirrored ? size - 1 - size / 2 : size / 2; };
  bool const rows_mirrored = orientation.transpose ? orientation.flip_cols : orientation.flip_rows;
  bool const cols_mirrored = orientation.transpose ? orientation.flip_rows : orientation.flip_cols;
  return {.row = middle(rows_mirrored), .col = middle(cols_mirrored)};
}

void turn_to_corner(Scan& scan, FrameOrientation const& orientation, bool from_centre) {
  bool const turned = orientation != FrameOrientation{};
  if (!turned && !from_centre) return;
  auto const zero = from_centre ? middle_before_turn(scan.detector, orientation, scan.near_field.has_value())
                                : FilePixel{.row = 0, .col = 0};
  auto const sources = turned ? source_pixels(scan.detector, orientation, zero) : std::vector<std::size_t>();
  auto const turn = [&](auto& images) {
    for (std::size_t begin = 0; begin < images.size(); begin += scan.detector * scan.detector)
      if (turned)
        gather(images.data() + begin, sources);
      else
        core::centre_to_corner(images.data() + begin, scan.detector);
  };
  std::visit(turn, scan.counts);
  turn(scan.measured);
}

}  // namespace ptyger::read
