#pragma once

#include <cstdint>
#include <random>

namespace ptyger::simulation {

/// Use of random numbers. Each use has its own sequence, so that changing one leaves the others as they are.
enum class Purpose : std::uint64_t { positions = 1, phantom, mask, counts, beam };

/// Random numbers that are the same with every standard library. The C++ standard defines the bits of its engine, but
/// not of its distributions, so this class has its own distributions.
class Random {
 public:
  Random(std::uint64_t seed, Purpose purpose);

  /// Uniform in [0, 1), with 53 random bits.
  double uniform();

  /// Uniform in [low, high).
  double uniform(double low, double high) { return low + (high - low) * uniform(); }

  /// A number of the normal distribution with mean 0 and variance 1: Box & Muller, Ann. Math. Stat. 29 (1958) 610.
  double normal();

  /// A count of the Poisson distribution. By inversion below a mean of 10, above by transformed rejection:
  /// W. Hoermann, The transformed rejection method for generating Poisson random variables,
  /// Insurance: Mathematics and Economics 12 (1993) 39-45, algorithm PTRS.
  std::uint32_t poisson(double mean);

 private:
  std::mt19937_64 engine_;
};

/// ln(n!)
double log_factorial(double n);

}  // namespace ptyger::simulation
