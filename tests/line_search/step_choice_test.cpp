#include "line_search/step_choice.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <limits>

namespace ptyger {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

// The trials of a function at 0, 1/4, 1/2 and 1 of the longest step.
template <class Function>
std::array<line_search::Trial, 4> trials(double longest, Function const& f) {
  std::array<line_search::Trial, 4> result;
  for (std::size_t k = 0; k < 4; ++k) {
    double const step = longest * std::array{0.0, 0.25, 0.5, 1.0}[k];
    result[k] = {step, f(step)};
  }
  return result;
}

TEST(ChooseStep, FindsTheMinimumOfPolynomialsUpToTheThirdOrder) {
  for (double const scale : {1e-6, 1.0, 1e4}) {
    auto const parabola = [&](double t) { return 5 + std::pow(t / scale - 0.83, 2); };
    EXPECT_NEAR(line_search::choose_step(trials(2 * scale, parabola)), 0.83 * scale, 1e-6 * scale);
    // derivative (t - 0.6)(t + 3): a minimum at 0.6
    auto const cubic = [&](double t) {
      double const x = t / scale;
      return 7 + x * x * x / 3 + 1.2 * x * x - 1.8 * x;
    };
    EXPECT_NEAR(line_search::choose_step(trials(scale, cubic)), 0.6 * scale, 1e-6 * scale);
  }
}

TEST(ChooseStep, StaysWithinTheLongestTrial) {
  EXPECT_NEAR(line_search::choose_step(trials(2, [](double t) { return std::pow(t - 5, 2); })), 2, 1e-6);
}

TEST(ChooseStep, IsZeroWhenTheFunctionRises) {
  EXPECT_EQ(line_search::choose_step(trials(1, [](double t) { return 1 + t; })), 0);
  EXPECT_EQ(line_search::choose_step(trials(1, [](double t) { return 1 + t * t; })), 0);
  EXPECT_EQ(line_search::choose_step(trials(1, [](double) { return 3.0; })), 0);
}

// The function is lower than at 0 only before the first trial; the polynomial finds the minimum.
TEST(ChooseStep, FindsAMinimumBeforeTheFirstTrial) {
  EXPECT_NEAR(line_search::choose_step(trials(1, [](double t) { return 1 + std::pow(t - 0.1, 2); })), 0.1, 1e-6);
}

TEST(ChooseStep, LeavesOutTrialsThatAreNotFinite) {
  auto tried = trials(1, [](double t) { return std::pow(t - 0.3, 2); });
  tried[3].value = nan;
  EXPECT_NEAR(line_search::choose_step(tried), 0.3, 1e-6);
  tried[3].value = infinity;
  EXPECT_NEAR(line_search::choose_step(tried), 0.3, 1e-6);
  tried[0].value = nan;  // no value at step 0 to compare with
  EXPECT_EQ(line_search::choose_step(tried), 0);
  for (auto& trial : tried) trial.value = nan;
  EXPECT_EQ(line_search::choose_step(tried), 0);
}

// Between scattered values the polynomial has a minimum far from the lowest trial; the step stays near that trial.
TEST(ChooseStep, StaysNearTheLowestTrialOfScatteredValues) {
  std::array<line_search::Trial, 4> const scattered{{{0, 1}, {0.25, 0.2}, {0.5, 4}, {1, 0.9}}};
  double const step = line_search::choose_step(scattered);
  EXPECT_GT(step, 0);
  EXPECT_LT(step, 0.5);
}

TEST(LongestFallingStep, IsTheLongestTrialBelowTheFirst) {
  EXPECT_EQ(line_search::longest_falling_step(trials(1, [](double t) { return std::pow(t - 0.6, 2); })), 1);
  EXPECT_EQ(line_search::longest_falling_step(trials(1, [](double t) { return std::pow(t - 0.4, 2); })), 0.5);
  EXPECT_EQ(line_search::longest_falling_step(trials(1, [](double t) { return t; })), 0);
  auto tried = trials(1, [](double t) { return -t; });
  tried[3].value = nan;
  EXPECT_EQ(line_search::longest_falling_step(tried), 0.5);
}

}  // namespace
}  // namespace ptyger
