#include "read/detector_response.hpp"

#include <gmock/gmock.h>

#include <numeric>

#include "hdf5/output_file.hpp"
#include "model/detector/host_response.hpp"
#include "ptyger/error.hpp"
#include "tests/hdf5/temporary_folder.hpp"
#include "tests/support/small_scan.hpp"

namespace ptyger::test {
namespace {

using testing::HasSubstr;

class SetResponse : public testing::Test {
 protected:
  Scan scan = make_small_scan({.frames = 2, .detector = 4, .probe = 4, .masked = true}).scan;
  void SetUp() override { scan.sources = {"some.cxi"}; }
  std::string refused(ReadOptions const& options) {
    return message_of<InputError>([&] { read::set_response(scan, options); });
  }
};

TEST_F(SetResponse, CountsStandAtTheFirstOfTheirPixels) {
  auto const before = scan;
  read::set_response(scan, {.upsample = 2});
  EXPECT_EQ(scan.detector, 8U);
  EXPECT_EQ(scan.probe.size, 8U);
  EXPECT_EQ(scan.pixel_row_m, before.pixel_row_m);
  auto const& counts = std::get<std::vector<std::uint16_t>>(scan.counts);
  auto const& given = std::get<std::vector<std::uint16_t>>(before.counts);
  ASSERT_EQ(counts.size(), 4 * given.size());
  for (std::size_t i = 0; i < counts.size(); ++i) {
    auto const row = i / 8 % 8;
    auto const col = i % 8;
    bool const is_first = row % 2 == 0 && col % 2 == 0;
    auto const pixel = row / 2 * 4 + col / 2;
    EXPECT_EQ(counts[i], is_first ? given[i / 64 * 16 + pixel] : 0);
    EXPECT_EQ(scan.measured[i % 64], is_first ? before.measured[pixel] : 0);
  }
  for (std::size_t i = 0; i < 64; ++i) {
    bool const inside = i / 8 >= 2 && i / 8 < 6 && i % 8 >= 2 && i % 8 < 6;
    EXPECT_EQ(scan.probe.values[i], inside ? before.probe.values[(i / 8 - 2) * 4 + i % 8 - 2] : 0.0);
  }
}

TEST_F(SetResponse, ABlurIsAGaussianOrAnImage) {
  read::set_response(scan, {.blur = "0.5"});
  ASSERT_EQ(scan.response.blur_side, 5U);
  EXPECT_NEAR(std::accumulate(scan.response.blur.begin(), scan.response.blur.end(), 0.0), 1, 1e-15);
  EXPECT_NEAR(scan.response.blur[13] / scan.response.blur[12], std::exp(-2), 1e-15);

  TemporaryFolder const folder;
  {
    hdf5::OutputFile file(folder / "spread.h5");
    file.dataset("spread", {3, 3}, std::vector<double>{0, 1, 0, 2, 12, 2, 0, 3, 0});
    file.dataset("even", {2, 2}, std::vector<double>(4, 1.0));
    file.dataset("nothing", {1, 1}, std::vector<double>{0});
    file.close();
  }
  scan.response = {};
  read::set_response(scan, {.blur = folder / "spread.h5:/spread"});
  EXPECT_EQ(scan.response.blur_side, 3U);
  EXPECT_DOUBLE_EQ(scan.response.blur[4], 0.6);
  EXPECT_DOUBLE_EQ(scan.response.blur[7], 0.15);
  EXPECT_THAT(refused({.blur = folder / "spread.h5:/even"}), HasSubstr("an odd number of pixels"));
  EXPECT_THAT(refused({.blur = folder / "spread.h5:/nothing"}), HasSubstr("a sum above 0"));
  EXPECT_THAT(refused({.blur = folder / "spread.h5:/other"}), HasSubstr("no dataset '/other'"));
  EXPECT_THAT(refused({.blur = "-1"}), HasSubstr("--blur -1: a standard deviation"));
}

TEST_F(SetResponse, WhatCannotBeUpsampledIsRefused) {
  scan.near_field = NearField{};
  EXPECT_THAT(refused({.upsample = 2}), HasSubstr("some.cxi: --upsample is for far fields"));
  scan = make_small_scan({.frames = 2, .detector = 5, .probe = 5}).scan;
  scan.sources = {"odd.cxi"};
  EXPECT_THAT(refused({.upsample = 2}), HasSubstr("odd.cxi: --upsample needs frames with an even number of pixels"));
}

// The first detector pixel beside the border loses what falls beyond it; no counts come in at the other border.
TEST_F(SetResponse, CountsBeyondTheBorderAreLost) {
  read::set_response(scan, {.upsample = 2, .blur = "0.5"});
  std::vector<double> intensity(64);
  intensity[4 * 8] = 1;  // row 4: the lowest frequency of the rows, at the border
  auto const counts = model::measured_intensity(scan, intensity);
  auto const& blur = scan.response.blur;
  EXPECT_DOUBLE_EQ(counts[4 * 8], blur[12]);
  EXPECT_DOUBLE_EQ(counts[6 * 8], blur[17]);
  EXPECT_DOUBLE_EQ(counts[0], blur[22]);
  EXPECT_EQ(counts[2 * 8], 0) << "the highest frequency, at the other border";
}

TEST_F(SetResponse, EvenSharesKeepTheSum) {
  read::set_response(scan, {.upsample = 2});
  std::vector<double> values(64);
  values[0] = 4;
  values[2 * 8 + 6] = 8;
  auto const spread = model::evenly_spread(scan, values);
  for (std::size_t const i : {0U, 1U, 8U, 9U}) EXPECT_EQ(spread[i], 1);
  EXPECT_EQ(spread[3 * 8 + 7], 2);
  EXPECT_EQ(std::accumulate(spread.begin(), spread.end(), 0.0), 12);
}

}  // namespace
}  // namespace ptyger::test
