#include "write/probe_variation.hpp"

#include <complex>

namespace ptyger::write {
namespace {

double power(std::complex<double> const* values, std::size_t count) {
  double sum = 0;
  for (std::size_t i = 0; i < count; ++i) sum += std::norm(values[i]);
  return sum;
}

}  // namespace

std::vector<double> variation_powers(Result const& result) {
  auto const variation = result.variation.modes;
  auto const pixels = result.probe.size * result.probe.size;
  auto const frames = variation > 0 ? result.variation_weights.size() / variation : 0;
  std::vector<double> powers;
  for (std::size_t k = 0; k < variation; ++k) {
    double squares = 0;
    for (std::size_t j = 0; j < frames; ++j) squares += std::norm(result.variation_weights[j * variation + k]);
    powers.push_back(squares / static_cast<double>(frames) *
                     power(result.variation.values.data() + k * pixels, pixels) /
                     power(result.probe.values.data(), pixels));
  }
  return powers;
}

}  // namespace ptyger::write
