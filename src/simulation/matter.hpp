#pragma once

#include <algorithm>
#include <cmath>
#include <vector>

namespace ptyger::simulation {

/// Phase shift k delta t of one kind of matter, radians, [row][col] of the object. Pixel (r, c) covers the rows
/// r - 1/2 ... r + 1/2 and the columns c - 1/2 ... c + 1/2.
class Matter {
 public:
  Matter(std::size_t rows, std::size_t cols) : rows_(rows), cols_(cols), phase_(rows * cols, 0.0) {}

  double operator[](std::size_t pixel) const { return phase_[pixel]; }

  /// Adds to each pixel the mean of shape(row, col), radians, over the pixel. The shape must be 0 outside the
  /// rectangle.
  template <class Shape>
  void add(double top, double left, double bottom, double right, Shape const& shape) {
    for (std::size_t row = first_pixel(top); row < end_pixel(bottom, rows_); ++row)
      for (std::size_t col = first_pixel(left); col < end_pixel(right, cols_); ++col)
        phase_[row * cols_ + col] += mean(row, col, shape);
  }

  /// Adds to each pixel the value of shape(row, col), radians, at the centre of the pixel.
  template <class Shape>
  void add_smooth(Shape const& shape) {
    for (std::size_t row = 0; row < rows_; ++row)
      for (std::size_t col = 0; col < cols_; ++col)
        phase_[row * cols_ + col] += shape(static_cast<double>(row), static_cast<double>(col));
  }

 private:
  static constexpr int samples = 4;  // points along each axis of a pixel, over which the mean of a shape is taken

  // First pixel, and end of the pixels, that a shape from `low` to `high` along one axis may touch.
  static std::size_t first_pixel(double low) { return static_cast<std::size_t>(std::max(0.0, std::floor(low - 0.5))); }
  static std::size_t end_pixel(double high, std::size_t size) {
    return static_cast<std::size_t>(std::clamp(std::ceil(high + 1.5), 0.0, static_cast<double>(size)));
  }

  template <class Shape>
  static double mean(std::size_t row, std::size_t col, Shape const& shape) {
    double sum = 0;
    for (int i = 0; i < samples; ++i)
      for (int j = 0; j < samples; ++j)
        sum += shape(static_cast<double>(row) + (i + 0.5) / samples - 0.5,
                     static_cast<double>(col) + (j + 0.5) / samples - 0.5);
    return sum / (samples * samples);
  }

  std::size_t rows_;
  std::size_t cols_;
  std::vector<double> phase_;
};

}  // namespace ptyger::simulation
