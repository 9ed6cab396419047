#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <complex>
#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "app/reading_notes.hpp"
#include "ptyger/error.hpp"
#include "ptyger/read_scan.hpp"
#include "read/results/read_initial.hpp"
#include "read/results/read_placed_object.hpp"
#include "read/results/read_probe.hpp"
#include "tests/hdf5/temporary_folder.hpp"

// One scan in the files of ptychodus, pty-chi, PyNX and ptypy. The expected numbers were computed with h5py.
namespace ptyger {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::Not;

std::string const folder = PTYGER_TEST_DATA "/";
std::string const product = folder + "ptychodus_product.h5";
std::string const product_cxi = folder + "ptychodus_product.cxi";
std::string const pynx_result = folder + "pynx_result.cxi";
std::string const ptypy_result = folder + "ptypy_result.ptyr";

std::uint64_t measured_counts(Scan const& scan) {
  auto const& counts = std::get<std::vector<std::uint16_t>>(scan.counts);
  std::uint64_t sum = 0;
  for (std::size_t k = 0; k < counts.size(); ++k)
    if (scan.measured[k % scan.measured.size()] != 0) sum += counts[k];
  return sum;
}

auto masked_pixels(Scan const& scan) {
  return std::count(scan.measured.begin(), scan.measured.end(), 0);
}

void expect_same_positions(Scan const& a, Scan const& b, double tolerance_m) {
  ASSERT_EQ(a.positions.size(), b.positions.size());
  for (std::size_t k = 0; k < a.positions.size(); ++k) {
    EXPECT_NEAR(a.positions[k].row_m, b.positions[k].row_m, tolerance_m);
    EXPECT_NEAR(a.positions[k].col_m, b.positions[k].col_m, tolerance_m);
  }
}

// The patterns are compressed by LZF of h5py; no position has the number 5.
TEST(FilesOfOthers, PatternsAndProductOfPtychodusAreRead) {
  Scan const scan = read_scan({folder + "ptychodus_patterns.h5", product});
  EXPECT_EQ(scan.frames, 63U);
  EXPECT_EQ(scan.detector, 32U);
  EXPECT_EQ(scan.indexes[5], 6);
  EXPECT_EQ(masked_pixels(scan), 4);
  EXPECT_EQ(measured_counts(scan), 187537U);
  EXPECT_NEAR(scan.energy_eV, 8000, 1e-3);
  EXPECT_EQ(scan.angle_deg, 7.5);
  EXPECT_EQ(scan.probe.modes, 2U);
  EXPECT_NEAR(scan.positions[10].col_m, -1.67542945e-07, 1e-15);
  EXPECT_NEAR(scan.positions[10].row_m, -8.27161486e-07, 1e-15);
}

TEST(FilesOfOthers, BothCxiFilesOfPtychodusAreRead) {
  Scan const scan = read_scan({folder + "ptychodus_diffraction.cxi", product_cxi});
  Scan const other = read_scan({folder + "ptychodus_patterns.h5", product});
  EXPECT_EQ(scan.indexes, other.indexes);
  EXPECT_EQ(scan.counts, other.counts);
  EXPECT_EQ(scan.measured, other.measured);
  EXPECT_EQ(scan.angle_deg, 7.5);
  EXPECT_EQ(scan.probe.values, other.probe.values);
  expect_same_positions(scan, other, 0);
}

TEST(FilesOfOthers, PositionsInTwoCxiFilesForTheFramesOfOneAreRefused) {
  EXPECT_THAT(test::message_of<InputError>([] {
                read_scan({folder + "pynx_data.cxi", product_cxi});
              }),
              HasSubstr("both have positions, so it is not known which belong to the frames"));
}

// PyNX writes positions (3, N) in single precision, and an energy with hc = 12.384 keV Å.
TEST(FilesOfOthers, AScanOfPynxIsRead) {
  Scan const scan = read_scan({folder + "pynx_data.cxi"});
  EXPECT_EQ(scan.frames, 64U);
  EXPECT_EQ(masked_pixels(scan), 4);
  EXPECT_EQ(measured_counts(scan), 190527U);
  EXPECT_NEAR(scan.energy_eV / 8000, 12.384 / 12.39842, 1e-5);
  EXPECT_THAT(app::reading_notes(scan.reading), Contains(HasSubstr("found at the centre")));
  Scan without_5 = scan;
  without_5.positions.erase(without_5.positions.begin() + 5);
  expect_same_positions(without_5, read_scan({folder + "ptychodus_patterns.h5", product}), 1e-12);
}

// The weights are booleans. The stated zero frequency is one pixel from the middle, because ptypy flipped the frames.
TEST(FilesOfOthers, AScanOfPtypyIsRead) {
  Scan const scan = read_scan({folder + "ptypy_data.ptyd"});
  Scan const other = read_scan({folder + "pynx_data.cxi"});
  EXPECT_EQ(scan.counts, other.counts);
  EXPECT_EQ(scan.measured, other.measured);
  EXPECT_NEAR(scan.energy_eV, 8000, 1e-9);
  EXPECT_THAT(app::reading_notes(scan.reading), Not(Contains(HasSubstr("meta/center"))));
  expect_same_positions(scan, other, 1e-12);
}

TEST(FilesOfOthers, ResultsOfAllProgramsGiveTheSameObjectAtTheSamePlace) {
  core::PlacedObject const first = read::read_placed_object(product);
  EXPECT_EQ(first.object.rows, 57U);
  EXPECT_EQ(first.object.cols, 54U);
  EXPECT_NEAR(std::abs(first.object.values[20 * 54 + 11] - std::complex<double>(1.0043821, 0.011333877)), 0, 1e-7);
  for (auto const& [path, layout] :
       {std::pair(product_cxi, "CXI of ptychodus"), std::pair(pynx_result, "PyNX"), std::pair(ptypy_result, "ptypy")}) {
    core::PlacedObject const placed = read::read_placed_object(path);
    EXPECT_EQ(placed.layout, layout);
    EXPECT_EQ(placed.object.values, first.object.values);
    EXPECT_NEAR(placed.pixel_row_m, first.pixel_row_m, 1e-18);
    EXPECT_NEAR(placed.pixel_col_m, first.pixel_col_m, 1e-18);
    ASSERT_TRUE(placed.center);
    EXPECT_NEAR(placed.center->row_m, first.center->row_m, 1e-16);
    EXPECT_NEAR(placed.center->col_m, first.center->col_m, 1e-16);
    ASSERT_EQ(placed.illumination.size(), first.illumination.size());
    for (std::size_t k = 0; k < first.illumination.size(); ++k)
      EXPECT_NEAR(placed.illumination[k], first.illumination[k], 1e-6);
  }
}

TEST(FilesOfOthers, ResultsOfAllProgramsGiveTheSameProbe) {
  ProbeModes const first = read::read_probe(product).modes;
  double power = 0;
  for (std::size_t k = 0; k < 32 * 32; ++k) power += std::norm(first.values[k]);
  EXPECT_NEAR(power, 2.624261, 1e-5);
  EXPECT_EQ(read::read_probe(product_cxi).modes.values, first.values);
  EXPECT_EQ(read::read_probe(pynx_result).modes.values, first.values);
  EXPECT_EQ(read::read_probe(ptypy_result).modes.values, first.values);
  EXPECT_NEAR(read::read_probe(ptypy_result).pixel_row_m, 1.2915020670125029e-07, 1e-18);
  EXPECT_EQ(read::read_initial(product).probe.values, first.values);
}

}  // namespace
}  // namespace ptyger
