#include "tests/reference/naive_model.hpp"

#include <cmath>
#include <numbers>

namespace ptyger::reference {
namespace {

constexpr double guard = 1e-6;  // photons

/// Frequency of index k of a transform of n points, in [-n/2, n/2).
double frequency(std::size_t k, std::size_t n) {
  return k < (n + 1) / 2 ? static_cast<double>(k) : static_cast<double>(k) - static_cast<double>(n);
}

/// Shifts one n x n image by (row, col) pixels through its spectrum.
Image shifted(Image const& image, std::size_t n, double row, double col) {
  auto spectrum = naive_transform(image, n, -1);
  for (std::size_t i = 0; i < n * n; ++i)
    spectrum[i] *= std::polar(
        1.0, -2 * std::numbers::pi * (frequency(i / n, n) * row + frequency(i % n, n) * col) / static_cast<double>(n));
  return naive_transform(spectrum, n, +1);
}

}  // namespace

Image naive_transform(Image const& image, std::size_t n, int sign) {
  std::vector<std::complex<double>> phase(n);
  for (std::size_t k = 0; k < n; ++k)
    phase[k] = std::polar(1.0, sign * 2 * std::numbers::pi * static_cast<double>(k) / static_cast<double>(n));
  Image rows(n * n);
  Image result(n * n);
  for (std::size_t row = 0; row < n; ++row)
    for (std::size_t k = 0; k < n; ++k)
      for (std::size_t col = 0; col < n; ++col) rows[row * n + k] += image[row * n + col] * phase[k * col % n];
  for (std::size_t k = 0; k < n; ++k)
    for (std::size_t row = 0; row < n; ++row)
      for (std::size_t col = 0; col < n; ++col) result[k * n + col] += rows[row * n + col] * phase[k * row % n];
  for (auto& value : result) value /= static_cast<double>(n);
  return result;
}

std::vector<NaiveModel::Tap> NaiveModel::taps(std::size_t frame, std::size_t row, std::size_t col) const {
  double const y = placement_.row[frame];
  double const x = placement_.col[frame];
  auto const at = [&](double r, double c) {
    return (static_cast<std::size_t>(r) + row) * placement_.cols + static_cast<std::size_t>(c) + col;
  };
  if (sampling_ != Sampling::bilinear) return {{at(std::nearbyint(y), std::nearbyint(x)), 1}};
  double const r = std::floor(y);
  double const c = std::floor(x);
  return {{at(r, c), (1 - (y - r)) * (1 - (x - c))},
          {at(r, c + 1), (1 - (y - r)) * (x - c)},
          {at(r + 1, c), (y - r) * (1 - (x - c))},
          {at(r + 1, c + 1), (y - r) * (x - c)}};
}

Image NaiveModel::patch(Image const& object, std::size_t frame) const {
  std::size_t const p = placement_.probe;
  Image result(p * p);
  for (std::size_t i = 0; i < p * p; ++i)
    for (auto const& tap : taps(frame, i / p, i % p)) result[i] += tap.weight * object[tap.pixel];
  return result;
}

Image NaiveModel::shifted_probe(ProbeModes const& probe, std::size_t frame) const {
  if (sampling_ != Sampling::fourier) return probe.values;
  double const row = placement_.row[frame] - std::nearbyint(placement_.row[frame]);
  double const col = placement_.col[frame] - std::nearbyint(placement_.col[frame]);
  auto const image = static_cast<std::ptrdiff_t>(probe.size * probe.size);
  Image result;
  for (auto mode = probe.values.begin(); mode != probe.values.end(); mode += image) {
    auto const moved = shifted(Image(mode, mode + image), probe.size, row, col);
    result.insert(result.end(), moved.begin(), moved.end());
  }
  return result;
}

Image NaiveModel::propagator(std::size_t frame) const {
  std::size_t const d = scan_.detector;
  auto const size = static_cast<double>(d);
  bool const shifts = sampling_ == Sampling::fourier;
  double const row = shifts ? placement_.row[frame] - std::nearbyint(placement_.row[frame]) : 0;
  double const col = shifts ? placement_.col[frame] - std::nearbyint(placement_.col[frame]) : 0;
  Image factors(d * d);
  for (std::size_t i = 0; i < d * d; ++i) {
    double const k_row = frequency(i / d, d) / size;  // cycles a pixel
    double const k_col = frequency(i % d, d) / size;
    double const squares = std::pow(k_row / scan_.pixel_row_m, 2) + std::pow(k_col / scan_.pixel_col_m, 2);
    double const chirp = std::numbers::pi * scan_.wavelength_m * scan_.near_field->effective_distance_m * squares;
    factors[i] = std::polar(1.0, -chirp + 2 * std::numbers::pi * (k_row * row + k_col * col));
  }
  return factors;
}

Image NaiveModel::to_detector(Image const& wave, std::size_t frame) const {
  std::size_t const d = scan_.detector;
  auto spectrum = naive_transform(wave, d, -1);
  if (!scan_.near_field) return spectrum;
  auto const factors = propagator(frame);
  for (std::size_t i = 0; i < d * d; ++i) spectrum[i] *= factors[i];
  auto const image = naive_transform(spectrum, d, +1);
  Image cornered(d * d);
  for (std::size_t i = 0; i < d * d; ++i) cornered[i] = image[(i / d + d / 2) % d * d + (i % d + d / 2) % d];
  return cornered;
}

Image NaiveModel::from_detector(Image const& wave, std::size_t frame) const {
  std::size_t const d = scan_.detector;
  if (!scan_.near_field) return naive_transform(wave, d, +1);
  Image image(d * d);
  for (std::size_t i = 0; i < d * d; ++i) image[(i / d + d / 2) % d * d + (i % d + d / 2) % d] = wave[i];
  auto spectrum = naive_transform(image, d, -1);
  auto const factors = propagator(frame);
  for (std::size_t i = 0; i < d * d; ++i) spectrum[i] *= std::conj(factors[i]);
  return naive_transform(spectrum, d, +1);
}

double NaiveModel::response(std::size_t to, std::size_t from) const {
  auto const d = scan_.detector;
  auto const up = scan_.response.upsampling;
  if (to / d % up != 0 || to % d % up != 0) return 0;
  auto const side = scan_.response.blur_side;
  // Place in the point spread along one axis: the distance of the two detector pixels; in the corner layout their
  // frequencies.
  auto const place = [&](std::size_t a, std::size_t b) {
    auto const coordinate = [&](std::size_t i) {
      auto const pixel = i / up;
      return scan_.near_field ? static_cast<double>(pixel) : frequency(pixel, d / up);
    };
    auto const middle = side / 2;
    return coordinate(a) - coordinate(b) + static_cast<double>(middle);
  };
  double const row = place(to / d, from / d);
  double const col = place(to % d, from % d);
  if (side == 0) return row == 0 && col == 0 ? 1 : 0;
  auto const end = static_cast<double>(side);
  if (row < 0 || col < 0 || row >= end || col >= end) return 0;
  return scan_.response.blur[static_cast<std::size_t>(row) * side + static_cast<std::size_t>(col)];
}

std::vector<double> NaiveModel::intensities(Image const& far) const {
  std::size_t const pixels = scan_.detector * scan_.detector;
  std::vector<double> sums(pixels);
  for (std::size_t i = 0; i < far.size(); ++i) sums[i % pixels] += std::norm(far[i]);
  if (scan_.response.ideal()) return sums;
  std::vector<double> measured(pixels);
  for (std::size_t to = 0; to < pixels; ++to)
    for (std::size_t from = 0; from < pixels; ++from) measured[to] += response(to, from) * sums[from];
  return measured;
}

std::vector<double> NaiveModel::spread_back(std::vector<double> const& values) const {
  if (scan_.response.ideal()) return values;
  std::vector<double> spread(values.size());
  for (std::size_t to = 0; to < values.size(); ++to)
    for (std::size_t from = 0; from < values.size(); ++from) spread[from] += response(to, from) * values[to];
  return spread;
}

double NaiveModel::count(std::size_t frame, std::size_t pixel) const {
  return std::visit(
      [&](auto const& c) { return static_cast<double>(c[frame * scan_.detector * scan_.detector + pixel]); },
      scan_.counts);
}

bool NaiveModel::measured(std::size_t frame, std::size_t pixel) const {
  return scan_.measured[pixel] != 0 && count(frame, pixel) >= 0;
}

Image NaiveModel::far_field(Image const& object, ProbeModes const& probe, std::size_t frame) const {
  std::size_t const p = placement_.probe;
  std::size_t const d = scan_.detector;
  std::size_t const pad = (d - p) / 2;
  auto const cut = patch(object, frame);
  auto const beam = shifted_probe(probe, frame);
  Image result;
  for (std::size_t mode = 0; mode < probe.modes; ++mode) {
    Image wave(d * d);
    for (std::size_t i = 0; i < p * p; ++i) wave[(i / p + pad) * d + i % p + pad] = beam[mode * p * p + i] * cut[i];
    auto const far = to_detector(wave, frame);
    result.insert(result.end(), far.begin(), far.end());
  }
  return result;
}

double NaiveModel::objective(Image const& object, ProbeModes const& probe, Noise noise) const {
  std::size_t const pixels = scan_.detector * scan_.detector;
  double sum = 0;
  for (std::size_t frame = 0; frame < scan_.frames; ++frame) {
    auto const calculated = intensities(far_field(object, probe, frame));
    for (std::size_t i = 0; i < pixels; ++i) {
      if (!measured(frame, i)) continue;
      double const intensity = guard + calculated[i];
      double const d = count(frame, i);
      if (noise == Noise::gaussian)
        sum += std::pow(std::sqrt(intensity) - std::sqrt(d), 2);
      else
        sum += intensity - d - (d > 0 ? d * std::log(intensity / d) : 0);
    }
  }
  return sum;
}

double NaiveModel::nrmse(Image const& object, ProbeModes const& probe) const {
  double counts = 0;
  for (std::size_t frame = 0; frame < scan_.frames; ++frame)
    for (std::size_t i = 0; i < scan_.detector * scan_.detector; ++i)
      if (measured(frame, i)) counts += count(frame, i);
  return std::sqrt(objective(object, probe, Noise::gaussian) / counts);
}

void NaiveModel::gradient(Image const& object, ProbeModes const& probe, Noise noise, Image& by_object,
                          Image& by_probe) const {
  std::size_t const p = placement_.probe;
  std::size_t const d = scan_.detector;
  std::size_t const pad = (d - p) / 2;
  by_object.assign(object.size(), 0);
  by_probe.assign(probe.values.size(), 0);
  for (std::size_t frame = 0; frame < scan_.frames; ++frame) {
    auto const far = far_field(object, probe, frame);
    auto const cut = patch(object, frame);
    auto const beam = shifted_probe(probe, frame);
    auto const calculated = intensities(far);
    std::vector<double> weights(d * d);
    for (std::size_t i = 0; i < d * d; ++i) {
      if (!measured(frame, i)) continue;
      double const ratio = count(frame, i) / (guard + calculated[i]);
      weights[i] = 1 - (noise == Noise::gaussian ? std::sqrt(ratio) : ratio);
    }
    weights = spread_back(weights);
    ProbeModes back{probe.modes, probe.size, Image(probe.values.size())};
    for (std::size_t mode = 0; mode < probe.modes; ++mode) {
      Image residual(d * d);
      for (std::size_t i = 0; i < d * d; ++i) residual[i] = weights[i] * far[mode * d * d + i];
      auto const wave = from_detector(residual, frame);
      for (std::size_t i = 0; i < p * p; ++i) {
        auto const value = wave[(i / p + pad) * d + i % p + pad];
        back.values[mode * p * p + i] = std::conj(cut[i]) * value;
        for (auto const& tap : taps(frame, i / p, i % p))
          by_object[tap.pixel] += tap.weight * std::conj(beam[mode * p * p + i]) * value;
      }
    }
    if (sampling_ == Sampling::fourier) {
      // the transpose of a shift is the shift back
      double const row = placement_.row[frame] - std::nearbyint(placement_.row[frame]);
      double const col = placement_.col[frame] - std::nearbyint(placement_.col[frame]);
      for (std::size_t mode = 0; mode < probe.modes; ++mode) {
        auto const begin = back.values.begin() + static_cast<std::ptrdiff_t>(mode * p * p);
        auto const moved = shifted(Image(begin, begin + static_cast<std::ptrdiff_t>(p * p)), p, -row, -col);
        std::copy(moved.begin(), moved.end(), begin);
      }
    }
    for (std::size_t i = 0; i < by_probe.size(); ++i) by_probe[i] += back.values[i];
  }
}

std::vector<double> NaiveModel::illumination(ProbeModes const& probe) const {
  std::size_t const p = placement_.probe;
  std::vector<double> sum(placement_.rows * placement_.cols);
  for (std::size_t frame = 0; frame < scan_.frames; ++frame) {
    auto const beam = shifted_probe(probe, frame);
    for (std::size_t i = 0; i < p * p; ++i)
      for (std::size_t mode = 0; mode < probe.modes; ++mode)
        for (auto const& tap : taps(frame, i / p, i % p))
          sum[tap.pixel] += tap.weight * std::norm(beam[mode * p * p + i]);
  }
  return sum;
}

std::vector<double> NaiveModel::probe_illumination(Image const& object) const {
  std::vector<double> sum(placement_.probe * placement_.probe);
  for (std::size_t frame = 0; frame < scan_.frames; ++frame) {
    auto const cut = patch(object, frame);
    for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += std::norm(cut[i]);
  }
  return sum;
}

}  // namespace ptyger::reference
