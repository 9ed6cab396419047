#include "inspect/shadow.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <limits>

#include "core/median.hpp"
#include "core/signed_frequency.hpp"
#include "fft/image_transform.hpp"
#include "inspect/position_statistics.hpp"

namespace ptyger::inspect {
namespace {

constexpr std::size_t compared_frames = 30;  // about so many are compared with two neighbours each
constexpr std::size_t least_frames = 20;
constexpr std::size_t fine_enough = 160;  // pixels of an image, at most, if frames can be binned so far
constexpr double compared_share = 0.1;    // pixels with at least this share of the largest mean count are compared
constexpr double fit_pixels = 2;          // largest distance of a shift that fits, pixels of the image
constexpr double least_fitting = 0.85;    // share of the pairs whose shift fits, at least
constexpr double least_peak = 0.3;        // median correlation of a pair at its shift, at least
constexpr double least_shift = 2;         // median shift of the map, pixels of the image, at least

using Image = std::vector<std::complex<double>>;
using Vector = std::array<double, 2>;  // rows, columns

/// Frames of a scan as small images.
class Images {
 public:
  /// mean: [pixel] mean counts.
  Images(Scan const& scan, std::vector<double> const& mean) : scan_(scan) {
    while (bin_ < scan.detector && (scan.detector / bin_ > fine_enough || scan.detector % bin_ != 0)) ++bin_;
    if (scan.detector / bin_ < fine_enough / 4) bin_ = 1;  // no bins of a useful size divide the frame
    size_ = scan.detector / bin_;
    mean_ = binned(mean.data());
    least_ = compared_share * *std::max_element(mean_.begin(), mean_.end());
  }
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] std::size_t bright() const {
    return static_cast<std::size_t>(std::count_if(mean_.begin(), mean_.end(), [&](double m) { return m >= least_; }));
  }

  /// Spectrum of a frame divided by the mean pattern, less 1, where the mean pattern is bright; scaled to the norm 1.
  [[nodiscard]] Image spectrum(std::size_t frame) const {
    auto const counts = binned(frame);
    double sum = 0;
    for (std::size_t i = 0; i < counts.size(); ++i) sum += mean_[i] >= least_ ? counts[i] / mean_[i] - 1 : 0;
    double const offset = 1 + sum / static_cast<double>(bright());
    Image image(counts.size());
    double squares = 0;
    for (std::size_t i = 0; i < counts.size(); ++i) {
      double const value = mean_[i] >= least_ ? counts[i] / mean_[i] - offset : 0;
      image[i] = value;
      squares += value * value;
    }
    double const norm = squares > 0 ? std::sqrt(squares) : 1;
    for (auto& value : image) value /= norm;
    fft::transform_image(image, size_, size_, fft::Transform::forward);
    return image;
  }

 private:
  [[nodiscard]] std::vector<double> binned(std::size_t frame) const {
    return std::visit([&](auto const& counts) { return binned(counts.data() + frame * scan_.measured.size()); },
                      scan_.counts);
  }

  template <class Count>
  [[nodiscard]] std::vector<double> binned(Count const* counts) const {
    std::size_t const n = scan_.detector;
    std::vector<double> image(size_ * size_, 0);
    for (std::size_t i = 0; i < n * n; ++i) {
      auto const count = static_cast<double>(counts[i]);
      if (scan_.measured[i] != 0 && count > 0) image[i / n / bin_ * size_ + i % n / bin_] += count;
    }
    return image;
  }

  Scan const& scan_;
  std::size_t bin_ = 1;
  std::size_t size_ = 0;
  std::vector<double> mean_;
  double least_ = 0;
};

/// Shift between two images, and how far their positions are apart.
struct Pair {
  Vector shift;       ///< pixels of the image
  Vector distance_m;  ///< difference of the positions
  double peak;        ///< correlation at this shift, at most 1
};

Pair compare(Images const& images, Scan const& scan, std::size_t a, std::size_t b) {
  auto product = images.spectrum(a);
  auto const other = images.spectrum(b);
  std::size_t const n = images.size();
  for (std::size_t i = 0; i < product.size(); ++i) product[i] *= std::conj(other[i]);
  fft::transform_image(product, n, n, fft::Transform::inverse);
  auto const top = std::max_element(product.begin(), product.end(),
                                    [](auto const& p, auto const& q) { return p.real() < q.real(); });
  auto const at = static_cast<std::size_t>(top - product.begin());
  auto const& p = scan.positions[a];
  auto const& q = scan.positions[b];
  return {{core::signed_frequency(at / n, n), core::signed_frequency(at % n, n)},
          {p.row_m - q.row_m, p.col_m - q.col_m},
          top->real()};
}

/// Linear map from differences of positions to shifts, pixels per metre: rows of the map.
struct Map {
  std::array<Vector, 2> row = {};

