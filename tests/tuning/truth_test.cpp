#include <gtest/gtest.h>

#include "tests/tuning/truth_grid.hpp"

namespace ptyger::test {
namespace {

using simulation::Sample;

class TruthOfChosenSettings : public testing::TestWithParam<TruthCase> {};

// The object is within a tenth of the best over a grid of settings; perf/settings tries a finer grid on more scans.
TEST_P(TruthOfChosenSettings, GiveNearlyTheBestObject) {
  auto const made = GetParam().simulated();
  SettingsGrid const grid{{Sampling::bilinear}, {1, 3}, {0, 0.03, 0.1, 0.3}, {30}};
  EXPECT_LT(chosen_error(made), 1.1 * least_error(made, grid));
}

INSTANTIATE_TEST_SUITE_P(Scans, TruthOfChosenSettings,
                         testing::Values(TruthCase{Sample::star, 2e3, Beam::focused},
                                         TruthCase{Sample::mixed, 2e3, Beam::defocused},
                                         TruthCase{Sample::cells, 3e4, Beam::focused},
                                         TruthCase{Sample::particles, 3e4, Beam::partly_coherent},
                                         TruthCase{Sample::tiles, 1e6, Beam::partly_coherent}),
                         [](auto const& test) { return std::string(to_word(test.param.sample)); });

// A quadratic term blurs the edges of tiles, and no term leaves noise on them.
TEST(ChosenSettings, KeepEdgesAndRemoveNoise) {
  auto const made = TruthCase{Sample::tiles, 1e5, Beam::defocused}.simulated();
  double const error = chosen_error(made);
  std::vector<Sampling> const samplings{Sampling::bilinear, Sampling::fourier};
  EXPECT_LT(error, 0.9 * least_error(made, {samplings, {1}, {0}, {15, 30}}));
  EXPECT_LT(error, 0.9 * least_error(made, {samplings, {1}, {0.1}, {15, 30}}));
}

}  // namespace
}  // namespace ptyger::test
