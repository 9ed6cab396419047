#include "read/angle.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "app/reading_notes.hpp"
#include "ptyger/read_scan.hpp"
#include "tests/hdf5/temporary_folder.hpp"
#include "tests/read/synthetic.hpp"

namespace ptyger {
namespace {

using hdf5::OutputFile;
using testing::Contains;
using testing::HasSubstr;

/// Outline of the small scan in a CXI file, to which `write` adds datasets.
Scan cxi_with(std::function<void(OutputFile&)> const& write, ReadOptions const& options = {}) {
  test::TemporaryFolder const folder;
  OutputFile out(folder / "scan.cxi");
  test::write_frames(out, test::small_counts<std::uint16_t>());
  test::write_positions(out);
  test::write_geometry(out);
  write(out);
  out.close();
  return read_outline({folder / "scan.cxi"}, options);
}

TEST(Angle, IsReadFromTheSampleGroupOfACxiFile) {
  for (std::string const name : {"rotation_angle", "geometry_1/rotation_angle", "transformations/rotation_angle"})
    EXPECT_EQ(cxi_with([&](OutputFile& out) { out.scalar("entry_1/sample_1/" + name, -12.5); }).angle_deg, -12.5);
  EXPECT_EQ(cxi_with([](OutputFile&) {}).angle_deg, std::nullopt);
}

TEST(Angle, IsConvertedFromRadians) {
  auto const scan = cxi_with([](OutputFile& out) {
    out.scalar("entry_1/sample_1/rotation_angle", std::acos(-1.0) / 6);
    out.attribute("entry_1/sample_1/rotation_angle", "units", "radians");
  });
  ASSERT_TRUE(scan.angle_deg);
  EXPECT_NEAR(*scan.angle_deg, 30, 1e-12);
}

TEST(Angle, IsNotUsedWhenItVariesBetweenFrames) {
  auto const scan_with_angles = [](std::vector<double> const& angles) {
    return cxi_with(
        [&](OutputFile& out) { out.dataset<double>("entry_1/sample_1/rotation_angle", {angles.size()}, angles); });
  };
  EXPECT_EQ(scan_with_angles({45, 45.001, 44.999}).angle_deg, 45);
  for (auto const& angles : {std::vector<double>{45, 46}, {std::nan("")}, {}}) {
    Scan const scan = scan_with_angles(angles);
    EXPECT_EQ(scan.angle_deg, std::nullopt);
    EXPECT_THAT(app::reading_notes(scan.reading),
                Contains(HasSubstr("rotation_angle' is not one angle and is not used")));
  }
}

TEST(Angle, IsReadFromProductAndParaFiles) {
  test::TemporaryFolder const folder;
  OutputFile product(folder / "product.h5");
  test::write_frames(product, test::small_counts<std::uint8_t>(), "dp");
  test::write_product(product, 1e4, 1e-8, {0, 1, 2, 3});
  product.attribute("/", "tomography_angle_deg", 60.0);
  product.close();
  EXPECT_EQ(read_outline({folder / "product.h5"}).angle_deg, 60.0);
  OutputFile para(folder / "para.h5");
  test::write_frames(para, test::small_counts<std::uint8_t>(), "dp");
  para.dataset<double>("ppX", {4}, std::vector<double>{0, 1e-7, 2e-7, 3e-7});
  para.dataset<double>("ppY", {4}, std::vector<double>{0, 2e-7, 4e-7, 6e-7});
  para.dataset<double>("dx", {1}, std::vector<double>{1e-8});
  para.dataset<double>("angle", {1}, std::vector<double>{-0.5});
  para.close();
  EXPECT_EQ(read_outline({folder / "para.h5"}).angle_deg, -0.5);
}

TEST(Angle, OfTheOptionsReplacesTheAngleOfTheFile) {
  auto const write = [](OutputFile& out) { out.scalar("entry_1/sample_1/rotation_angle", 10.0); };
  EXPECT_EQ(cxi_with(write, {.angle_deg = 0}).angle_deg, 0);
}

}  // namespace
}  // namespace ptyger
