#include <gtest/gtest.h>

#include <array>
#include <cmath>

#include "simulation/random.hpp"

namespace ptyger::simulation {
namespace {

struct Moments {
  double mean = 0;
  double variance = 0;
  double third = 0;  ///< third central moment
};

// Moments of `number` Poisson counts with the given mean.
Moments sample(double mean, int number) {
  Random random(7, Purpose::counts);
  std::array<double, 4> sums{};
  for (int i = 0; i < number; ++i) {
    double const x = random.poisson(mean) - mean;
    sums[1] += x / number;
    sums[2] += x * x / number;
    sums[3] += x * x * x / number;
  }
  return {sums[1] + mean, sums[2] - sums[1] * sums[1], sums[3]};
}

// All three central moments of a Poisson distribution are its mean. Bounds: five standard deviations of the estimates.
TEST(SimulatePoisson, HasTheMomentsOfAPoissonDistribution) {
  for (double const mean : {0.02, 0.7, 3.0, 9.99, 10.01, 31.0, 250.0, 4.0e4, 2.0e7}) {
    int const number = 200000;
    auto const moments = sample(mean, number);
    double const fourth = mean + 3 * mean * mean;
    double const sixth = mean + 25 * mean * mean + 15 * mean * mean * mean;
    EXPECT_NEAR(moments.mean, mean, 5 * std::sqrt(mean / number)) << mean;
    EXPECT_NEAR(moments.variance, mean, 5 * std::sqrt(fourth / number)) << mean;
    EXPECT_NEAR(moments.third, mean, 5 * std::sqrt(sixth / number)) << mean;
  }
}

// Frequencies of means below and above the change of method, within five standard deviations of the probabilities.
TEST(SimulatePoisson, HasTheProbabilitiesOfAPoissonDistribution) {
  for (double const mean : {9.5, 10.5, 40.0}) {
    Random random(3, Purpose::counts);
    int const number = 300000;
    std::array<int, 100> observed{};
    for (int i = 0; i < number; ++i) ++observed.at(random.poisson(mean));
    for (std::size_t n = 0; n < observed.size(); ++n) {
      auto const count = static_cast<double>(n);
      double const expected = number * std::exp(count * std::log(mean) - mean - log_factorial(count));
      EXPECT_NEAR(observed.at(n), expected, 5 * std::sqrt(expected) + 1) << "mean " << mean << ", count " << n;
    }
  }
}

TEST(SimulatePoisson, OfMeanZeroIsZero) {
  Random random(0, Purpose::counts);
  for (int i = 0; i < 100; ++i) EXPECT_EQ(random.poisson(0), 0U);
}

TEST(SimulateRandom, LogFactorialIsTheLogarithmOfTheProduct) {
  double product = 0;
  for (int n = 1; n < 170; ++n) {
    product += std::log(n);
    EXPECT_NEAR(log_factorial(n), product, 1e-9) << n;
  }
}

TEST(SimulateRandom, SequencesDifferBySeedAndPurposeOnly) {
  Random a(5, Purpose::counts);
  Random again(5, Purpose::counts);
  Random other_seed(6, Purpose::counts);
  Random other_purpose(5, Purpose::mask);
  int equal = 0;
  for (int i = 0; i < 100; ++i) {
    double const value = a.uniform();
    EXPECT_EQ(value, again.uniform());
    equal += value == other_seed.uniform();
    equal += value == other_purpose.uniform();
  }
  EXPECT_EQ(equal, 0);
}

// A seed gives the same sequence with every compiler and standard library.
TEST(SimulateRandom, SequenceIsFixed) {
  Random random(0, Purpose::counts);
  std::array<std::uint32_t, 6> const counts{random.poisson(2),  random.poisson(5),   random.poisson(15),
                                            random.poisson(80), random.poisson(900), random.poisson(1e6)};
  std::array<std::uint32_t, 6> const expected{2, 4, 16, 65, 881, 998454};
  EXPECT_EQ(counts, expected);
}

}  // namespace
}  // namespace ptyger::simulation
