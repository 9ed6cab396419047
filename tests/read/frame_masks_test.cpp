#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "app/reading_notes.hpp"
#include "ptyger/error.hpp"
#include "ptyger/read_scan.hpp"
#include "tests/hdf5/temporary_folder.hpp"
#include "tests/read/synthetic.hpp"

namespace ptyger {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;

/// A small scan, and a mask of another file.
class FrameMasks : public testing::Test {
 protected:
  FrameMasks() {
    hdf5::OutputFile out(folder / "scan.cxi");
    test::write_frames(out, test::small_counts<std::uint16_t>());
    test::write_positions(out);
    test::write_geometry(out);
    out.close();
  }
  template <class T>
  Scan scan_with(hdf5::Shape const& shape, std::vector<T> const& mask,
                 MaskPolarity polarity = MaskPolarity::zero_is_good) const {
    hdf5::OutputFile out(folder / "mask.h5");
    out.dataset<T>("mask", shape, mask);
    out.close();
    return read_scan({folder / "scan.cxi"}, {.mask = folder / "mask.h5", .mask_polarity = polarity});
  }
  test::TemporaryFolder folder;
};

TEST_F(FrameMasks, HoldForTheirFrameOnly) {
  std::vector<std::uint8_t> mask(4 * 36, 0);
  mask[2 * 36 + 3 * 6 + 5] = 1;                                              // in frame 2
  for (std::size_t frame = 0; frame < 4; ++frame) mask[frame * 36 + 3] = 1;  // row 0, column 3, in every frame
  auto const scan = scan_with<std::uint8_t>({4, 6, 6}, mask);
  auto const& counts = std::get<std::vector<float>>(scan.counts);
  EXPECT_EQ(counts[2 * 36 + 2], -1);
  EXPECT_EQ(counts[36 + 2], 1);
  EXPECT_EQ(counts[2 * 36], 102);
  EXPECT_EQ(std::count(scan.measured.begin(), scan.measured.end(), 0), 1);
  EXPECT_EQ(scan.measured[3 * 6], 0);
  EXPECT_THAT(app::reading_notes(scan.reading), Contains(HasSubstr("5 values of single frames are masked")));
}

TEST_F(FrameMasks, ThatAreGoodEverywhereChangeNothing) {
  auto const scan = scan_with<std::uint8_t>({4, 6, 6}, std::vector<std::uint8_t>(4 * 36, 0));
  EXPECT_TRUE(std::holds_alternative<std::vector<std::uint16_t>>(scan.counts));
  EXPECT_EQ(std::count(scan.measured.begin(), scan.measured.end(), 0), 0);
}

TEST_F(FrameMasks, OfARasterHaveItsAxes) {
  std::vector<std::uint8_t> mask(4 * 36, 0);
  mask[2 * 36 + 3 * 6 + 5] = 1;
  auto const scan = scan_with<std::uint8_t>({2, 2, 6, 6}, mask);
  EXPECT_EQ(std::get<std::vector<float>>(scan.counts)[2 * 36 + 2], -1);
  EXPECT_EQ(std::count(scan.measured.begin(), scan.measured.end(), 0), 0);
}

TEST_F(FrameMasks, OfAnotherNumberAreOneWhenTheyAreEqual) {
  std::vector<float> masks(3 * 36, 0);
  for (std::size_t mask = 0; mask < 3; ++mask) masks[mask * 36 + 1] = std::nanf("");
  EXPECT_EQ(std::ranges::count(scan_with<float>({3, 6, 6}, masks).measured, 0), 1);
  masks[36 + 2] = 1;
  EXPECT_THAT(test::message_of<InputError>([&] {
                scan_with<float>({3, 6, 6}, masks);
              }),
              AllOf(HasSubstr("mask.h5: dataset 'mask' has 3 masks, which are neither equal"), HasSubstr("--mask"),
                    HasSubstr("bad in any frame")));
}

TEST_F(FrameMasks, OfFloatsAreComparedAndNotCut) {
  std::vector<float> mask(36, 0);
  mask[0] = 0.5F;
  mask[1] = std::nanf("");
  mask[2] = -1;
  auto const bad = scan_with<float>({6, 6}, mask);
  EXPECT_EQ(std::count(bad.measured.begin(), bad.measured.end(), 0), 3);
  std::vector<float> weights(36, 1);
  weights[0] = 0;
  weights[1] = std::nanf("");
  weights[2] = 0.25F;
  auto const good = scan_with<float>({6, 6}, weights, MaskPolarity::one_is_good);
  EXPECT_EQ(std::count(good.measured.begin(), good.measured.end(), 0), 2);
}

TEST_F(FrameMasks, WeightsOfPtypyHoldForTheirFrameOnly) {
  hdf5::OutputFile out(folder / "scan.ptyd");
  out.scalar("meta/energy", 8.0);
  out.scalar("meta/distance", 2.0);
  out.dataset<double>("meta/psize", {2}, std::vector<double>{1e-4, 1e-4});
  std::vector<float> weights(2 * 36, 1);
  weights[36 + 3 * 6 + 5] = 0;
  auto const counts = test::small_counts<std::int32_t>();
  for (std::size_t chunk = 0; chunk < 2; ++chunk) {
    auto const name = "chunks/" + std::to_string(chunk) + "/";
    auto const first = counts.begin() + static_cast<std::ptrdiff_t>(chunk * 72);
    out.dataset<std::int32_t>(name + "data", {2, 6, 6}, std::vector<std::int32_t>(first, first + 72));
    out.dataset<double>(name + "positions", {2, 2},
                        std::vector<double>{0, 1e-6 * static_cast<double>(chunk), 2e-6, 3e-6});
    out.dataset<float>(name + "weights", {2, 6, 6}, chunk == 1 ? weights : std::vector<float>(72, 1));
  }
  out.close();
  auto const scan = read_scan({folder / "scan.ptyd"});
  EXPECT_EQ(std::count(scan.measured.begin(), scan.measured.end(), 0), 0);
  auto const& kept = std::get<std::vector<float>>(scan.counts);
  EXPECT_EQ(kept[3 * 36 + 2], -1);
  EXPECT_EQ(kept[2 * 36 + 2], 1);
}

}  // namespace
}  // namespace ptyger
