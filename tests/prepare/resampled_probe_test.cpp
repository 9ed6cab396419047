// The probe of another scan on other pixels.
#include "prepare/resampled_probe.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/support/small_scan.hpp"

namespace ptyger::test {
namespace {

/// Two modes of a tilted, curved Gaussian beam with pixels of these sides.
ProbeModes beam(std::size_t size, double height, double width) {
  ProbeModes probe{2, size, {}};
  auto const middle = size / 2;
  for (double const mode : {0.0, 1.0})
    for (std::size_t row = 0; row < size; ++row)
      for (std::size_t col = 0; col < size; ++col) {
        double const y = (static_cast<double>(row) - static_cast<double>(middle)) * height;
        double const x = (static_cast<double>(col) - static_cast<double>(middle)) * width;
        probe.values.push_back(std::pow(y, mode) *
                               std::polar(std::exp(-(x * x + y * y) / 32), 0.05 * (x * x + y * y) + 0.3 * x));
      }
  return probe;
}

TEST(ResampledProbe, IsTheSameBeamOnOtherPixels) {
  auto const given = beam(64, 1, 1);
  for (std::size_t const size : {std::size_t{48}, std::size_t{65}, std::size_t{96}})
    for (auto const& [height, width] : {std::pair{1.0, 1.0}, {0.7, 0.8}, {1.25, 1.1}}) {
      auto const found = prepare::resampled_probe(given, size, {height, width});
      ASSERT_EQ(found.modes, 2U);
      ASSERT_EQ(found.size, size);
      // Values outside of the given probe are zero there and small here.
      EXPECT_LT(relative_distance(found.values, beam(size, height, width).values), 1e-5)
          << size << ' ' << height << ' ' << width;
    }
}

TEST(ResampledProbe, LosesTheFrequenciesThatLargerPixelsCannotCarry) {
  ProbeModes grating{1, 64, {}};
  for (int row = 0; row < 64; ++row)
    for (int col = 0; col < 64; ++col) grating.values.emplace_back(std::cos(2 * M_PI * 20 * col / 64.0), 0);
  for (auto const& value : prepare::resampled_probe(grating, 32, {2, 2}).values) EXPECT_LT(std::abs(value), 1e-12);
}

}  // namespace
}  // namespace ptyger::test
