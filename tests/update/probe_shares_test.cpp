#include "update/probe_shares.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/support/small_scan.hpp"

namespace ptyger::test {
namespace {

using Value = std::complex<double>;
using Image = std::vector<Value>;

constexpr std::size_t frames = 12;
constexpr std::size_t variation = 2;
constexpr std::size_t pixels = 30;

struct Probes {
  std::vector<Image> images{random_values(pixels, 1, 1), random_values(pixels, 0.3, 2), random_values(pixels, 0.1, 3)};
  Image shares = random_values(frames * variation, 0.8, 4);
  std::vector<double> brightness = std::vector<double>(frames, 1);

  Probes() {
    for (std::size_t j = 0; j < frames; ++j) brightness[j] = 1 + 0.05 * static_cast<double>(j);
  }
  [[nodiscard]] Image gram() const {
    Image result;
    for (auto const& a : images)
      for (auto const& b : images) result.push_back(inner(b, a));  // sum a conj(b)
    return result;
  }
  [[nodiscard]] Image probe(std::size_t j) const {
    auto result = images[0];
    for (std::size_t k = 0; k < variation; ++k)
      result = sum(result, 1, scaled(images[k + 1], shares[j * variation + k]));
    return scaled(result, brightness[j]);
  }
  static Image scaled(Image image, Value factor) {
    for (auto& value : image) value *= factor;
    return image;
  }
};

TEST(ProbeShares, PrincipalProbesAreTheSameProbes) {
  Probes const before;
  auto const gauge = update::principal_probes(before.gram(), before.brightness, before.shares);
  Probes after = before;
  for (std::size_t k = 0; k <= variation; ++k) {
    after.images[k].assign(pixels, 0);
    for (std::size_t l = 0; l <= variation; ++l)
      after.images[k] = sum(after.images[k], 1, Probes::scaled(before.images[l], gauge.images[k * 3 + l]));
  }
  after.shares = gauge.shares;
  after.brightness = gauge.brightness;
  Image mean(pixels);
  for (std::size_t j = 0; j < frames; ++j) {
    auto const expected = before.probe(j);
    auto const found = after.probe(j);
    auto const phase = inner(found, expected);
    EXPECT_LT(relative_distance(Probes::scaled(found, phase / std::abs(phase)), expected), 1e-12) << j;
    mean = sum(mean, 1.0 / frames, expected);
  }
  EXPECT_LT(relative_distance(after.images[0], mean), 1e-12);
  auto const gram = after.gram();
  for (std::size_t k = 0; k <= variation; ++k)
    for (std::size_t l = 0; l < k; ++l) EXPECT_LT(std::abs(gram[k * 3 + l]), 1e-12);
  EXPECT_GE(gram[4].real(), gram[8].real());
  for (std::size_t k = 0; k < variation; ++k) {
    double squares = 0;
    for (std::size_t j = 0; j < frames; ++j) squares += std::norm(after.shares[j * variation + k]) / frames;
    EXPECT_NEAR(squares, 1, 1e-12);
  }
}

TEST(ProbeShares, ProbesThatDoNotVaryKeepAPlaceForVariations) {
  Probes still;
  still.shares.assign(frames * variation, 0);
  auto const gauge = update::principal_probes(still.gram(), still.brightness, still.shares);
  for (auto const share : gauge.shares) EXPECT_EQ(share, 0.0);
  for (auto const value : gauge.images) EXPECT_TRUE(std::isfinite(std::abs(value)));
  for (std::size_t j = 0; j < frames; ++j) EXPECT_NEAR(gauge.brightness[j], still.brightness[j] / 1.275, 1e-12);
}

TEST(ProbeShares, OutliersAreCut) {
  std::vector<Value> shares(100, Value(0, 1));
  shares[7] = Value(30, -40);
  update::cut_outliers(shares, 1);
  EXPECT_NEAR(std::abs(shares[7] - Value(0.9, -1.2)), 0, 1e-12);
  EXPECT_EQ(shares[8], Value(0, 1));
}

TEST(ProbeShares, AStepIsTheMinimumOfTheQuadraticModel) {
  update::ShareSlopes const slopes{{1, -2, 0.5}, {4, 1, 0, 1, 3, 0.5, 0, 0.5, 2}};
  auto const step = update::share_step(slopes, {1});
  double const ridge = 1e-3 * 9 / 3;
  for (std::size_t a = 0; a < 3; ++a) {
    double residual = slopes.gradient[a] + ridge * step[a];
    for (std::size_t b = 0; b < 3; ++b) residual += slopes.curvature[a * 3 + b] * step[b];
    EXPECT_NEAR(residual, 0, 1e-12);
  }
  // The ridge does not depend on the norm of the variation probe.
  update::ShareSlopes const small{{1, -0.2, 0.05}, {4, 0.1, 0, 0.1, 0.03, 0.005, 0, 0.005, 0.02}};
  auto const larger = update::share_step(small, {0.1});
  EXPECT_NEAR(larger[0], step[0], 1e-12);
  EXPECT_NEAR(larger[1], 10 * step[1], 1e-11);
}

TEST(ProbeShares, AFrameThatTellsNothingStays) {
  for (auto const value : update::share_step({{0, 0, 0}, std::vector<double>(9)}, {1})) EXPECT_EQ(value, 0);
}

}  // namespace
}  // namespace ptyger::test
