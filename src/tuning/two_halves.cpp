#include "tuning/two_halves.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "update/smoothness.hpp"

namespace ptyger::tuning {
namespace {

constexpr double well_lit = 0.3;  // least illumination of a pixel, as a share of the largest

/// A pixel of both objects.
struct Pair {
  std::size_t a = 0;  ///< place in the object of a
  std::size_t b = 0;  ///< place in the object of b
  double row = 0;     ///< from the middle of a
  double col = 0;     ///< from the middle of a
};

/// The pixels that are well lit in both and have neighbours to the right and below.
std::vector<Pair> common_pixels(Result const& a, Result const& b) {
  auto const least = [](Result const& of) {
    return of.illumination.empty() ? 0 : well_lit * *std::max_element(of.illumination.begin(), of.illumination.end());
  };
  double const least_a = least(a);
  double const least_b = least(b);
  auto const down = static_cast<std::size_t>(std::lround(a.origin_row - b.origin_row));
  auto const right = static_cast<std::size_t>(std::lround(a.origin_col - b.origin_col));
  std::vector<Pair> pairs;
  for (std::size_t row = 0; row + 1 < a.object.rows; ++row)
    for (std::size_t col = 0; col + 1 < a.object.cols; ++col) {
      // A place outside of b, also a negative one, is a number beyond its size.
      if (row + down >= b.object.rows - 1 || col + right >= b.object.cols - 1) continue;
      Pair const pair{row * a.object.cols + col, (row + down) * b.object.cols + col + right,
                      static_cast<double>(row) - static_cast<double>(a.object.rows) / 2,
                      static_cast<double>(col) - static_cast<double>(a.object.cols) / 2};
      if (a.illumination[pair.a] >= least_a && b.illumination[pair.b] >= least_b) pairs.push_back(pair);
    }
  return pairs;
}

/// Coefficients (1, row, col) of the plane that fits the phase difference best, radians.
std::array<double, 3> phase_plane(Result const& a, Result const& b, std::vector<Pair> const& pairs) {
  std::array<std::array<double, 4>, 3> m{};  // normal equations, with their right side
  for (auto const& pair : pairs) {
    auto const product = a.object.values[pair.a] * std::conj(b.object.values[pair.b]);
    double const weight = std::abs(product);
    std::array<double, 4> const terms{1, pair.row, pair.col, std::arg(product)};
    for (std::size_t i = 0; i < 3; ++i)
      for (std::size_t k = 0; k < 4; ++k) m[i][k] += weight * terms[i] * terms[k];
  }
  for (std::size_t i = 0; i < 3; ++i)
    for (std::size_t j = 0; j < 3; ++j) {
      if (j == i || !(m[i][i] > 0)) continue;
      double const factor = m[j][i] / m[i][i];
      for (std::size_t k = i; k < 4; ++k) m[j][k] -= factor * m[i][k];
    }
  std::array<double, 3> plane{};
  for (std::size_t i = 0; i < 3; ++i)
    if (m[i][i] > 0) plane[i] = m[i][3] / m[i][i];
  return plane;
}

}  // namespace

double object_difference(Result const& a, Result const& b) {
  auto const pairs = common_pixels(a, b);
  auto const plane = phase_plane(a, b, pairs);
  double cross = 0;
  double power_a = 0;
  double power_b = 0;
  for (auto const& pair : pairs) {
    auto const of_a = a.object.values[pair.a];
    auto const of_b = b.object.values[pair.b] * std::polar(1.0, plane[0] + plane[1] * pair.row + plane[2] * pair.col);
    cross += (std::conj(of_b) * of_a).real();
    power_a += std::norm(of_a);
    power_b += std::norm(of_b);
  }
  // The least of |a - s b|^2 over real factors s is |a|^2 - <a, b>^2 / |b|^2.
  return power_a > 0 && power_b > 0 ? std::sqrt(std::max(0.0, 1 - cross * cross / (power_a * power_b))) : 0;
}

double common_roughness(Result const& a, Result const& b, double threshold) {
  auto const pairs = common_pixels(a, b);
  double const inverse = update::inverse_square(threshold);
  auto const turn = std::polar(1.0, -phase_plane(a, b, pairs)[0]);
  double sum = 0;
  for (auto const& pair : pairs)
    for (auto const& [to_a, to_b] : {std::pair(std::size_t{1}, std::size_t{1}), {a.object.cols, b.object.cols}}) {
      auto const u = a.object.values[pair.a + to_a] - a.object.values[pair.a];
      auto const v = b.object.values[pair.b + to_b] - b.object.values[pair.b];
      double const square = (turn * u * std::conj(v)).real();
      sum += 2 * square / (1 + update::edge_factor(std::abs(square), inverse));
    }
  return pairs.empty() ? 0 : sum / static_cast<double>(pairs.size());
}

}  // namespace ptyger::tuning
