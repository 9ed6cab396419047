#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "hdf5/output_file.hpp"
#include "ptyger/error.hpp"
#include "read/illuminate.hpp"
#include "read/results/read_placed_object.hpp"
#include "tests/hdf5/temporary_folder.hpp"

namespace ptyger {
namespace {

using hdf5::OutputFile;
using testing::AllOf;
using testing::HasSubstr;
using Single = std::complex<float>;

constexpr std::size_t rows = 5;
constexpr std::size_t cols = 8;

/// Values of an object of rows x cols pixels: 1 + i k for pixel k.
std::vector<Single> ramp() {
  std::vector<Single> values;
  for (std::size_t i = 0; i < rows * cols; ++i) values.emplace_back(1.F, static_cast<float>(i));
  return values;
}

core::PlacedObject object_in(std::function<void(OutputFile&)> const& write) {
  test::TemporaryFolder const folder;
  OutputFile out(folder / "file.h5");
  write(out);
  out.close();
  return read::read_placed_object(folder / "file.h5");
}

std::string error_in(std::function<void(OutputFile&)> const& write) {
  return test::message_of<InputError>([&] { object_in(write); });
}

void expect_ramp(core::PlacedObject const& placed) {
  EXPECT_EQ(placed.object.rows, rows);
  EXPECT_EQ(placed.object.cols, cols);
  ASSERT_EQ(placed.object.values.size(), rows * cols);
  EXPECT_EQ(placed.object.values[9], std::complex<double>(1, 9));
}

/// Writes pixel and centre of an object as attributes of the dataset `name`.
void write_place(OutputFile& out, std::string const& name) {
  out.attribute(name, "pixel_height_m", 2e-8);
  out.attribute(name, "pixel_width_m", 1e-8);
  out.attribute(name, "center_y_m", 3e-6);
  out.attribute(name, "center_x_m", -1e-6);
}

void expect_place(core::PlacedObject const& placed) {
  EXPECT_EQ(placed.pixel_row_m, 2e-8);
  EXPECT_EQ(placed.pixel_col_m, 1e-8);
  ASSERT_TRUE(placed.center);
  EXPECT_NEAR(placed.center->row_m, 3e-6, 1e-18);
  EXPECT_NEAR(placed.center->col_m, -1e-6, 1e-18);
}

/// One position, whose patch of 2 x 2 pixels begins at row 1 and column 3 of the object.
void write_scan(OutputFile& out) {
  out.dataset<Single>("probe", {1, 2, 2, 2}, std::vector<Single>{1, 2, 3, 4, 1, 1, 1, 1});
  out.dataset<double>("probe_position_y_m", {1}, std::vector<double>{3e-6 + (1 + 1 - 2.5) * 2e-8});
  out.dataset<double>("probe_position_x_m", {1}, std::vector<double>{-1e-6 + (3 + 1 - 4) * 1e-8});
}

TEST(PlacedObject, OfARealProductHasPixelPlaceAndIllumination) {
  auto const found = read::read_placed_object(PTYGER_TEST_DATA "/velociprobe_product.h5");
  EXPECT_EQ(found.layout, "product");
  EXPECT_EQ(found.object.cols, 415U);
  EXPECT_DOUBLE_EQ(found.pixel_col_m, 8e-9);
  EXPECT_EQ(found.probe, 256U);
  ASSERT_EQ(found.illumination.size(), 415U * 415U);  // from the positions and the probe of the file
  double sum = 0;
  for (double const value : found.illumination) sum += value;
  double const all_frames = 961 * (12863.31412586 + 4490.3972483);
  EXPECT_LE(sum, all_frames);
  EXPECT_GT(sum, 0.9 * all_frames);
}

TEST(PlacedObject, OfAProductIsIlluminatedByItsProbe) {
  auto const placed = object_in([](OutputFile& out) {
    out.dataset("object", {1, rows, cols}, ramp());
    write_place(out, "object");
    write_scan(out);
  });
  expect_ramp(placed);
  expect_place(placed);
  EXPECT_EQ(placed.layout, "product");
  EXPECT_EQ(placed.probe, 2U);
  ASSERT_EQ(placed.illumination.size(), rows * cols);
  std::vector<double> expected(rows * cols, 0);
  expected[1 * cols + 3] = 1 + 1;
  expected[1 * cols + 4] = 4 + 1;
  expected[2 * cols + 3] = 9 + 1;
  expected[2 * cols + 4] = 16 + 1;
  EXPECT_EQ(placed.illumination, expected);
}

TEST(PlacedObject, OfAResultHasTheStoredIllumination) {
  std::vector<double> const illumination(rows * cols, 7);
  auto const placed = object_in([&](OutputFile& out) {
    out.dataset("object", {1, rows, cols}, ramp());
    write_place(out, "object");
    write_scan(out);
    out.dataset("ptyger/illumination", {rows, cols}, illumination);
  });
  EXPECT_EQ(placed.layout, "PtyGer");
  EXPECT_EQ(placed.illumination, illumination);
}

TEST(PlacedObject, WithAnIlluminationThatIsNotFiniteIsRefused) {
  std::vector<double> illumination(rows * cols, 7);
  illumination[3] = std::numeric_limits<double>::quiet_NaN();
  auto const read = [&] {
    object_in([&](OutputFile& out) {
      out.dataset("object", {1, rows, cols}, ramp());
      out.dataset("ptyger/illumination", {rows, cols}, illumination);
    });
  };
  EXPECT_THAT(test::message_of<InputError>(read),
              testing::HasSubstr("'ptyger/illumination' holds values that are negative or not finite"));
}

TEST(PlacedObject, OfASimulatedScanIsItsTruth) {
  auto const placed = object_in([](OutputFile& out) {
    out.dataset("truth/object", {rows, cols}, ramp());
    write_place(out, "truth/object");
    out.dataset<Single>("truth/probe", {1, 2, 2}, std::vector<Single>{1, 2, 3, 4});
    out.dataset<double>("truth/positions", {1, 2}, std::vector<double>{3e-6 + (1 + 1 - 2.5) * 2e-8, -1e-6});
    out.dataset<int>("entry_1/instrument_1/detector_1/data", {1, 2, 2}, std::vector<int>(4, 1));
  });
  expect_ramp(placed);
  expect_place(placed);
  EXPECT_EQ(placed.layout, "simulated truth");
  ASSERT_EQ(placed.illumination.size(), rows * cols);
  EXPECT_EQ(placed.illumination[1 * cols + 4], 4);
}

// The middle of the object is 2.5 rows and 4 columns from its corner.
TEST(PlacedObject, OfPtypyIsPlacedByOriginAndPixel) {
  auto const placed = object_in([](OutputFile& out) {
    std::string const name = "content/obj/Sscan_00G00";
    out.dataset(name + "/data", {1, rows, cols}, ramp());
    out.dataset<double>(name + "/_psize", {2}, std::vector<double>{2e-8, 1e-8});
    out.dataset<double>(name + "/_origin", {2}, std::vector<double>{3e-6 - 5e-8, -1e-6 - 4e-8});
    out.dataset<double>(name + "/_center", {2}, std::vector<double>{1, 1});
    out.dataset<Single>("content/probe/Sscan_00G00/data", {1, 2, 2}, std::vector<Single>(4, 1));
  });
  expect_ramp(placed);
  expect_place(placed);
  EXPECT_EQ(placed.layout, "ptypy");
  EXPECT_EQ(placed.probe, 2U);
  EXPECT_TRUE(placed.illumination.empty());
}

TEST(PlacedObject, OfACxiImageHasAPixelButNoPlace) {
  auto const placed = object_in([](OutputFile& out) {
    out.dataset("entry_1/image_1/data", {rows, cols}, ramp());
    out.dataset<double>("entry_1/image_1/image_size", {3}, std::vector<double>{8e-8, 10e-8, 0});
  });
  expect_ramp(placed);
  EXPECT_FALSE(placed.center);
  EXPECT_NEAR(placed.pixel_row_m, 2e-8, 1e-20);
  EXPECT_NEAR(placed.pixel_col_m, 1e-8, 1e-20);
  EXPECT_EQ(placed.layout, "CXI image");
  auto const bare = object_in([](OutputFile& out) { out.dataset("entry_1/image_1/data", {rows, cols}, ramp()); });
  EXPECT_EQ(bare.pixel_row_m, 0);
}

TEST(PlacedObject, WithoutCenterOrPixelHasNoPlace) {
  auto const placed = object_in([](OutputFile& out) {
    out.dataset("object", {rows, cols}, ramp());
    out.attribute("object", "pixel_height_m", 0.0);
    out.attribute("object", "pixel_width_m", 0.0);
    out.attribute("object", "center_y_m", 1.0);
    out.attribute("object", "center_x_m", 1.0);
  });
  EXPECT_EQ(placed.pixel_row_m, 0);
  EXPECT_FALSE(placed.center);
}

TEST(PlacedObject, MissingInAFileIsRefused) {
  EXPECT_THAT(error_in([](OutputFile& out) { out.scalar("entry_1/instrument_1/detector_1/distance", 1.0); }),
              AllOf(HasSubstr("no reconstructed object"), HasSubstr("content/obj"), HasSubstr("Name a result")));
  EXPECT_THAT(error_in([](OutputFile& out) { out.dataset("object", {2, 4, 5}, ramp()); }), HasSubstr("one layer"));
  auto broken = ramp();
  broken[3] = std::numeric_limits<float>::quiet_NaN();
  EXPECT_THAT(error_in([&](OutputFile& out) { out.dataset("object", {rows, cols}, broken); }), HasSubstr("not finite"));
  EXPECT_THAT(test::message_of<InputError>([] { read::read_placed_object("/nowhere.h5"); }), HasSubstr("no such file"));
}

TEST(Illuminate, LeavesOutThePartOutsideOfTheObject) {
  core::PlacedObject placed;
  placed.object = {2, 2, std::vector<std::complex<double>>(4, 1)};
  placed.pixel_row_m = placed.pixel_col_m = 1;
  placed.center = Position{0, 0};
  ProbeModes const probe{1, 2, {1, 2, 3, 4}};
  EXPECT_EQ(read::illuminate(placed, probe, {{1, 1}, {-1, -1}}), (std::vector<double>{16, 0, 0, 1}));
  EXPECT_TRUE(read::illuminate(placed, probe, {{50, 0}}).empty());
  EXPECT_TRUE(read::illuminate(placed, {}, {{0, 0}}).empty());
}

}  // namespace
}  // namespace ptyger
