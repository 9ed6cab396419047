#pragma once

#include <cmath>
#include <complex>
#include <cstdint>
#include <string>
#include <vector>

#include "hdf5/output_file.hpp"
#include "write/lit_region.hpp"

namespace ptyger::test {

/// A projection of a sphere in air, with phase ramp, offset, amplitude and noise as in a reconstruction.
struct SyntheticProjection {
  std::size_t rows = 60;
  std::size_t cols = 90;
  double row_step = 0;           ///< phase ramp from row to row, radians per pixel
  double col_step = 0;           ///< phase ramp from column to column, radians per pixel
  double offset = 0;             ///< phase offset, radians
  double amplitude = 1;          ///< amplitude of the air
  double noise_sigma = 0;        ///< standard deviation of the noise of real and imaginary part
  double phase_depth = 2.5;      ///< phase shift by the sphere in its middle, radians
  std::size_t unlit_border = 4;  ///< width of the border that the beam does not illuminate, pixels
  double pixel_m = 2e-9;
  double center_row_m = 0;  ///< position of the middle of the object in the scan
  double center_col_m = 0;
  std::uint64_t seed = 1;
};

/// Phase of the sample without ramp and offset, radians: the projection of a sphere, off the centre of the object.
inline double sample_phase(SyntheticProjection const& p, std::size_t row, std::size_t col) {
  double const y = (static_cast<double>(row) - 0.45 * static_cast<double>(p.rows)) / static_cast<double>(p.rows);
  double const x = (static_cast<double>(col) - 0.55 * static_cast<double>(p.cols)) / static_cast<double>(p.rows);
  double const inside = 1 - (x * x + y * y) / (0.3 * 0.3);
  return inside > 0 ? -p.phase_depth * std::sqrt(inside) : 0;
}

inline ObjectImage synthetic_object(SyntheticProjection const& p) {
  ObjectImage object{p.rows, p.cols, {}};
  std::uint64_t state = p.seed * 7919;
  auto const normal = [&] {  // sum of twelve uniform numbers
    double sum = -6;
    for (int i = 0; i < 12; ++i) {
      state = state * 6364136223846793005U + 1442695040888963407U;
      sum += static_cast<double>(state >> 11U) / static_cast<double>(1ULL << 53U);
    }
    return sum;
  };
  for (std::size_t row = 0; row < p.rows; ++row)
    for (std::size_t col = 0; col < p.cols; ++col) {
      double const plane = p.offset + p.row_step * static_cast<double>(row) + p.col_step * static_cast<double>(col);
      object.values.push_back(std::polar(p.amplitude, sample_phase(p, row, col) + plane) +
                              std::complex<double>(p.noise_sigma * normal(), p.noise_sigma * normal()));
    }
  return object;
}

inline std::vector<double> synthetic_illumination(SyntheticProjection const& p) {
  std::vector<double> illumination;
  for (std::size_t row = 0; row < p.rows; ++row)
    for (std::size_t col = 0; col < p.cols; ++col) {
      bool const lit = row >= p.unlit_border && col >= p.unlit_border && row + p.unlit_border < p.rows &&
                       col + p.unlit_border < p.cols;
      illumination.push_back(lit ? 100 : 0);
    }
  return illumination;
}

inline write::LitRegion synthetic_region(SyntheticProjection const& p) {
  return write::lit_region(synthetic_object(p), write::lit_mask(synthetic_illumination(p), p.rows, p.cols));
}

/// Writes a result file with the parts that write_volume() reads.
inline void write_synthetic_result(std::string const& path, SyntheticProjection const& p) {
  hdf5::OutputFile file(path);
  ObjectImage const object = synthetic_object(p);
  file.dataset("object", {1, p.rows, p.cols},
               std::vector<std::complex<float>>(object.values.begin(), object.values.end()));
  file.attribute("object", "pixel_width_m", p.pixel_m);
  file.attribute("object", "pixel_height_m", p.pixel_m);
  file.attribute("object", "center_x_m", p.center_col_m);
  file.attribute("object", "center_y_m", p.center_row_m);
  file.attribute("/", "probe_energy_eV", 8800.0);
  file.dataset("/ptyger/illumination", {p.rows, p.cols}, synthetic_illumination(p));
  file.close();
}

}  // namespace ptyger::test
