#pragma once

#include <cmath>
#include <complex>
#include <cstdint>
#include <string>
#include <vector>

#include "hdf5/output_file.hpp"

namespace ptyger::test {

inline std::string const source = "entry_1/instrument_1/source_1/";
inline std::string const detector = "entry_1/instrument_1/detector_1/";
inline std::string const translation = "entry_1/sample_1/geometry_1/translation";

constexpr std::size_t small_frames = 4;    // frames of the small scan
constexpr std::size_t small_detector = 6;  // rows = columns of a frame, pixels

/// Counts of a small scan, 4 frames of 6 x 6 pixels: 100 + frame at the zero frequency in the centre [3][3], 20 beside
/// it at [3][4], and 1 elsewhere.
template <class T>
std::vector<T> small_counts() {
  std::vector<T> counts(small_frames * small_detector * small_detector, T{1});
  for (std::size_t frame = 0; frame < small_frames; ++frame) {
    counts[(frame * small_detector + 3) * small_detector + 3] = static_cast<T>(100 + frame);
    counts[(frame * small_detector + 3) * small_detector + 4] = T{20};
  }
  return counts;
}

/// x, y, z of the small scan, metres: [frame][3]; steps of 1 um in x and 2 um in y.
inline std::vector<double> small_translation() {
  return {1e-6, 2e-6, 0, 2e-6, 4e-6, 0, 3e-6, 6e-6, 0, 4e-6, 8e-6, 0};
}

/// Wavelength 1e-10 m, distance 6 m, detector pixel 1e-4 m: an object pixel of 1e-6 m.
inline void write_geometry(hdf5::OutputFile& out) {
  out.scalar(source + "wavelength", 1e-10);
  out.scalar(detector + "distance", 6.0);
  out.scalar(detector + "x_pixel_size", 1e-4);
  out.scalar(detector + "y_pixel_size", 1e-4);
}

inline void write_positions(hdf5::OutputFile& out) {
  out.dataset<double>(translation, {small_frames, 3}, small_translation());
}

template <class T>
void write_frames(hdf5::OutputFile& out, std::vector<T> const& counts, std::string const& name = detector + "data") {
  out.dataset<T>(name, {small_frames, small_detector, small_detector}, counts);
}

/// The product layout of the small scan; the frame numbers are as given.
inline void write_product(hdf5::OutputFile& out, double energy_eV, double pixel_m,
                          std::vector<std::int64_t> const& indexes) {
  std::vector<double> x, y;
  for (auto const index : indexes) {
    x.push_back(static_cast<double>(index) * 10 * pixel_m);
    y.push_back(static_cast<double>(index) * 20 * pixel_m);
  }
  out.dataset<double>("probe_position_x_m", {x.size()}, x);
  out.dataset<double>("probe_position_y_m", {y.size()}, y);
  out.dataset<std::int64_t>("probe_position_indexes", {indexes.size()}, indexes);
  std::vector<std::complex<float>> const ones(small_detector * small_detector, 1.f);
  out.dataset<std::complex<float>>("probe", {1, small_detector, small_detector}, ones);
  out.dataset<std::complex<float>>("object", {1, small_detector, small_detector}, ones);
  for (std::string const name : {"pixel_width_m", "pixel_height_m"}) {
    out.attribute("probe", name, 0.0);
    out.attribute("object", name, pixel_m);
  }
  out.attribute("object", "center_x_m", 1e-6);
  out.attribute("object", "center_y_m", 2e-6);
  out.attribute("/", "probe_energy_eV", energy_eV);
}

}  // namespace ptyger::test
