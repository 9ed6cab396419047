#include "inspect/shadow.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "core/random.hpp"
#include "ptyger/read_scan.hpp"
#include "read/count_sums.hpp"
#include "tests/support/simulated_scan.hpp"
#include "tests/support/small_scan.hpp"

namespace ptyger {
namespace {

constexpr std::size_t size = 64;
constexpr double image_pixel_m = 100e-9;

/// Frames of a near field: windows of an image of the sample, which moves by whole pixels of the image. The scan has
/// the object pixel of a far field of the given window.
Scan near_field_scan(double window_m, bool raster = false) {
  core::Random random(4);
  constexpr std::size_t large = 160;
  std::vector<double> image(large * large);
  for (auto& value : image) value = test::uniform(random);
  std::vector<double> smooth(image.size());
  for (std::size_t row = 2; row + 2 < large; ++row)
    for (std::size_t col = 2; col + 2 < large; ++col)
      for (std::size_t k = 0; k < 25; ++k)
        smooth[row * large + col] += image[(row + k / 5 - 2) * large + col + k % 5 - 2] / 25;
  Scan scan;
  scan.frames = 49;
  scan.detector = size;
  std::vector<float> counts;
  for (std::size_t j = 0; j < scan.frames; ++j) {
    std::size_t const row = 4 + j / 7 * 12 + (raster ? 0 : random.next() % 5);
    std::size_t const col = 4 + j % 7 * 11 + (raster ? 0 : random.next() % 5);
    for (std::size_t i = 0; i < size * size; ++i)
      counts.push_back(static_cast<float>(1000 * smooth[(row + i / size) * large + col + i % size]));
    scan.positions.push_back({static_cast<double>(row) * image_pixel_m, static_cast<double>(col) * image_pixel_m});
  }
  scan.counts = std::move(counts);
  scan.measured.assign(size * size, 1);
  scan.pixel_row_m = scan.pixel_col_m = window_m / size;
  return scan;
}

inspect::Shadow shadow_of(Scan const& scan) {
  return inspect::find_shadow(scan, read::add_up(scan).mean());
}

TEST(Shadow, OfANearFieldIsWiderThanTheWindowOfTheProbe) {
  auto const shadow = shadow_of(near_field_scan(2e-6));
  EXPECT_TRUE(shadow.moves);
  EXPECT_NEAR(shadow.width_m, size * image_pixel_m, 0.2 * size * image_pixel_m);
  EXPECT_NEAR(shadow.window_m, 2e-6, 1e-12);
  EXPECT_TRUE(shadow.is_near_field());
  EXPECT_TRUE(shadow_of(near_field_scan(2e-6, true)).is_near_field());
}

TEST(Shadow, OfADefocusedBeamFitsIntoTheWindow) {
  auto const shadow = shadow_of(near_field_scan(10e-6));
  EXPECT_TRUE(shadow.moves);
  EXPECT_FALSE(shadow.is_near_field());
}

TEST(Shadow, OfAFarFieldIsNoNearField) {
  EXPECT_FALSE(shadow_of(read_scan({PTYGER_TEST_DATA "/siemens_star.cxi"})).is_near_field());
  EXPECT_FALSE(shadow_of(read_scan({PTYGER_TEST_DATA "/pynx_data.cxi"})).is_near_field());
  std::string const rotavirus = PTYGER_TEST_DATA "/rotavirus_16x16_";
  EXPECT_FALSE(shadow_of(read_scan({rotavirus + "dp.hdf5", rotavirus + "para.hdf5"})).is_near_field());
  for (double const defocus : {0.0, 1e-4, 4e-4, 1e-3}) {
    auto options = test::simulation_of(80, 0.75);
    options.defocus_m = defocus;
    EXPECT_FALSE(shadow_of(test::simulated(options).scan).is_near_field()) << defocus;
  }
}

}  // namespace
}  // namespace ptyger
