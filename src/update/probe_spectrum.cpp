#include "update/probe_spectrum.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "fft/fft2d_batch.hpp"
#include "update/probe_modes.hpp"

namespace ptyger::update {
namespace {

constexpr std::size_t least_places = 8;  // places of a moving beam that are summed, at least

enum class Transform { forward, inverse };

/// Transforms every mode, with the origin in the centre of both images. Unitary.
ProbeModes transformed(ProbeModes const& probe, Transform kind) {
  std::size_t const n = probe.size;
  std::size_t const half = n / 2;
  // Deterministic: plans are not measured, which would take longer than these few transforms.
  DeviceContext<Kokkos::Serial> const host{.deterministic = true};
  fft::Fft2dBatch<Kokkos::Serial, double> const transform(host, static_cast<int>(n));
  ProbeModes result = probe;
  std::vector<Complex<double>> wave(n * n);
  for (std::size_t mode = 0; mode < probe.modes; ++mode) {
    auto const* in = probe.values.data() + mode * n * n;
    auto* out = result.values.data() + mode * n * n;
    for (std::size_t i = 0; i < n * n; ++i)
      wave[i] = in[(i / n + half) % n * n + (i % n + half) % n] / static_cast<double>(n);
    if (kind == Transform::forward)
      transform.forward(wave.data(), 1);
    else
      transform.inverse(wave.data(), 1);
    for (std::size_t i = 0; i < n * n; ++i) out[(i / n + half) % n * n + (i % n + half) % n] = wave[i];
  }
  return result;
}

}  // namespace

ProbeModes spectrum_of(ProbeModes const& probe) {
  return transformed(probe, Transform::forward);
}

ProbeModes from_spectrum(ProbeModes const& spectrum) {
  return transformed(spectrum, Transform::inverse);
}

ProbeModes moving_modes(ProbeModes const& probe, std::size_t modes, double row, double col) {
  std::size_t const n = probe.size;
  std::size_t const places = std::max(least_places, 2 * modes);
  auto const spectrum = spectrum_of(probe);
  ProbeModes moved{places * probe.modes, n, {}};
  for (std::size_t place = 0; place < places; ++place) {
    double const t = (static_cast<double>(place) + 0.5) / static_cast<double>(places) - 0.5;
    for (std::size_t i = 0; i < spectrum.values.size(); ++i) {
      auto const cycles = [&](std::size_t k) {  // frequency, cycles a pixel
        return (static_cast<double>(k) - static_cast<double>(n / 2)) / static_cast<double>(n);
      };
      double const phase = cycles(i / n % n) * row + cycles(i % n) * col;
      moved.values.push_back(spectrum.values[i] * std::polar(1.0, -2 * std::numbers::pi * t * phase));
    }
  }
  auto result = orthogonalised(from_spectrum(moved));
  result.modes = std::min(modes, result.modes);
  result.values.resize(result.modes * n * n);
  return with_modes(result, modes);
}

}  // namespace ptyger::update
