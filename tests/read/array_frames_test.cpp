#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "app/reading_notes.hpp"
#include "tests/array_files/detector_bytes.hpp"
#include "tests/array_files/mat5_bytes.hpp"
#include "tests/read/array_files.hpp"

namespace ptyger::test {
namespace {

class ArrayFrames : public ArrayFiles {};

using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;

/// Counts of the small scan with the zero frequency in the corner.
std::vector<std::uint8_t> small_counts_in_corner() {
  auto const counts = small_counts<std::uint8_t>();
  std::vector<std::uint8_t> turned(counts.size());
  for (std::size_t k = 0; k < counts.size(); ++k)
    turned[(k / 36 * 6 + (k / 6 + 3) % 6) * 6 + (k % 6 + 3) % 6] = counts[k];
  return turned;
}

TEST_F(ArrayFrames, OfNumpyWithATableOfPositionsAreAScan) {
  auto const scan = read_scan({write("f.npy", frames_npy()), write_positions()}, geometry());
  expect_small_scan(scan);
  EXPECT_EQ(scan.reading.find<FormatRecognised>()->name, "array of frames");
}

TEST_F(ArrayFrames, MayBeDpInHdf5WithATableOfPositions) {
  auto const file = folder / "dp.h5";
  {
    hdf5::OutputFile out(file);
    test::write_frames(out, small_counts<std::uint16_t>(), "dp");
    out.close();
  }
  expect_small_scan(read_scan({file, write_positions()}, geometry()));
}

TEST_F(ArrayFrames, MayBePatternsOfPtychodusWithItsProduct) {
  auto const column = [](std::vector<double> const& values) { return npy("<f8", "(4,)", bytes_of_values(values)); };
  auto const number = [](double value) { return npy("<f8", "()", bytes_of_value(value)); };
  auto const ones = npy("<c8", "(1, 6, 6)", bytes_of_values(std::vector<float>(72, 1)));
  auto const numbers = npy("<i8", "(4,)", bytes_of_values<std::int64_t>({0, 1, 2, 3}));
  auto const patterns = write("patterns.npz", zip({{"patterns.npy", frames_npy()}, {"indexes.npy", numbers}}, true));
  auto const product = write("product.npz", zip({{"name.npy", npy("<U1", "()", std::string("a\0\0\0", 4))},
                                                 {"probe_position_x_m.npy", column({1e-6, 2e-6, 3e-6, 4e-6})},
                                                 {"probe_position_y_m.npy", column({2e-6, 4e-6, 6e-6, 8e-6})},
                                                 {"probe_position_indexes.npy", numbers},
                                                 {"probe_energy_eV.npy", number(12398.42)},
                                                 {"probe.npy", ones},
                                                 {"object.npy", ones},
                                                 {"object_pixel_width_m.npy", number(1e-6)},
                                                 {"object_pixel_height_m.npy", number(1e-6)}}));
  auto const scan = read_scan({patterns, product});
  expect_small_scan(scan);
  EXPECT_EQ(scan.energy_eV, 12398.42);
  EXPECT_EQ(scan.probe.modes, 1U);
}

TEST_F(ArrayFrames, AreReadByAMapping) {
  auto options = geometry();
  options.mapping = Mapping{.file = "m.toml", .frames = {"array"}, .position_x = "x", .position_y = "y"};
  expect_small_scan(read_scan({write("f.npy", frames_npy()), write_positions()}, options));
}

TEST_F(ArrayFrames, OfSeveralFilesAreJoined) {
  auto const half = [](std::size_t from) {
    auto const counts = small_counts<std::uint16_t>();
    auto const begin = counts.begin() + static_cast<std::ptrdiff_t>(from * 36);
    return npy("<u2", "(2, 6, 6)", bytes_of_values(std::vector<std::uint16_t>(begin, begin + 72)));
  };
  expect_small_scan(read_scan({write("a.npy", half(0)), write("b.npy", half(2)), write_positions()}, geometry()));
}

TEST_F(ArrayFrames, AndPositionsMayBeInOneArchive) {
  auto const xy = [](std::vector<double> const& values) { return npy("<f8", "(4,)", bytes_of_values(values)); };
  ZipMembers members{{"frames.npy", frames_npy()}, {"x.npy", xy({1, 2, 3, 4})}, {"y.npy", xy({2, 4, 6, 8})}};
  auto options = geometry();
  options.position_unit = "um";
  expect_small_scan(read_scan({write("s.npz", zip(members, true))}, options));
  EXPECT_THAT(error_of({folder / "s.npz"}), HasSubstr("--position-unit"));
  members.emplace_back("darks.npy", frames_npy());
  EXPECT_THAT(error_of({write("s.npz", zip(members, true))}, options),
              AllOf(HasSubstr("s.npz"), HasSubstr("'darks', 'frames'"), HasSubstr("--mapping")));
}

TEST_F(ArrayFrames, OfRankFourAreARasterWithItsStep) {
  auto options = geometry();
  options.raster.step = RasterStep{2e-6, 1e-6};
  auto const file = write("f.npy", npy("<u2", "(2, 2, 6, 6)", bytes_of_values(small_counts<std::uint16_t>())));
  auto const scan = read_scan({file}, options);
  EXPECT_EQ(scan.counts, expected().counts);
  EXPECT_NEAR(scan.positions[3].row_m - scan.positions[0].row_m, 2e-6, 1e-15);
  EXPECT_NEAR(scan.positions[3].col_m - scan.positions[0].col_m, 1e-6, 1e-15);
  EXPECT_THAT(error_of({file}), HasSubstr("--step"));
}

/// The small scan as fold_slice keeps it: dp(row, col, frame), ppX(N, 1), ppY(N, 1), dx in a MATLAB file of version 5.
std::string fold_slice_mat5() {
  Mat5 const mat;
  auto const counts = small_counts<std::uint16_t>();
  std::vector<std::uint16_t> turned;
  for (std::size_t frame = 0; frame < 4; ++frame)
    for (std::size_t col = 0; col < 6; ++col)
      for (std::size_t row = 0; row < 6; ++row) turned.push_back(counts[(frame * 6 + row) * 6 + col]);
  auto const column = [&](std::string const& name, std::vector<double> const& values) {
    return mat.packed(mat.array(name, 6, {static_cast<std::int32_t>(values.size()), 1}, 9, {bytes_of_values(values)}));
  };
  return mat.file(mat.array("dp", 11, {6, 6, 4}, 4, {bytes_of_values(turned)}) +
                  column("ppX", {1e-6, 2e-6, 3e-6, 4e-6}) + column("ppY", {2e-6, 4e-6, 6e-6, 8e-6}) +
                  column("dx", {1e-6}) + column("lambda", {1e-10}));
}

TEST_F(ArrayFrames, OfMatlabAreTurned) {
  auto const file = write("s.mat", fold_slice_mat5());
  expect_small_scan(read_scan({file}));
  auto renamed = fold_slice_mat5();
  renamed.replace(renamed.find("dp"), 2, "im");
  expect_small_scan(read_scan({write("t.mat", renamed), write_positions()}, geometry()));
}

TEST_F(ArrayFrames, OfMatlabInHdf5AreTurned) {
  auto const file = folder / "s.mat";
  auto const counts = small_counts<std::uint16_t>();
  std::vector<std::uint16_t> turned(counts.size());
  for (std::size_t k = 0; k < counts.size(); ++k) turned[(k / 36) * 36 + (k % 6) * 6 + k / 6 % 6] = counts[k];
  {
    hdf5::OutputFile out(file);
    out.dataset<std::uint16_t>("dp", {4, 6, 6}, turned);
    out.attribute("dp", "MATLAB_class", "uint16");
    out.dataset<double>("ppX", {1, 4}, {1e-6, 2e-6, 3e-6, 4e-6});
    out.dataset<double>("ppY", {1, 4}, {2e-6, 4e-6, 6e-6, 8e-6});
    out.dataset<double>("dx", {1, 1}, {1e-6});
    out.close();
  }
  expect_small_scan(read_scan({file}));
}

TEST_F(ArrayFrames, OfMerlinAreARaster) {
  DetectorScan<std::uint16_t> const frames{4, 6, 6, small_counts<std::uint16_t>()};
  write("s.hdr", "HDR,\nScanX:\t2\nScanY:\t2\nEnd\t\n");
  auto options = geometry();
  options.raster.step = RasterStep{2e-6, 1e-6};
  auto const file = write("s.mib", mib(frames));
  auto const scan = read_scan({file}, options);
  EXPECT_EQ(scan.counts, expected().counts);
  EXPECT_EQ(scan.reading.find<PositionsOfRaster>()->shape.cols, 2U);
  EXPECT_THAT(app::reading_notes(scan.reading), Contains(HasSubstr("s.hdr beside the frames states, with steps")));
  expect_small_scan(read_scan({file, write_positions()}, geometry()));
}

TEST_F(ArrayFrames, OfABlockfileHaveItsCalibration) {
  DetectorScan<std::uint8_t> const frames{4, 6, 6, small_counts<std::uint8_t>()};
  auto const bytes = blo(frames, {.scan_rows = 2,
                                  .scan_cols = 2,
                                  .step_row_nm = 2,
                                  .step_col_nm = 1,
                                  .voltage = 200000,
                                  .pixels_per_m = 10000,
                                  .camera_length = 1000});
  auto const scan = read_scan({write("s.blo", bytes)});
  EXPECT_NEAR(scan.energy_eV, 200000, 1e-6);
  EXPECT_NEAR(scan.wavelength_m, 2.5079e-12, 1e-15);
  EXPECT_NEAR(scan.pixel_row_m, 2.5079e-12 * 0.1 / (6 * 1e-4), 1e-13);
  EXPECT_NEAR(scan.positions[3].row_m - scan.positions[0].row_m, 2e-9, 1e-18);
  EXPECT_NEAR(scan.positions[3].col_m - scan.positions[0].col_m, 1e-9, 1e-18);
  EXPECT_EQ(std::get<std::vector<std::uint8_t>>(scan.counts), small_counts_in_corner());
}

/// Two frames of an EMPAD detector with 50 counts in the centre, and 1 everywhere else.
DetectorScan<float> two_empad_frames() {
  DetectorScan<float> scan{2, 128, 128, std::vector<float>(2 * 128 * 128, 1)};
  scan.counts[64 * 128 + 64] = scan.counts[(128 + 64) * 128 + 64] = 50;
  return scan;
}

void expect_empad(Scan const& scan) {
  EXPECT_EQ(scan.frames, 2U);
  EXPECT_EQ(scan.detector, 128U);
  EXPECT_EQ(scan.reading.find<RowsCut>()->rows, 2U);
  EXPECT_EQ(std::count(scan.measured.begin(), scan.measured.end(), 1), 128 * 128);
  auto const& counts = std::get<std::vector<float>>(scan.counts);
  EXPECT_EQ(counts[0], 50);
  EXPECT_EQ(std::count(counts.begin(), counts.end(), 1.f), 2 * 128 * 128 - 2);
}

TEST_F(ArrayFrames, OfEmpadHaveNoRowsOfCounters) {
  auto const raw = write("scan.raw", empad_raw(two_empad_frames()));
  auto const xml = write("scan.xml", empad_xml("scan.raw", 1, 2,
                                               "<high_voltage>300000</high_voltage><calibrated_diffraction_angle>2.5e-4"
                                               "</calibrated_diffraction_angle><optics.get_full_scan_field_of_view>"
                                               "[4e-10, 4e-10]</optics.get_full_scan_field_of_view>"));
  for (auto const& inputs : {std::vector{raw}, {xml}, {raw, xml}}) {
    auto const scan = read_scan(inputs);
    expect_empad(scan);
    EXPECT_EQ(scan.energy_eV, 300000);
    EXPECT_NEAR(scan.pixel_row_m, 1.96875e-12 / (128 * 2.5e-4), 1e-15);
    EXPECT_NEAR(scan.positions[1].col_m - scan.positions[0].col_m, 2e-10, 1e-18);
  }
}

TEST_F(ArrayFrames, OfEmpadMayHaveAMaskOfWholeFrames) {
  auto const raw = write("scan.raw", empad_raw(two_empad_frames()));
  write("scan.xml", empad_xml("scan.raw", 1, 2));
  std::vector<std::uint8_t> mask(130 * 128, 0);
  mask[128 + 5] = 1;
  std::fill(mask.begin() + 128 * 128, mask.end(), std::uint8_t{1});
  ReadOptions const options{.mask = write("m.npy", npy("|u1", "(130, 128)", bytes_of_values(mask))),
                            .raster = {.step = RasterStep{1e-10, 1e-10}},
                            .energy_eV = 3e5,
                            .pixel_m = 5e-11};
  auto const scan = read_scan({raw}, options);
  EXPECT_EQ(std::count(scan.measured.begin(), scan.measured.end(), 0), 1);
  EXPECT_EQ(scan.measured[(1 + 64) * 128 + 5 + 64], 0);  // the zero frequency is in the corner
  EXPECT_EQ(scan.reading.find<PixelsMasked>()->pixels, 128U * 128);
}

TEST_F(ArrayFrames, OfEmpadMayHaveMasksOfSingleWholeFrames) {
  auto const raw = write("scan.raw", empad_raw(two_empad_frames()));
  write("scan.xml", empad_xml("scan.raw", 1, 2));
  std::vector<std::uint8_t> masks(2 * 130 * 128, 0);
  masks[130 * 128 + 128 + 5] = 1;  // in frame 1
  ReadOptions const options{.mask = write("m.npy", npy("|u1", "(2, 130, 128)", bytes_of_values(masks))),
                            .raster = {.step = RasterStep{1e-10, 1e-10}},
                            .energy_eV = 3e5,
                            .pixel_m = 5e-11};
  auto const counts = std::get<std::vector<float>>(read_scan({raw}, options).counts);
  EXPECT_EQ(std::count(counts.begin(), counts.end(), -1.f), 1);
  EXPECT_EQ(counts[128 * 128 + (1 + 64) * 128 + 5 + 64], -1);
}

TEST_F(ArrayFrames, OfEmpadThatAreFewerThanTheRasterAreRefusedWithBoth) {
  auto const raw = write("scan.raw", empad_raw(two_empad_frames()));
  write("scan.xml", empad_xml("scan.raw", 3, 1));
  ReadOptions const options{.raster = {.step = RasterStep{1e-10, 1e-10}}, .energy_eV = 3e5, .pixel_m = 5e-11};
  EXPECT_THAT(error_of({raw}, options),
              AllOf(HasSubstr("has 2 frames, but the raster of 3 x 1 has 3 positions"), HasSubstr("--raster 2x1")));
}

TEST_F(ArrayFrames, HaveMaskAndProbeBesideThem) {
  std::vector<std::uint8_t> mask(36, 0);
  mask[3 * 6 + 4] = 1;  // right of the zero frequency
  auto const file =
      write("s.npz", zip({{"frames.npy", frames_npy()},
                          {"mask.npy", npy("|u1", "(6, 6)", bytes_of_values(mask))},
                          {"probe.npy", npy("<c8", "(2, 6, 6)", bytes_of_values(std::vector<float>(144, 1)))}},
                         true));
  auto const scan = read_scan({file, write_positions()}, geometry());
  EXPECT_EQ(scan.counts, expected().counts);
  EXPECT_EQ(std::count(scan.measured.begin(), scan.measured.end(), 0), 1);
  EXPECT_EQ(scan.measured[1], 0);
  EXPECT_EQ(scan.probe.modes, 2U);
  EXPECT_EQ(scan.probe.size, 6U);
  EXPECT_THAT(app::reading_notes(scan.reading), Contains(AllOf(HasSubstr("s.npz"), HasSubstr("'mask', 0 = good"))));
}

TEST_F(ArrayFrames, OfEmpadInHdf5HaveNoRowsOfCountersEither) {
  auto const scan = two_empad_frames();
  std::vector<float> stored;
  for (std::size_t k = 0; k < 2; ++k) {
    auto const frame = scan.frame(k);
    stored.insert(stored.end(), frame.begin(), frame.end());
    stored.insert(stored.end(), 256, 1e9f);
  }
  {
    hdf5::OutputFile out(folder / "e.h5");
    out.dataset<float>("frames", {2, 130, 128}, stored);
    out.dataset<double>("xy", {2, 2}, {0, 0, 1e-10, 0});
    out.close();
  }
  expect_empad(
      read_scan({folder / "e.h5"}, {.energy_eV = 3e5,
                                    .pixel_m = 5e-11,
                                    .mapping = Mapping{.file = "m.toml", .frames = {"frames"}, .positions = "xy"}}));
}

TEST_F(ArrayFrames, WithTheirNumberLastAreRefused) {
  auto const last = npy("<u2", "(6, 6, 4)", bytes_of_values(small_counts<std::uint16_t>()));
  EXPECT_THAT(error_of({write("f.npy", last), write_positions()}),
              AllOf(HasSubstr("frames of 6 x 4 pixels"), HasSubstr("4 positions"), HasSubstr("numpy.moveaxis")));
}

TEST_F(ArrayFrames, OfSeveralExposuresAreRefused) {
  auto const twice = npy("<u2", "(4, 2, 6, 6)", bytes_of_values(std::vector<std::uint16_t>(4 * 2 * 36, 1)));
  EXPECT_THAT(error_of({write("f.npy", twice), write_positions()}),
              AllOf(HasSubstr("its axis 1 counts something else"), HasSubstr("frames = \"NAME[:, 0]\"")));
}

TEST_F(ArrayFrames, OfOneImageAFileAreRefusedByTheirNumber) {
  std::vector<std::string> files;
  auto const image = npy("<u2", "(6, 6)", bytes_of_values(std::vector<std::uint16_t>(36, 1)));
  for (int number = 0; number < 5; ++number) files.push_back(write("f" + std::to_string(number) + ".npy", image));
  EXPECT_THAT(error_of(files), AllOf(HasSubstr("f0.npy and 4 more"), HasSubstr("5 files hold one image each"),
                                     Not(HasSubstr("f1.npy")), Not(HasSubstr("CXI"))));
}

TEST_F(ArrayFrames, AreNotFoundInOtherFiles) {
  EXPECT_THAT(error_of({write("p.png", "\x89PNG\r\n\x1A\n")}), AllOf(HasSubstr("p.png"), HasSubstr("a PNG picture")));
  EXPECT_THAT(error_of({write("p.jpg", "\xFF\xD8\xFF\xE0")}), HasSubstr("a JPEG picture"));
  EXPECT_THAT(error_of({write("p.pdf", "%PDF-1.7")}), HasSubstr("a PDF document"));
  EXPECT_THAT(error_of({write("p.gz", "\x1F\x8B\x08")}), HasSubstr("compressed by gzip"));
  EXPECT_THAT(error_of({write("p.raw", std::string(100, '\1'))}),
              AllOf(HasSubstr("not an HDF5 file (its signature is missing)"), HasSubstr("numpy.fromfile")));
  EXPECT_THAT(error_of({write("p.npy", "")}), HasSubstr("p.npy is empty"));
  EXPECT_THAT(error_of({folder / ""}), HasSubstr("is a folder"));
  EXPECT_THAT(error_of({folder / "none.npy"}), HasSubstr("there is no such file"));
  EXPECT_THAT(error_of({write_positions()}), HasSubstr("no scan was found"));
  EXPECT_THAT(error_of({write("f.npy", frames_npy())}), AllOf(HasSubstr("f.npy"), HasSubstr("--raster")));
}

}  // namespace
}  // namespace ptyger::test
