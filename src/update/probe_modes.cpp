#include "update/probe_modes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "ptyger/error.hpp"
#include "update/hermitian_eigen.hpp"
#include "update/probe_spectrum.hpp"

namespace ptyger::update {
namespace {

using Value = std::complex<double>;

/// Centre of mass and width of |p|^2, pixels.
struct Extent2d {
  double row = 0;    ///< of the centre of mass
  double col = 0;    ///< of the centre of mass
  double width = 1;  ///< rms half width
};

ProbeModes first_mode(ProbeModes const& probe) {
  return {1,
          probe.size,
          {probe.values.begin(), probe.values.begin() + static_cast<std::ptrdiff_t>(probe.size * probe.size)}};
}

Extent2d extent_of(Value const* mode, std::size_t size) {
  double total = 0;
  double row = 0;
  double col = 0;
  double squares = 0;
  for (std::size_t i = 0; i < size * size; ++i) {
    double const weight = std::norm(mode[i]);
    auto const y = static_cast<double>(i / size);
    auto const x = static_cast<double>(i % size);
    total += weight;
    row += weight * y;
    col += weight * x;
    squares += weight * (y * y + x * x);
  }
  row /= total;
  col /= total;
  return {row, col, std::sqrt(std::max((squares / total - row * row - col * col) / 2, 1.0))};
}

/// Hermite polynomial He_n(x): 1, x, x^2 - 1, ...
double hermite(int order, double x) {
  double previous = 0;
  double value = 1;
  for (int n = 0; n < order; ++n) previous = std::exchange(value, x * value - n * previous);
  return value;
}

/// Orders (y, x) of the k-th two-dimensional polynomial: (0,0), (1,0), (0,1), (1,1), (2,0), (0,2), then by total order.
std::pair<int, int> hermite_orders(std::size_t k) {
  static constexpr std::pair<int, int> first[] = {{0, 0}, {1, 0}, {0, 1}, {1, 1}, {2, 0}, {0, 2}};
  if (k < std::size(first)) return first[k];
  auto order_x = static_cast<int>(k - std::size(first));
  int order = 3;
  for (; order_x > order; ++order) order_x -= order + 1;
  return {order - order_x, order_x};
}

}  // namespace

double power(ProbeModes const& probe) {
  return std::accumulate(probe.values.begin(), probe.values.end(), 0.0,
                         [](double sum, Value p) { return sum + std::norm(p); });
}

void scale_to_power(ProbeModes& probe, double photons) {
  double const factor = std::sqrt(photons / power(probe));
  for (auto& value : probe.values) value *= factor;
}

ProbeModes with_modes(ProbeModes const& probe, std::size_t modes) {
  ProbeModes result = probe;
  result.modes = modes;
  std::size_t const image = probe.size * probe.size;
  result.values.resize(modes * image);
  auto const beam = extent_of(probe.values.data(), probe.size);
  for (std::size_t mode = probe.modes; mode < modes; ++mode) {
    auto const [order_y, order_x] = hermite_orders(mode);
    for (std::size_t i = 0; i < image; ++i) {
      double const y = (static_cast<double>(i / probe.size) - beam.row) / beam.width;
      double const x = (static_cast<double>(i % probe.size) - beam.col) / beam.width;
      result.values[mode * image + i] = 0.1 * hermite(order_y, y) * hermite(order_x, x) * probe.values[i];
    }
  }
  return result;
}

ProbeModes with_modes(ProbeModes const& probe, std::size_t modes, ModeStart start) {
  if (start == ModeStart::hermite || modes <= probe.modes) return with_modes(probe, modes);
  auto result = from_spectrum(with_modes(spectrum_of(probe), modes));
  std::copy(probe.values.begin(), probe.values.end(),
            result.values.begin());  // the given modes without rounding errors of the transforms
  return result;
}

ProbeModes with_variation(ProbeModes probe, std::size_t modes, std::size_t variation) {
  constexpr double norm = 0.01;  // relative to the first mode; the shares are 0 at first
  if (variation == 0 || probe.modes > modes) return probe;
  std::size_t const image = probe.size * probe.size;
  ProbeModes const first = first_mode(probe);
  auto shapes = with_modes(first, variation + 1);
  double const first_power = power(first);
  for (std::size_t k = 1; k <= variation; ++k) {
    auto const begin = shapes.values.begin() + static_cast<std::ptrdiff_t>(k * image);
    auto const end = begin + static_cast<std::ptrdiff_t>(image);
    ProbeModes shape{1, probe.size, {begin, end}};
    scale_to_power(shape, norm * norm * first_power);
    probe.values.insert(probe.values.end(), shape.values.begin(), shape.values.end());
  }
  probe.modes = modes + variation;
  return probe;
}

ProbeModes with_further_probes(ProbeModes probe, std::vector<ProbeModes> const& further, std::size_t number) {
  std::size_t const image = probe.size * probe.size;
  ProbeModes const first = first_mode(probe);
  for (std::size_t k = 0; k < number; ++k) {
    if (k >= further.size() || further[k].modes == 0) {
      probe.values.resize(probe.values.size() + image);
      continue;
    }
    if (further[k].size != probe.size)
      throw InputError(fmt::format("probe {} has {} x {} pixels, and the first one {} x {}", k + 2, further[k].size,
                                   further[k].size, probe.size, probe.size));
    auto other = first_mode(further[k]);
    scale_to_power(other, power(first));
    for (std::size_t i = 0; i < image; ++i) probe.values.push_back(other.values[i] - first.values[i]);
  }
  probe.modes += number;
  return probe;
}

ProbeModes orthogonalised(ProbeModes const& probe) {
  std::size_t const modes = probe.modes;
  std::size_t const image = probe.size * probe.size;
  std::vector<Value> gram(modes * modes);
  for (std::size_t m = 0; m < modes; ++m)
    for (std::size_t n = 0; n < modes; ++n)
      for (std::size_t i = 0; i < image; ++i)
        gram[m * modes + n] += std::conj(probe.values[m * image + i]) * probe.values[n * image + i];
  auto const eigen = hermitian_eigen(std::move(gram), modes);
  ProbeModes result{modes, probe.size, std::vector<Value>(probe.values.size())};
  for (std::size_t k = 0; k < modes; ++k)
    for (std::size_t m = 0; m < modes; ++m)
      for (std::size_t i = 0; i < image; ++i)
        result.values[k * image + i] += eigen.vectors[m * modes + k] * probe.values[m * image + i];
  return result;
}

}  // namespace ptyger::update
