#include "model/near_field/host_propagation.hpp"

#include <numbers>

#include "core/signed_frequency.hpp"

namespace ptyger::model {
namespace {

/// Factors of one axis that also shift the wave by `shift` pixels.
std::vector<std::complex<double>> shifted_factors(std::vector<std::complex<double>> factors, double shift) {
  auto const n = static_cast<double>(factors.size());
  for (std::size_t i = 0; i < factors.size() && shift != 0; ++i) {
    double const cycles = core::signed_frequency(i, factors.size());
    factors[i] *= std::polar(1.0, -2 * std::numbers::pi * cycles * shift / n);
  }
  return factors;
}

/// std::complex and Kokkos::complex are both two adjacent reals.
Complex<double>* values_of(HostPropagation::Wave& wave) {
  return reinterpret_cast<Complex<double>*>(wave.data());
}

}  // namespace

HostPropagation::HostPropagation(Fresnel const& fresnel, std::size_t n)
    : rows_(propagator_factors(fresnel.row, n)),
      cols_(propagator_factors(fresnel.col, n)),
      transform_(host_, static_cast<int>(n)) {}

void HostPropagation::propagate(Wave& wave, double shift_row, double shift_col) const {
  auto const rows = shifted_factors(rows_, shift_row);
  auto const cols = shifted_factors(cols_, shift_col);
  transform_.forward(values_of(wave), 1);
  for (std::size_t i = 0; i < wave.size(); ++i)
    wave[i] *= rows[i / cols.size()] * cols[i % cols.size()] / static_cast<double>(wave.size());
  transform_.inverse(values_of(wave), 1);
}

void HostPropagation::propagate_back(Wave& wave) const {
  transform_.forward(values_of(wave), 1);
  for (std::size_t i = 0; i < wave.size(); ++i)
    wave[i] *= std::conj(rows_[i / cols_.size()] * cols_[i % cols_.size()]) / static_cast<double>(wave.size());
  transform_.inverse(values_of(wave), 1);
}

}  // namespace ptyger::model
