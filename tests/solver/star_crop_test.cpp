#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "tests/support/small_scan.hpp"
#include "tests/support/star.hpp"

namespace ptyger {
namespace {

/// About 120 frames from the middle of the Siemens star, read once.
Scan const& crop() {
  static Scan const scan = test::star_crop(120);
  return scan;
}

double last_nrmse(Result const& result) {
  return result.history.back().nrmse;
}

TEST(StarCrop, TheObjectiveFallsAtEveryIterationForBothNoiseModels) {
  for (auto const noise : {Noise::gaussian, Noise::poisson}) {
    auto options = test::star_options(0, 10);
    options.noise = noise;
    auto const result = reconstruct(crop(), options);
    ASSERT_EQ(result.history.size(), 10U);
    EXPECT_TRUE(test::falls(result.history));
    EXPECT_LT(last_nrmse(result), 0.6 * result.history.front().nrmse);
    EXPECT_TRUE(result.complete);
    EXPECT_EQ(result.stop_reason, "reached the 10 iterations asked for");
  }
}

TEST(StarCrop, EveryRuleAndSchemeDescends) {
  for (auto const rule : {Rule::prp, Rule::hz, Rule::dy, Rule::reference})
    for (auto const scheme : {Scheme::joint, Scheme::alternating}) {
      if (rule == Rule::reference && scheme == Scheme::joint) continue;
      SCOPED_TRACE(testing::Message() << "rule " << static_cast<int>(rule) << ", scheme " << static_cast<int>(scheme));
      auto options = test::star_options(0, 6);
      options.rule = rule;
      options.scheme = scheme;
      auto const result = reconstruct(crop(), options);
      ASSERT_EQ(result.history.size(), 6U);
      EXPECT_TRUE(test::falls(result.history));
      EXPECT_LT(last_nrmse(result), result.history.front().nrmse);
    }
}

// Near the minimum, the objective does not distinguish steps that differ by less than the square root of the rounding.
TEST(StarCrop, MemoryStrategiesOnlyDifferByRounding) {
  auto const scan = test::star_crop(40);
  for (bool const joint : {true, false}) {
    std::vector<Result> results;
    for (auto const memory : {MemoryStrategy::recompute, MemoryStrategy::carried, MemoryStrategy::coefficients}) {
      auto options = test::star_options(0, 6);
      options.memory = memory;
      options.precision = Precision::full;
      options.probe_modes = 2;
      options.sampling = Sampling::bilinear;
      options.scheme = joint ? Scheme::joint : Scheme::alternating;
      results.push_back(reconstruct(scan, options));
    }
    for (auto const& result : results) {
      ASSERT_EQ(result.history.size(), 6U);
      for (std::size_t i = 0; i < 6; ++i) {
        EXPECT_NEAR(result.history[i].objective, results[0].history[i].objective,
                    1e-7 * results[0].history[i].objective);
        EXPECT_NEAR(result.history[i].step, results[0].history[i].step, 1e-4 * results[0].history[i].step);
      }
      EXPECT_LT(test::relative_distance(result.object.values, results[0].object.values), 1e-5);
    }
    EXPECT_EQ(results[1].memory_strategy, "carried");
    EXPECT_GT(results[0].history.back().transforms, results[1].history.back().transforms);
  }
}

// Three modes fit better than one, bilinear sampling no worse than nearest; the result is normalised.
TEST(StarCrop, ModesAndSamplingHelp) {
  auto options = test::star_options(3, 3);
  auto const one = reconstruct(crop(), options);
  EXPECT_EQ(std::count_if(one.history.begin(), one.history.end(),
                          [](auto const& record) { return record.phase == Phase::start; }),
            3);
  EXPECT_EQ(test::cg_records(one).size(), 3U);
  EXPECT_TRUE(test::falls(test::cg_records(one)));
  auto bilinear = options;
  bilinear.sampling = Sampling::bilinear;
  EXPECT_LE(last_nrmse(reconstruct(crop(), bilinear)), last_nrmse(one));
  options.probe_modes = 3;
  auto const three = reconstruct(crop(), options);
  EXPECT_LT(last_nrmse(three), 0.97 * last_nrmse(one));
  auto const& probe = three.probe;
  ASSERT_EQ(probe.modes, 3U);
  auto const mode = [&](std::size_t k) {
    auto const image = static_cast<std::ptrdiff_t>(probe.size * probe.size);
    auto const begin = probe.values.begin() + static_cast<std::ptrdiff_t>(k) * image;
    return std::vector<std::complex<double>>(begin, begin + image);
  };
  std::array<double, 3> powers{};
  for (std::size_t k = 0; k < 3; ++k) powers[k] = test::inner(mode(k), mode(k)).real();
  EXPECT_GT(powers[0], powers[1]);
  EXPECT_GT(powers[1], powers[2]);
  for (std::size_t k = 1; k < 3; ++k)
    EXPECT_LT(std::abs(test::inner(mode(0), mode(k))), 1e-6 * std::sqrt(powers[0] * powers[k]));
  double amplitude = 0;
  double pixels = 0;
  double const most = *std::max_element(three.illumination.begin(), three.illumination.end());
  for (std::size_t i = 0; i < three.illumination.size(); ++i)
    if (three.illumination[i] >= 0.1 * most) {
      amplitude += std::abs(three.object.values[i]);
      pixels += 1;
    }
  EXPECT_NEAR(amplitude / pixels, 1, 1e-4);
  double const power = powers[0] + powers[1] + powers[2];
  double total_illumination = 0;
  for (double const value : three.illumination) total_illumination += value;
  EXPECT_NEAR(total_illumination, 120 * power, 1e-3 * total_illumination);
}

TEST(StarCrop, AKeptProbeStaysAndKeepsItsScale) {
  auto options = test::star_options(2, 2);
  options.recover_probe = false;
  auto const result = reconstruct(crop(), options);
  EXPECT_EQ(result.scale, 1);
  auto const& given = crop().probe.values;
  auto const& found = result.probe.values;
  auto const inner = test::inner(given, found);
  EXPECT_NEAR(std::norm(inner) / (test::inner(given, given).real() * test::inner(found, found).real()), 1, 1e-6);
}

TEST(StarCrop, NoIterationsLeaveTheStart) {
  auto const nothing = reconstruct(crop(), test::star_options(0, 0));
  EXPECT_TRUE(nothing.history.empty());
  for (auto const& value : nothing.object.values) EXPECT_NEAR(std::abs(value - 1.0), 0, 1e-6);
  auto const start = reconstruct(crop(), test::star_options(2, 0));
  ASSERT_EQ(start.history.size(), 2U);
  EXPECT_EQ(start.history[1].phase, Phase::start);
  EXPECT_LT(start.history[1].nrmse, start.history[0].nrmse);
  EXPECT_NEAR(start.history[1].transforms, 4, 1e-9);
}

TEST(StarCrop, AReconstructionContinuesFromAResult) {
  auto const first = reconstruct(crop(), test::star_options(2, 2));
  Scan scan = crop();
  scan.probe = first.probe;
  auto options = test::star_options(0, 1);
  options.initial_object = first.object;
  auto const next = reconstruct(scan, options);
  EXPECT_LT(next.history[0].objective, first.history.back().objective);
}

TEST(StarCrop, StopsWhenAsked) {
  auto options = test::star_options(0, 10);
  Observer observer;
  int records = 0;
  observer.on_record = [&](HistoryRecord const&) { ++records; };
  observer.stop_requested = [&] { return records == 3; };
  auto const result = reconstruct(crop(), options, observer);
  EXPECT_EQ(result.history.size(), 3U);
  EXPECT_FALSE(result.complete);
  EXPECT_EQ(result.stop_reason, "interrupted");
}

}  // namespace
}  // namespace ptyger
