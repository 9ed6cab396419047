#include "simulation/random.hpp"

#include <array>
#include <cmath>
#include <numbers>

namespace ptyger::simulation {
namespace {

constexpr double inversion_below = 10;  // poisson() uses inversion below this mean, rejection above it

// Spreads neighbouring seeds over all values; the finaliser of splitmix64 (Steele, Lea, Flood 2014).
std::uint64_t mixed(std::uint64_t value) {
  value += 0x9e3779b97f4a7c15ULL;
  value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9ULL;
  value = (value ^ (value >> 27)) * 0x94d049bb133111ebULL;
  return value ^ (value >> 31);
}

// A Poisson count from one uniform number: the first count whose cumulative probability exceeds it.
std::uint32_t by_inversion(double mean, double uniform) {
  double probability = std::exp(-mean);
  double cumulated = probability;
  std::uint32_t count = 0;
  while (uniform >= cumulated && probability > 0) {
    ++count;
    probability *= mean / count;
    cumulated += probability;
  }
  return count;
}

}  // namespace

double Random::normal() {
  double const radius = std::sqrt(-2 * std::log(1 - uniform()));
  return radius * std::cos(2 * std::numbers::pi * uniform());
}

double log_factorial(double n) {
  static constexpr std::array<double, 10> small{1, 1, 2, 6, 24, 120, 720, 5040, 40320, 362880};
  if (n < 10) return std::log(small[static_cast<std::size_t>(n)]);
  double const x = n + 1;  // Stirling's series of ln Gamma(x); the first omitted term is below 1e-10
  double const inverse = 1 / (x * x);
  double const series = (1.0 / 12 - inverse * (1.0 / 360 - inverse / 1260)) / x;
  return (x - 0.5) * std::log(x) - x + 0.5 * std::log(2 * std::numbers::pi) + series;
}

Random::Random(std::uint64_t seed, Purpose purpose)
    : engine_(mixed(mixed(seed) ^ static_cast<std::uint64_t>(purpose))) {}

double Random::uniform() {
  return static_cast<double>(engine_() >> 11) * 0x1p-53;
}

std::uint32_t Random::poisson(double mean) {
  if (mean <= 0) return 0;
  if (mean < inversion_below) return by_inversion(mean, uniform());
  // Algorithm PTRS; names and constants of the paper cited in the header.
  double const b = 0.931 + 2.53 * std::sqrt(mean);
  double const a = -0.059 + 0.02483 * b;
  double const squeeze = 0.9277 - 3.6224 / (b - 2);
  double const log_inverse_alpha = std::log(1.1239 + 1.1328 / (b - 3.4));
  double const log_mean = std::log(mean);
  while (true) {
    double const u = uniform() - 0.5;
    double const v = uniform();
    double const edge = 0.5 - std::abs(u);
    double const count = std::floor((2 * a / edge + b) * u + mean + 0.43);
    if (edge >= 0.07 && v <= squeeze) return static_cast<std::uint32_t>(count);
    if (count < 0 || count > 4e9 || v == 0 || (edge < 0.013 && v > edge)) continue;
    double const hat = std::log(v) + log_inverse_alpha - std::log(a / (edge * edge) + b);
    if (hat <= count * log_mean - mean - log_factorial(count)) return static_cast<std::uint32_t>(count);
  }
}

}  // namespace ptyger::simulation
