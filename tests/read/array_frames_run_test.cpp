#include <gtest/gtest.h>

#include <variant>

#include "ptyger/read_scan.hpp"
#include "tests/array_files/detector_bytes.hpp"
#include "tests/hdf5/temporary_folder.hpp"
#include "tests/support/simulated_scan.hpp"
#include "tests/support/truth_error.hpp"

// Simulated scans with known truth in files that are not HDF5, read and reconstructed.
namespace ptyger::test {
namespace {

constexpr std::size_t side = 11;  // rows and columns of the raster

simulation::Simulation raster_scan() {
  auto options = simulation_of(side * side, 0.8);
  options.pattern = simulation::Pattern::raster;
  return simulated(options);
}

/// The counts with the zero frequency in the centre, as a detector sees them.
template <class T>
DetectorScan<T> detector_scan(Scan const& scan) {
  std::size_t const n = scan.detector;
  DetectorScan<T> found{scan.frames, n, n, std::vector<T>(scan.frames * n * n)};
  std::visit(
      [&](auto const& counts) {
        for (std::size_t k = 0; k < counts.size(); ++k) {
          std::size_t const row = (k / n % n + n / 2) % n;
          std::size_t const col = (k % n + n / 2) % n;
          found.counts[(k / (n * n) * n + row) * n + col] = static_cast<T>(counts[k]);
        }
      },
      scan.counts);
  return found;
}

Scan read_with_probe(std::vector<std::string> const& inputs, ReadOptions const& options,
                     simulation::Simulation const& made) {
  auto scan = read_scan(inputs, options);
  EXPECT_NEAR(scan.pixel_row_m / made.scan.pixel_row_m, 1, 1e-6);
  scan.probe = made.scan.probe;
  return scan;
}

TEST(ArrayFramesRun, ANumpyArrayWithATableOfPositions) {
  auto const made = simulated(simulation_of(90));
  auto const frames = detector_scan<std::uint32_t>(made.scan);
  TemporaryFolder const folder;
  auto const n = std::to_string(made.scan.detector);
  auto const file =
      write_bytes(folder / "frames.npy", npy("<u4", "(90, " + n + ", " + n + ")", bytes_of_values(frames.counts)));
  std::string table = "# x (um), y (um)\n";
  for (auto const& p : made.scan.positions) table += fmt::format("{},{}\n", p.col_m * 1e6, p.row_m * 1e6);
  auto const scan =
      read_with_probe({file, write_bytes(folder / "p.txt", table)}, {.pixel_m = made.scan.pixel_row_m}, made);
  EXPECT_EQ(scan.frames, 90U);
  EXPECT_LT(error_against_truth(made, scan), 1.05 * error_against_truth(made, made.scan));
}

TEST(ArrayFramesRun, AMerlinFileWithARaster) {
  auto const made = raster_scan();
  TemporaryFolder const folder;
  auto const file = write_bytes(folder / "scan.mib", mib(detector_scan<std::uint32_t>(made.scan)));
  write_bytes(folder / "scan.hdr", "HDR,\nScanX:\t11\nScanY:\t11\nEnd\t\n");
  double const step_m = made.scan.positions[1].col_m - made.scan.positions[0].col_m;
  ReadOptions const options{.raster = {.step = RasterStep{step_m, step_m}}, .pixel_m = made.scan.pixel_row_m};
  auto const scan = read_with_probe({file}, options, made);
  EXPECT_EQ(scan.frames, side * side);
  EXPECT_LT(error_against_truth(made, scan), 1.05 * error_against_truth(made, made.scan));
}

}  // namespace
}  // namespace ptyger::test
