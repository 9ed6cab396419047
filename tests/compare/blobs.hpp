#pragma once

#include <cmath>
#include <complex>
#include <random>
#include <vector>

#include "core/placed_object.hpp"

namespace ptyger::test {

/// A sample that is defined between its pixels: smooth blobs that shift the phase and absorb.
class Blobs {
 public:
  explicit Blobs(unsigned seed, double extent = 200) {
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> place(-40, extent + 40);
    std::uniform_real_distribution<double> width(3, 8);
    std::uniform_real_distribution<double> height(-0.9, 0.9);
    for (int k = 0; k < 250; ++k) blobs_.push_back({place(random), place(random), width(random), height(random)});
  }

  std::complex<double> at(double row, double col) const {
    double phase = 0;
    for (auto const& blob : blobs_) {
      double const distance = std::hypot(row - blob.row, col - blob.col) / blob.width;
      if (distance < 9) phase += blob.height * std::exp(-0.5 * distance * distance);
    }
    return std::polar(std::exp(-0.1 * phase * phase), phase);
  }

 private:
  struct Blob {
    double row, col, width;  // centre and rms width, pixels
    double height;           // phase at the centre, radians
  };
  std::vector<Blob> blobs_;
};

/// An image of the sample whose pixel [0][0] lies at (row, col), pixels.
inline core::PlacedObject view(Blobs const& sample, std::size_t rows, std::size_t cols, double row, double col) {
  core::PlacedObject placed;
  placed.source = "view";
  placed.object = {rows, cols, {}};
  for (std::size_t y = 0; y < rows; ++y)
    for (std::size_t x = 0; x < cols; ++x)
      placed.object.values.push_back(sample.at(row + static_cast<double>(y), col + static_cast<double>(x)));
  return placed;
}

/// An image of the sample with pixels of 10 nm and coordinates.
inline core::PlacedObject placed_view(Blobs const& sample, std::size_t rows, std::size_t cols, double row, double col) {
  auto placed = view(sample, rows, cols, row, col);
  placed.pixel_row_m = placed.pixel_col_m = 1e-8;
  placed.center = Position{(row + static_cast<double>(rows) / 2) * 1e-8, (col + static_cast<double>(cols) / 2) * 1e-8};
  return placed;
}

/// values[y][x] *= scale exp(i (row_ramp y + col_ramp x))
inline void apply_scale_and_ramp(ObjectImage& object, std::complex<double> scale, double row_ramp, double col_ramp) {
  for (std::size_t row = 0; row < object.rows; ++row)
    for (std::size_t col = 0; col < object.cols; ++col)
      object.values[row * object.cols + col] *=
          scale * std::polar(1.0, row_ramp * static_cast<double>(row) + col_ramp * static_cast<double>(col));
}

}  // namespace ptyger::test