  [[nodiscard]] Vector operator()(Vector const& d) const {
    return {row[0][0] * d[0] + row[0][1] * d[1], row[1][0] * d[0] + row[1][1] * d[1]};
  }
  /// Geometric mean of its stretches.
  [[nodiscard]] double stretch() const { return std::sqrt(std::abs(row[0][0] * row[1][1] - row[0][1] * row[1][0])); }
  [[nodiscard]] double error(Pair const& pair) const {
    auto const expected = (*this)(pair.distance_m);
    return std::hypot(expected[0] - pair.shift[0], expected[1] - pair.shift[1]);
  }
};

/// Least squares over the pairs whose error under `before` is at most `most`.
Map fit(std::vector<Pair> const& pairs, Map const& before, double most) {
  double rr = 0;
  double rc = 0;
  double cc = 0;
  std::array<Vector, 2> sums = {};  // [axis of the shift][axis of the distance]
  for (auto const& pair : pairs) {
    if (before.error(pair) > most) continue;
    auto const& d = pair.distance_m;
    rr += d[0] * d[0];
    rc += d[0] * d[1];
    cc += d[1] * d[1];
    for (std::size_t axis = 0; axis < 2; ++axis)
      for (std::size_t k = 0; k < 2; ++k) sums[axis][k] += pair.shift[axis] * d[k];
  }
  double const determinant = rr * cc - rc * rc;
  Map map;
  if (!(determinant > 1e-6 * rr * cc)) return map;
  for (std::size_t axis = 0; axis < 2; ++axis)
    map.row[axis] = {(sums[axis][0] * cc - sums[axis][1] * rc) / determinant,
                     (sums[axis][1] * rr - sums[axis][0] * rc) / determinant};
  return map;
}

template <class Value>
double median_of(std::vector<Pair> const& pairs, Value const& value) {
  std::vector<double> values;
  for (auto const& pair : pairs) values.push_back(value(pair));
  return core::median(std::move(values));
}

}  // namespace

Shadow find_shadow(Scan const& scan, std::vector<double> const& mean) {
  Shadow shadow{.window_m = static_cast<double>(scan.detector) * std::min(scan.pixel_row_m, scan.pixel_col_m)};
  if (scan.frames < least_frames) return shadow;
  Images const images(scan, mean);
  std::vector<Pair> pairs;
  std::size_t const step = std::max<std::size_t>(1, scan.frames / compared_frames);
  for (std::size_t frame = 0; frame < scan.frames; frame += step) {
    auto const nearest = nearest_frame(scan, frame, frame);
    auto const beside = nearest_frame(scan, frame, nearest);
    for (auto const other : {nearest, beside})
      if (other != frame) pairs.push_back(compare(images, scan, frame, other));
  }
  if (pairs.size() < least_frames / 2) return shadow;
  Map map = fit(pairs, {}, std::numeric_limits<double>::infinity());
  for (int round = 0; round < 5; ++round) {
    double const usual = median_of(pairs, [&](Pair const& pair) { return map.error(pair); });
    map = fit(pairs, map, std::max(fit_pixels, 2 * usual));
  }
  auto const fitting =
      std::count_if(pairs.begin(), pairs.end(), [&](Pair const& pair) { return map.error(pair) < fit_pixels; });
  double const moved = median_of(pairs, [&](Pair const& pair) {
    auto const shift = map(pair.distance_m);
    return std::hypot(shift[0], shift[1]);
  });
  shadow.moves = static_cast<double>(fitting) >= least_fitting * static_cast<double>(pairs.size()) &&
                 median_of(pairs, [](Pair const& pair) { return pair.peak; }) >= least_peak && moved >= least_shift;
  if (map.stretch() > 0) shadow.width_m = std::sqrt(static_cast<double>(images.bright())) / map.stretch();
  return shadow;
}

}  // namespace ptyger::inspect
