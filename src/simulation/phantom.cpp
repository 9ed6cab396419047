#include "simulation/phantom.hpp"

#include <cmath>
#include <numbers>

#include "simulation/matter.hpp"

namespace ptyger::simulation {
namespace {

using std::numbers::pi;

// Places of the features: the star in the centre, and in each corner of the field a square whose side is side() pixels.
struct Layout {
  Field field;
  double half;  // half of the shorter side, pixels
  double side() const { return 0.45 * half; }
  // Upper left corner of one of the four squares.
  Point corner(bool lower, bool right) const {
    // Edges of the square, in units of `half` from the centre.
    double const low = -0.97;
    double const high = 0.97 - 0.45;
    return {field.centre.row + (lower ? field.half_rows - (1 - high) * half : -field.half_rows + (1 + low) * half),
            field.centre.col + (right ? field.half_cols - (1 - high) * half : -field.half_cols + (1 + low) * half)};
  }
};

// radius: of the star, in units of half of the shorter side.
Star make_star(Layout const& layout, double radius) {
  Star star;
  star.centre = layout.field.centre;
  star.outer_radius = radius * layout.half;
  int const fitting_spokes = static_cast<int>(2 * pi * 0.22 * star.outer_radius / smallest_period);
  star.spokes = std::clamp(fitting_spokes, 8, 72);
  star.inner_radius = star.spokes * smallest_period / (2 * pi);
  return star;
}

// phase: phase shift of the metal, radians.
void add_star(Matter& metal, Star const& star, double phase) {
  auto const shape = [&](double row, double col) {
    double const y = row - star.centre.row;
    double const x = col - star.centre.col;
    double const radius = std::hypot(y, x);
    if (radius > star.outer_radius || radius < star.inner_radius) return 0.0;
    for (double const gap : {0.5, 0.75})  // rings without metal
      if (std::abs(radius / star.outer_radius - gap) < 0.02) return 0.0;
    double const spoke = (std::atan2(-y, x) / (2 * pi) + 1) * star.spokes;
    bool const missing = std::fmod(spoke, star.spokes) < 1;
    return spoke - std::floor(spoke) < 0.5 && !missing ? phase : 0.0;
  };
  metal.add(star.centre.row - star.outer_radius, star.centre.col - star.outer_radius,
            star.centre.row + star.outer_radius, star.centre.col + star.outer_radius, shape);
}

// Groups of bars side by side in a square, from the smallest period to the largest that fits.
std::vector<LineGroup> make_lines(Point corner, double side, bool horizontal) {
  std::vector<LineGroup> groups;
  double along = 0;
  for (double const factor : {1.0, 4.0 / 3, 2.0, 8.0 / 3, 4.0, 16.0 / 3, 8.0}) {
    double const period = factor * smallest_period;
    if (along + 2.5 * period > side) break;
    Point const start{corner.row + (horizontal ? along : 0), corner.col + (horizontal ? 0 : along)};
    groups.push_back({start, period, 0.8 * side, horizontal});
    along += 2.5 * period + 4;
  }
  return groups;
}

void add_lines(Matter& metal, LineGroup const& group, double phase) {
  double const across = 2.5 * group.period;
  auto const shape = [&](double row, double col) {
    double const u = group.horizontal ? row - group.corner.row : col - group.corner.col;
    double const v = group.horizontal ? col - group.corner.col : row - group.corner.row;
    bool const inside = u >= 0 && u < across && v >= 0 && v < group.length;
    return inside && std::fmod(u, group.period) < group.period / 2 ? phase : 0.0;
  };
  metal.add(group.corner.row, group.corner.col, group.corner.row + (group.horizontal ? across : group.length),
            group.corner.col + (group.horizontal ? group.length : across), shape);
}

// Ellipsoid with half axes in pixels, turned by an angle in radians; `phase` is the phase shift of its largest
// thickness.
void add_ellipsoid(Matter& matter, Point centre, double long_axis, double short_axis, double angle, double phase) {
  auto const shape = [&](double row, double col) {
    double const y = row - centre.row;
    double const x = col - centre.col;
    double const u = (x * std::cos(angle) + y * std::sin(angle)) / long_axis;
    double const v = (y * std::cos(angle) - x * std::sin(angle)) / short_axis;
    return phase * std::sqrt(std::max(0.0, 1 - u * u - v * v));
  };
  matter.add(centre.row - long_axis, centre.col - long_axis, centre.row + long_axis, centre.col + long_axis, shape);
}

void add_cell(Matter& organic, Point corner, double side, double phase, Random& random) {
  Point const centre{corner.row + side / 2, corner.col + side / 2};
  add_ellipsoid(organic, centre, 0.55 * side, 0.4 * side, 0.6, 0.7 * phase);
  add_ellipsoid(organic, {centre.row + 0.05 * side, centre.col + 0.1 * side}, 0.2 * side, 0.15 * side, -0.3,
                0.5 * phase);
  for (int granule = 0; granule < 14; ++granule) {
    double const angle = random.uniform(0, 2 * pi);
    double const distance = 0.33 * side * std::sqrt(random.uniform());
    double const radius = side * random.uniform(0.02, 0.05);
    add_ellipsoid(organic, {centre.row + distance * std::sin(angle), centre.col + distance * std::cos(angle)}, radius,
                  radius, 0, 4 * phase * radius / side);
  }
}

// Spheres at random places around the middle of a square. Their phase shift is proportional to their radius; `largest`
// is the largest radius / side, `phase` the phase shift of a sphere of this radius.
void add_cluster(Matter& matter, Point corner, double side, int number, double largest, double phase, Random& random) {
  for (int i = 0; i < number; ++i) {
    double const angle = random.uniform(0, 2 * pi);
    double const distance = 0.5 * side * std::sqrt(random.uniform());
    double const fraction = random.uniform(0.35, 1);
    double const radius = fraction * largest * side;
    add_ellipsoid(
        matter,
        {corner.row + side / 2 + distance * std::sin(angle), corner.col + side / 2 + distance * std::cos(angle)},
        radius, radius, 0, fraction * phase);
  }
}

// Film whose thickness grows along one diagonal, with slow waves; never negative.
void add_film(Matter& organic, Layout const& layout, double phase) {
  auto const shape = [&](double row, double col) {
    double const y = (row - layout.field.centre.row) / layout.half;
    double const x = (col - layout.field.centre.col) / layout.half;
    double const slope = 0.5 + 0.5 * std::tanh(0.8 * x + 0.5 * y);
    return phase * (0.1 + 0.6 * slope + 0.15 * (1 + std::sin(2.1 * x - 1.3 * y + 0.7) * std::cos(1.7 * y + 0.4 * x)));
  };
  organic.add_smooth(shape);
}

// Rectangles at random places, each with its own thickness; they may overlap.
void add_tiles(Matter& metal, Layout const& layout, double phase, Random& random) {
  constexpr int number = 30;
  for (int tile = 0; tile < number; ++tile) {
    double const height = layout.half * random.uniform(0.15, 0.5);
    double const width = layout.half * random.uniform(0.15, 0.5);
    double const top = layout.field.centre.row + layout.field.half_rows * random.uniform(-1, 1) - height / 2;
    double const left = layout.field.centre.col + layout.field.half_cols * random.uniform(-1, 1) - width / 2;
    double const thickness = phase / 3 * random.uniform(0.2, 1);
    metal.add(top, left, top + height, left + width, [&](double row, double col) {
      bool const inside = row >= top && row < top + height && col >= left && col < left + width;
      return inside ? thickness : 0.0;
    });
  }
}

// The features of all samples, in places that do not overlap.
void add_mixture(Phantom& phantom, Matter& metal, Matter& organic, Layout const& layout, double phase, Random& random) {
  double const side = layout.side();
  phantom.star = make_star(layout, 0.6);
  phantom.lines = make_lines(layout.corner(false, false), side, false);
  for (auto const& group : make_lines(layout.corner(true, true), side, true)) phantom.lines.push_back(group);
  add_star(metal, *phantom.star, phase);
  for (auto const& group : phantom.lines) add_lines(metal, group, phase);
  add_cell(organic, layout.corner(true, false), side, phase, random);
  add_cluster(organic, layout.corner(false, true), side, 24, 0.16, 0.6 * phase, random);
  add_cluster(metal, layout.corner(false, true), side, 10, 0.05, 0.8 * phase, random);
  add_film(organic, layout, 0.5 * phase);
}

// Upper left corner of the square around the field.
Point square_corner(Layout const& layout) {
  return {layout.field.centre.row - layout.half, layout.field.centre.col - layout.half};
}

// Four cells side by side.
void add_cells(Matter& organic, Layout const& layout, double phase, Random& random) {
  auto const first = square_corner(layout);
  for (int row = 0; row < 2; ++row)
    for (int col = 0; col < 2; ++col)
      add_cell(organic, {first.row + row * layout.half, first.col + col * layout.half}, layout.half, phase, random);
}

}  // namespace

Phantom make_phantom(std::size_t rows, std::size_t cols, Field const& field, Sample sample, double phase_shift_rad,
                     Random& random) {
  Layout const layout{field, std::min(field.half_rows, field.half_cols)};
  Matter metal(rows, cols);
  Matter organic(rows, cols);
  Phantom phantom{{rows, cols, {}}, {}, {}};
  switch (sample) {
    case Sample::mixed:
      add_mixture(phantom, metal, organic, layout, phase_shift_rad, random);
      break;
    case Sample::star:
      phantom.star = make_star(layout, 0.95);
      add_star(metal, *phantom.star, phase_shift_rad);
      break;
    case Sample::cells:
      add_cells(organic, layout, phase_shift_rad, random);
      add_film(organic, layout, 0.5 * phase_shift_rad);
      break;
    case Sample::particles:
      add_cluster(organic, square_corner(layout), 2 * layout.half, 60, 0.08, 0.6 * phase_shift_rad, random);
      add_cluster(metal, square_corner(layout), 2 * layout.half, 20, 0.02, phase_shift_rad, random);
      add_film(organic, layout, 0.3 * phase_shift_rad);
      break;
    case Sample::tiles:
      add_tiles(metal, layout, phase_shift_rad, random);
      break;
  }

  phantom.object.values.reserve(rows * cols);
  for (std::size_t i = 0; i < rows * cols; ++i)
    phantom.object.values.push_back(std::exp(-(std::complex<double>(metal_absorption, 1) * metal[i] +
                                               std::complex<double>(organic_absorption, 1) * organic[i])));
  return phantom;
}

}  // namespace ptyger::simulation
