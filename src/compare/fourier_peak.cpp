#include "compare/fourier_peak.hpp"

#include <cmath>
#include <numbers>

#include "core/signed_frequency.hpp"
#include "fft/image_transform.hpp"

namespace ptyger::compare {
namespace {

constexpr int reach = 8;                      // points of a search grid on each side of its centre
constexpr double finest_spacing = 1.0 / 512;  // spacing of the last grid, frequencies

/// Integer frequencies where the transform is largest.
Pair integer_peak(Field spectrum, Shape shape, Pair limit) {
  fft::transform_image(spectrum, shape.rows, shape.cols, fft::Transform::forward);
  Pair best;
  double largest = -1;
  for (std::size_t row = 0; row < shape.rows; ++row)
    for (std::size_t col = 0; col < shape.cols; ++col) {
      Pair const q{core::signed_frequency(row, shape.rows), core::signed_frequency(col, shape.cols)};
      double const power = std::norm(spectrum[row * shape.cols + col]);
      if (power <= largest || std::abs(q.row) > limit.row || std::abs(q.col) > limit.col) continue;
      largest = power;
      best = q;
    }
  return best;
}

/// |F|, as in fourier_peak(), at (2 reach + 1)^2 frequencies `spacing` apart around `middle`, [row][col].
std::vector<double> grid_around(Field const& field, Shape shape, Pair middle, double spacing) {
  constexpr int points = 2 * reach + 1;
  constexpr double minus_two_pi = -2 * std::numbers::pi;
  Field waves(shape.cols * points);  // [col][point]
  for (std::size_t col = 0; col < shape.cols; ++col)
    for (int i = 0; i < points; ++i)
      waves[col * points + static_cast<std::size_t>(i)] =
          std::polar(1.0, minus_two_pi * (middle.col + (i - reach) * spacing) * static_cast<double>(col) /
                              static_cast<double>(shape.cols));
  Field sums(points * points);
  Field line(points);  // sums along one row
  for (std::size_t row = 0; row < shape.rows; ++row) {
    line.assign(points, 0.0);
    for (std::size_t col = 0; col < shape.cols; ++col)
      for (std::size_t i = 0; i < points; ++i) line[i] += field[row * shape.cols + col] * waves[col * points + i];
    for (int j = 0; j < points; ++j) {
      auto const wave = std::polar(1.0, minus_two_pi * (middle.row + (j - reach) * spacing) * static_cast<double>(row) /
                                            static_cast<double>(shape.rows));
      for (std::size_t i = 0; i < points; ++i) sums[static_cast<std::size_t>(j) * points + i] += wave * line[i];
    }
  }
  std::vector<double> moduli;
  for (auto const& sum : sums) moduli.push_back(std::abs(sum));
  return moduli;
}

/// Maximum of the parabola through three points, in spacings from the middle point.
double parabola_top(double before, double middle, double after) {
  double const curvature = before - 2 * middle + after;
  return curvature < 0 ? 0.5 * (before - after) / curvature : 0;
}

/// The maximum on a grid, refined by parabolas where the largest point has neighbours on both sides.
Pair best_of_grid(std::vector<double> const& moduli, Pair middle, double spacing) {
  constexpr int points = 2 * reach + 1;
  auto const at = [&](int j, int i) { return moduli[static_cast<std::size_t>(j * points + i)]; };
  int row = reach;
  int col = reach;
  for (int j = 0; j < points; ++j)
    for (int i = 0; i < points; ++i)
      if (at(j, i) > at(row, col)) {
        row = j;
        col = i;
      }
  Pair top{static_cast<double>(row - reach), static_cast<double>(col - reach)};
  if (row > 0 && row + 1 < points) top.row += parabola_top(at(row - 1, col), at(row, col), at(row + 1, col));
  if (col > 0 && col + 1 < points) top.col += parabola_top(at(row, col - 1), at(row, col), at(row, col + 1));
  return {middle.row + top.row * spacing, middle.col + top.col * spacing};
}

}  // namespace

Pair fourier_peak(Field const& field, Shape shape, Pair limit) {
  Pair peak = integer_peak(field, shape, limit);
  for (double spacing = 1.0 / reach; spacing >= finest_spacing; spacing /= reach)
    peak = best_of_grid(grid_around(field, shape, peak, spacing), peak, spacing);
  return peak;
}

Field centred(Field const& spectrum, Shape shape) {
  Field result(spectrum.size());
  for (std::size_t row = 0; row < shape.rows; ++row)
    for (std::size_t col = 0; col < shape.cols; ++col)
      result[(row + shape.rows / 2) % shape.rows * shape.cols + (col + shape.cols / 2) % shape.cols] =
          spectrum[row * shape.cols + col];
  return result;
}

Field shifted(Field field, Shape shape, Pair shift) {
  fft::transform_image(field, shape.rows, shape.cols, fft::Transform::forward);
  // Phase per unit of frequency, radians.
  double const phase_row = 2 * std::numbers::pi * shift.row / static_cast<double>(shape.rows);
  double const phase_col = 2 * std::numbers::pi * shift.col / static_cast<double>(shape.cols);
  for (std::size_t row = 0; row < shape.rows; ++row)
    for (std::size_t col = 0; col < shape.cols; ++col)
      field[row * shape.cols + col] *= std::polar(1.0, phase_row * core::signed_frequency(row, shape.rows) +
                                                           phase_col * core::signed_frequency(col, shape.cols));
  fft::transform_image(field, shape.rows, shape.cols, fft::Transform::inverse);
  return field;
}

void add_ramp(Field& field, Shape shape, Pair ramp) {
  for (std::size_t row = 0; row < shape.rows; ++row)
    for (std::size_t col = 0; col < shape.cols; ++col)
      field[row * shape.cols + col] *=
          std::polar(1.0, ramp.row * (static_cast<double>(row) - static_cast<double>(shape.rows) / 2) +
                              ramp.col * (static_cast<double>(col) - static_cast<double>(shape.cols) / 2));
}

}  // namespace ptyger::compare
