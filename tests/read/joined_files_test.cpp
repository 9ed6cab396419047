#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ptyger/error.hpp"
#include "ptyger/read_scan.hpp"
#include "tests/read/layouts.hpp"

namespace ptyger::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;

/// The small scan in two CXI files of `first` and 4 - `first` frames, each with its positions and the geometry.
Layout two_cxi_files(std::size_t first) {
  Layout layout{.inputs = {"a.cxi", "b.cxi"}, .files = {}, .attributes = {}};
  auto const counts = small_counts<std::uint16_t>();
  auto const positions = small_translation();
  auto const part = [&](std::string const& file, std::size_t begin, std::size_t end) {
    auto const slice = [&](auto const& values, std::size_t step) {
      return std::vector(values.begin() + static_cast<std::ptrdiff_t>(begin * step),
                         values.begin() + static_cast<std::ptrdiff_t>(end * step));
    };
    layout.set_in(file, detector + "data", numbers<std::uint16_t>({end - begin, 6, 6}, slice(counts, 36)));
    layout.set_in(file, translation, numbers<double>({end - begin, 3}, slice(positions, 3)));
    layout.set_in(file, source + "wavelength", scalar(1e-10)).set_in(file, detector + "distance", scalar(6));
    for (std::string const axis : {"x", "y"}) layout.set_in(file, detector + axis + "_pixel_size", scalar(1e-4));
  };
  part("a.cxi", 0, first);
  part("b.cxi", first, 4);
  return layout;
}

Scan read(Layout const& layout, ReadOptions const& options = {}) {
  TemporaryFolder const folder;
  return read_scan(layout.write(folder), options);
}

std::string error_of(Layout const& layout) {
  return message_of<InputError>([&] { read(layout); });
}

TEST(JoinedCxiFiles, GiveTheFramesOfBoth) {
  for (std::size_t const first : {1U, 2U}) {
    auto const scan = read(two_cxi_files(first));
    ASSERT_EQ(scan.frames, 4U);
    auto const& counts = std::get<std::vector<std::uint16_t>>(scan.counts);
    for (std::size_t frame = 0; frame < 4; ++frame) {
      EXPECT_EQ(counts[frame * 36], 100 + frame);
      EXPECT_EQ(scan.positions[frame].row_m, (2. + 2. * static_cast<double>(frame)) * 1e-6);
    }
  }
}

TEST(JoinedCxiFiles, MayHaveTheirPositionsInOneOfThem) {
  auto layout = two_cxi_files(2);
  layout.files["a.cxi"].erase(translation);
  EXPECT_THAT(error_of(layout), AllOf(HasSubstr("4 frames"), HasSubstr("2 positions")));
  layout.set_in("b.cxi", translation, numbers<double>({4, 3}, small_translation()));
  EXPECT_EQ(read(layout).positions[3].row_m, 8e-6);
}

TEST(JoinedCxiFiles, OfOtherMeasurementsAreRefused) {
  auto const with = [](std::string const& dataset, double value) {
    auto layout = two_cxi_files(2);
    return error_of(layout.set_in("b.cxi", dataset, scalar(value)));
  };
  EXPECT_THAT(with(detector + "distance", 6.1),
              AllOf(HasSubstr("a.cxi"), HasSubstr("b.cxi"), HasSubstr("distances"), HasSubstr("not of one scan")));
  EXPECT_THAT(with(source + "wavelength", 1.02e-10), HasSubstr("wavelengths of 1e-10 m and 1.02e-10 m"));
  EXPECT_THAT(with(detector + "x_pixel_size", 1.02e-4), HasSubstr("object pixels"));
  auto turned = two_cxi_files(2);
  std::string const angle = "entry_1/sample_1/rotation_angle";
  turned.set_in("a.cxi", angle, scalar(10)).set_in("b.cxi", angle, scalar(11));
  EXPECT_THAT(error_of(turned), AllOf(HasSubstr("angle 10"), HasSubstr("11 degrees")));
}

TEST(JoinedCxiFiles, WithOtherMasksAreRefused) {
  auto layout = two_cxi_files(2);
  std::vector<std::uint32_t> mask(36, 0);
  mask[0] = 1;
  layout.set_in("a.cxi", detector + "mask", numbers<std::uint32_t>({6, 6}, mask));
  layout.set_in("b.cxi", detector + "mask", numbers<std::uint32_t>({6, 6}, mask));
  auto const scan = read(layout);
  EXPECT_EQ(std::count(scan.measured.begin(), scan.measured.end(), 0), 1);
  mask[1] = 1;
  layout.set_in("b.cxi", detector + "mask", numbers<std::uint32_t>({6, 6}, mask));
  EXPECT_THAT(error_of(layout),
              AllOf(HasSubstr("a.cxi"), HasSubstr("b.cxi"), HasSubstr("differ"), HasSubstr("--mask")));
}

TEST(JoinedCxiFiles, OfWhichOneHasNeitherFramesNorPositionsAreRefused) {
  auto layout = two_cxi_files(2);
  layout.inputs.push_back("c.h5");
  layout.set_in("c.h5", "other", scalar(1));
  EXPECT_THAT(error_of(layout), HasSubstr("c.h5: nothing was taken from this file"));
}

TEST(JoinedCxiFiles, WithMorePositionsThanFilesOfFramesAreRefused) {
  auto layout = two_cxi_files(4);
  layout.files["b.cxi"].erase(detector + "data");
  layout.set_in("b.cxi", translation, numbers<double>({4, 3}, small_translation()));
  EXPECT_THAT(error_of(layout), AllOf(HasSubstr("a.cxi"), HasSubstr("b.cxi"), HasSubstr("both have positions")));
}

TEST(JoinedDpFiles, WithOtherMasksAreRefused) {
  Layout layout = para_layout();
  layout.inputs = {"dp.h5", "dp2.h5", "para.h5"};
  auto const counts = small_counts<std::uint16_t>();
  for (std::string const file : {"dp.h5", "dp2.h5"}) {
    std::vector<std::uint8_t> good(36, 1);
    good[file.size()] = 0;
    layout.set_in(file, "dp", numbers<std::uint16_t>({2, 6, 6}, {counts.begin(), counts.begin() + 72}));
    layout.set_in(file, "valid_pixel_mask", numbers<std::uint8_t>({6, 6}, good));
  }
  EXPECT_THAT(error_of(layout), AllOf(HasSubstr("dp.h5"), HasSubstr("dp2.h5"), HasSubstr("differ")));
}

}  // namespace
}  // namespace ptyger::test
