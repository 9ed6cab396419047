#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "app/reading_notes.hpp"
#include "ptyger/error.hpp"
#include "ptyger/read_scan.hpp"
#include "tests/hdf5/temporary_folder.hpp"
#include "tests/read/synthetic.hpp"

namespace ptyger {
namespace {

using hdf5::OutputFile;
using test::detector;
using test::source;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

/// Reads a small CXI file that `write` writes.
Scan scan_of(std::function<void(OutputFile&)> const& write) {
  test::TemporaryFolder const folder;
  OutputFile out(folder / "small.cxi");
  write(out);
  out.close();
  return read_scan({folder / "small.cxi"});
}

std::string error_of(std::function<void(OutputFile&)> const& write) {
  return test::message_of<InputError>([&] { scan_of(write); });
}

void write_all_but_geometry(OutputFile& out) {
  test::write_frames(out, test::small_counts<std::uint16_t>());
  test::write_positions(out);
}

void write_all_but_positions(OutputFile& out) {
  test::write_frames(out, test::small_counts<std::uint16_t>());
  test::write_geometry(out);
}

TEST(Cxi, ReadsTheSiemensStar) {
  Scan const scan = read_scan({PTYGER_TEST_DATA "/siemens_star.cxi"});
  EXPECT_EQ(scan.frames, 516u);
  EXPECT_EQ(scan.detector, 128u);
  auto const& counts = std::get<std::vector<std::uint16_t>>(scan.counts);
  std::uint64_t sum = 0;
  for (auto const count : counts) sum += count;
  EXPECT_EQ(sum, 237985853u);  // summed by h5py
  EXPECT_NEAR(scan.pixel_row_m, 1e-8, 1e-14);
  EXPECT_NEAR(scan.pixel_col_m, 1e-8, 1e-14);
  EXPECT_NEAR(scan.energy_eV, 8800, 0.1);
  EXPECT_DOUBLE_EQ(scan.distance_m, 2);
  EXPECT_NEAR(scan.positions[0].col_m, -1.59789703e-06, 1e-14);
  EXPECT_NEAR(scan.positions[1].row_m, 1.62410706e-06, 1e-14);
  EXPECT_EQ(scan.probe.size, 128u);
  EXPECT_NEAR(std::abs(scan.probe.values[64 * 128 + 64]), 0.20167744, 1e-7);
  EXPECT_THAT(app::reading_notes(scan.reading), Contains(HasSubstr("found at the centre")));
  EXPECT_EQ(std::count(scan.measured.begin(), scan.measured.end(), 1), 128 * 128);
}

TEST(Cxi, MapsTranslationToRowsAndColumnsInAnyShape) {
  std::vector<double> const rows = test::small_translation();
  std::vector<double> by_coordinate(12), pairs(8), pairs_by_coordinate(8);
  for (std::size_t frame = 0; frame < 4; ++frame)
    for (std::size_t axis = 0; axis < 3; ++axis) {
      by_coordinate[axis * 4 + frame] = rows[frame * 3 + axis];
      if (axis == 2) continue;
      pairs[frame * 2 + axis] = rows[frame * 3 + axis];
      pairs_by_coordinate[axis * 4 + frame] = rows[frame * 3 + axis];
    }
  std::vector<std::pair<hdf5::Shape, std::vector<double>>> const cases = {
      {{4, 3}, rows}, {{3, 4}, by_coordinate}, {{4, 2}, pairs}, {{2, 4}, pairs_by_coordinate}};
  for (auto const& [shape, values] : cases) {
    Scan const scan = scan_of([&, &s = shape, &v = values](OutputFile& out) {
      write_all_but_positions(out);
      out.dataset<double>("entry_1/data_1/translation", s, v);
    });
    ASSERT_EQ(scan.positions.size(), 4u);
    EXPECT_DOUBLE_EQ(scan.positions[2].row_m, 6e-6);
    EXPECT_DOUBLE_EQ(scan.positions[2].col_m, 3e-6);
  }
}

TEST(Cxi, FollowsLinksToFramesAndAcceptsScalarsOfAnyRank) {
  Scan const scan = scan_of([](OutputFile& out) {
    test::write_frames(out, test::small_counts<std::uint16_t>());
    test::write_positions(out);
    out.soft_link("entry_1/data_1/data", "/" + detector + "data");
    out.soft_link("entry_1/data_1/translation", "/" + test::translation);
    out.dataset<float>(source + "wavelength", {1}, std::vector<float>{1e-10f});
    out.dataset<double>(detector + "distance", {1, 1}, std::vector<double>{6.0});
    out.scalar(detector + "x_pixel_size", 1e-4);
  });
  EXPECT_NEAR(scan.pixel_row_m, 1e-6, 1e-12);
  EXPECT_NEAR(scan.pixel_col_m, 1e-6, 1e-12);
  EXPECT_THAT(app::reading_notes(scan.reading), Contains(HasSubstr("y_pixel_size is missing")));
}

TEST(Cxi, ComputesAPixelForEachDirection) {
  Scan const scan = scan_of([](OutputFile& out) {
    write_all_but_geometry(out);
    out.scalar(source + "wavelength", 1e-10);
    out.scalar(detector + "distance", 6.0);
    out.scalar(detector + "x_pixel_size", 1e-4);
    out.scalar(detector + "y_pixel_size", 5e-5);
  });
  EXPECT_NEAR(scan.pixel_row_m, 2e-6, 1e-12);
  EXPECT_NEAR(scan.pixel_col_m, 1e-6, 1e-12);
}

TEST(Cxi, TakesPixelAndDistanceFromBasisVectorsAndCornerPosition) {
  Scan const scan = scan_of([](OutputFile& out) {
    write_all_but_geometry(out);
    out.scalar(source + "wavelength", 1e-10);
    out.dataset<double>(detector + "basis_vectors", {3, 2}, std::vector<double>{0, -1e-4, -5e-5, 0, 0, 0});
    out.dataset<double>(detector + "corner_position", {3}, std::vector<double>{1e-3, 1e-3, 6});
  });
  EXPECT_NEAR(scan.pixel_row_m, 2e-6, 1e-12);
  EXPECT_NEAR(scan.pixel_col_m, 1e-6, 1e-12);
}

TEST(Cxi, TakesALargeEnergyAsElectronvoltsInsteadOfJoules) {
  for (double const energy : {1.4099154732605521e-15, 8800.0, 8.8}) {
    Scan const scan = scan_of([&](OutputFile& out) {
      write_all_but_geometry(out);
      out.scalar(source + "energy", energy);
      out.scalar(detector + "distance", 2.0);
      out.scalar(detector + "x_pixel_size", 1e-4);
    });
    EXPECT_NEAR(scan.energy_eV, 8800, 1e-3);
    EXPECT_NEAR(scan.wavelength_m, 1.408911340909091e-10, 1e-16);
  }
}

TEST(Cxi, PrefersTheWavelengthAndReportsAnEnergyThatDisagrees) {
  Scan const scan = scan_of([](OutputFile& out) {
    write_all_but_geometry(out);
    test::write_geometry(out);
    out.scalar(source + "energy", 9000.0);
  });
  EXPECT_DOUBLE_EQ(scan.wavelength_m, 1e-10);
  EXPECT_THAT(app::reading_notes(scan.reading), Contains(HasSubstr("disagree")));
}

TEST(Cxi, NamesMissingOrImpossibleGeometryInItsError) {
  EXPECT_THAT(error_of(write_all_but_geometry), AllOf(HasSubstr("small.cxi"), HasSubstr("source_1/wavelength")));
  EXPECT_THAT(error_of([](OutputFile& out) {
                write_all_but_geometry(out);
                out.scalar(source + "wavelength", 1.4);
              }),
              HasSubstr("metres (1 Å = 1e-10 m)"));
  EXPECT_THAT(error_of([](OutputFile& out) {
                write_all_but_geometry(out);
                out.scalar(source + "wavelength", 1e-10);
                out.scalar(detector + "x_pixel_size", 1e-4);
              }),
              HasSubstr("detector_1/distance' is missing"));
  EXPECT_THAT(error_of([](OutputFile& out) {
                write_all_but_geometry(out);
                out.scalar(source + "wavelength", 1e-10);
                out.scalar(detector + "distance", 2.0);
                out.scalar(detector + "x_pixel_size", 75.0);
              }),
              HasSubstr("x_pixel_size"));
}

TEST(Cxi, TakesMaskValuesZeroAndHasSignalAsGood) {
  Scan const scan = scan_of([](OutputFile& out) {
    write_all_but_positions(out);
    test::write_positions(out);
    std::vector<std::uint32_t> mask(36, 0);
    mask[0] = 2;               // saturated, file corner [0][0]
    mask[1] = 0x1000;          // has signal
    mask[3 * 6 + 4] = 0x1004;  // has signal and hot, next to the centre
    out.dataset<std::uint32_t>(detector + "mask", {6, 6}, mask);
  });
  EXPECT_EQ(std::count(scan.measured.begin(), scan.measured.end(), 0), 2);
  EXPECT_EQ(scan.measured[3 * 6 + 3], 0);  // [0][0] of the file, moved with the frames
  EXPECT_EQ(scan.measured[1], 0);
}

TEST(Cxi, RefusesAMaskThatDoesNotFit) {
  auto const with_mask = [](hdf5::Shape const& shape, std::uint32_t value) {
    return error_of([&](OutputFile& out) {
      write_all_but_positions(out);
      test::write_positions(out);
      out.dataset<std::uint32_t>(detector + "mask", shape, std::vector<std::uint32_t>(hdf5::count(shape), value));
    });
  };
  EXPECT_THAT(with_mask({5, 6}, 0), AllOf(HasSubstr("detector_1/mask"), HasSubstr("shape (5, 6)")));
  EXPECT_THAT(with_mask({6, 6}, 1), HasSubstr("masks every pixel"));
}

TEST(Cxi, RefusesDifferentNumbersOfFramesAndPositions) {
  EXPECT_THAT(error_of([](OutputFile& out) {
                write_all_but_positions(out);
                out.dataset<double>(test::translation, {5, 3}, std::vector<double>(15, 1e-6));
              }),
              AllOf(HasSubstr("5 positions"), HasSubstr("4 frames")));
}

TEST(Cxi, StatesTheExtentThatWrongUnitsGive) {
  auto const with_factor = [](double factor) {
    return error_of([&](OutputFile& out) {
      write_all_but_positions(out);
      auto positions = test::small_translation();
      for (auto& value : positions) value *= factor;
      out.dataset<double>(test::translation, {4, 3}, positions);
    });
  };
  EXPECT_THAT(with_factor(1e6), AllOf(HasSubstr("6e+06 x 3e+06 object pixels"), HasSubstr("wrong unit")));
  EXPECT_THAT(with_factor(1e-3), HasSubstr("all frames show the same place"));
}

TEST(Cxi, NamesTheFrameThatMakesTheObjectTooLarge) {
  auto const error_with_far_frames = [](std::size_t far_frames) {
    return error_of([&](OutputFile& out) {
      test::write_geometry(out);
      constexpr std::size_t frames = 20;
      out.dataset<int>(detector + "data", {frames, 6, 6}, std::vector<int>(frames * 36, 1));
      std::vector<double> positions(2 * frames);
      for (std::size_t k = 0; k < positions.size(); ++k) positions[k] = 1e-6 * static_cast<double>(k);
      for (std::size_t frame = 0; frame < far_frames; ++frame)
        positions[2 * (7 + frame)] = 3.0 / static_cast<double>(frame + 1);
      out.dataset<double>(test::translation, {frames, 2}, positions);
    });
  };
  EXPECT_THAT(error_with_far_frames(2), AllOf(HasSubstr("2 of 20 frames"), HasSubstr("frame 7 lies farthest, 3 m from"),
                                              testing::Not(HasSubstr("unit"))));
  EXPECT_THAT(error_with_far_frames(3), HasSubstr("wrong unit"));
}

TEST(Cxi, RefusesASingleImage) {
  EXPECT_THAT(error_of([](OutputFile& out) {
                out.dataset<int>(detector + "data", {6, 6}, std::vector<int>(36, 1));
                test::write_positions(out);
              }),
              HasSubstr("(frame, row, column)"));
}

TEST(Cxi, TakesTheFirstOfSeveralProbesAndIgnoresAProbeOfAnotherSize) {
  using value = std::complex<double>;
  auto const with_probe = [](hdf5::Shape const& shape) {
    return scan_of([&](OutputFile& out) {
      write_all_but_positions(out);
      test::write_positions(out);
      std::vector<value> values(hdf5::count(shape), value{1, 0});
      values.back() = 7;
      out.dataset<value>(detector + "probe", shape, values);
    });
  };
  EXPECT_EQ(with_probe({6, 6}).probe.modes, 1u);
  EXPECT_EQ(with_probe({2, 6, 6}).probe.modes, 2u);
  EXPECT_EQ(with_probe({2, 6, 6}).probe.values.back(), value(7, 0));
  Scan const several = with_probe({3, 2, 6, 6});
  EXPECT_EQ(several.probe.values, std::vector<value>(2 * 36, value(1, 0)));
  Scan const other = with_probe({8, 8});
  EXPECT_EQ(other.probe.modes, 0u);
  EXPECT_THAT(app::reading_notes(other.reading), Contains(HasSubstr("not used as the start")));
}

}  // namespace
}  // namespace ptyger
