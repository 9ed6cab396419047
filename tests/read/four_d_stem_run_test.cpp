#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <variant>

#include "ptyger/read_scan.hpp"
#include "tests/read/four_d_stem.hpp"
#include "tests/support/simulated_scan.hpp"
#include "tests/support/truth_error.hpp"

// A simulated raster scan with known truth in files of 4D-STEM, read and reconstructed.
namespace ptyger::test {
namespace {

constexpr std::size_t side = 11;  // rows and columns of the raster

simulation::Simulation raster_scan() {
  auto options = simulation_of(side * side, 0.8);
  options.pattern = simulation::Pattern::raster;
  return simulated(options);
}

/// The frames of the scan with the frame (row, col) of the raster at the place that `place` gives: [row][col] of a
/// raster in a file.
template <class Place>
std::vector<float> stored_frames(Scan const& scan, Place const& place) {
  std::size_t const pixels = scan.detector * scan.detector;
  std::vector<float> stored(scan.frames * pixels);
  std::visit(
      [&](auto const& counts) {
        for (std::size_t row = 0; row < side; ++row)
          for (std::size_t col = 0; col < side; ++col)
            for (std::size_t pixel = 0; pixel < pixels; ++pixel)
              stored[place(row, col) * pixels + pixel] =
                  static_cast<float>(counts[(row * side + col) * pixels + pixel]);
      },
      scan.counts);
  return stored;
}

Scan read_with_probe(Layout const& layout, simulation::Simulation const& made) {
  TemporaryFolder const folder;
  auto scan = read_scan(layout.write(folder));
  scan.probe = made.scan.probe;
  return scan;
}

Write frames(Scan const& scan, std::vector<float> const& stored) {
  return numbers<float>({side, side, scan.detector, scan.detector}, stored);
}

/// Step of the frames, 1 / A.
double frequency_step(Scan const& scan) {
  return 1e-10 / (static_cast<double>(scan.detector) * scan.pixel_row_m);
}

/// Expects the positions of the scan up to a shift.
void expect_positions(Scan const& found, Scan const& scan, std::vector<std::size_t> const& frame_of) {
  for (std::size_t k = 0; k < scan.frames; ++k) {
    auto const& p = found.positions[frame_of[k]];
    auto const& first = found.positions[frame_of[0]];
    EXPECT_NEAR(p.row_m - first.row_m, scan.positions[k].row_m - scan.positions[0].row_m, 0.01 * scan.pixel_row_m);
    EXPECT_NEAR(p.col_m - first.col_m, scan.positions[k].col_m - scan.positions[0].col_m, 0.01 * scan.pixel_row_m);
  }
}

TEST(FourDStemRun, APy4dstemFileWithATurnedAndFlippedScan) {
  auto const made = raster_scan();
  double const clean = error_against_truth(made, made.scan);
  // R = rotation(90 degrees) exchange (row, col) = (-row, col)
  auto const place = [](std::size_t row, std::size_t col) { return (side - 1 - row) * side + col; };
  auto layout = py4dstem_layout();
  layout.set("datacube_root/datacube/data", frames(made.scan, stored_frames(made.scan, place)));
  std::string const calibration = "datacube_root/metadatabundle/calibration/";
  layout.set(calibration + "Q_pixel_size", scalar(frequency_step(made.scan)));
  layout.set(calibration + "R_pixel_size",
             scalar((made.scan.positions[1].col_m - made.scan.positions[0].col_m) * 1e10));
  layout.set(calibration + "QR_rotation", scalar(std::numbers::pi / 2)).set(calibration + "QR_flip", scalar(1));
  auto const scan = read_with_probe(layout, made);
  std::vector<std::size_t> frame_of;
  for (std::size_t k = 0; k < scan.frames; ++k) frame_of.push_back(place(k / side, k % side));
  expect_positions(scan, made.scan, frame_of);
  EXPECT_LT(error_against_truth(made, scan), 1.15 * clean);
  layout.erase(calibration + "QR_flip");
  EXPECT_GT(error_against_truth(made, read_with_probe(layout, made)), 2 * clean);  // the turn matters
}

TEST(FourDStemRun, AHyperspyFile) {
  auto const made = raster_scan();
  double const clean = error_against_truth(made, made.scan);
  auto const place = [](std::size_t row, std::size_t col) { return row * side + col; };
  auto layout = hyperspy_layout();
  layout.set("Experiments/scan/data", frames(made.scan, stored_frames(made.scan, place)));
  double const step_nm = (made.scan.positions[1].col_m - made.scan.positions[0].col_m) * 1e9;
  for (int axis = 0; axis < 4; ++axis)
    layout.attribute("Experiments/scan/axis-" + std::to_string(axis), "scale",
                     axis < 2 ? step_nm : 10 * frequency_step(made.scan));
  auto const scan = read_with_probe(layout, made);
  EXPECT_NEAR(scan.pixel_row_m / made.scan.pixel_row_m, 1, 1e-6);
  std::vector<std::size_t> frame_of;
  for (std::size_t k = 0; k < scan.frames; ++k) frame_of.push_back(k);
  expect_positions(scan, made.scan, frame_of);
  EXPECT_LT(error_against_truth(made, scan), 1.05 * clean);
}

}  // namespace
}  // namespace ptyger::test
