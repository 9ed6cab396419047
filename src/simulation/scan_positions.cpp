#include "simulation/scan_positions.hpp"

#include <cmath>
#include <numbers>

namespace ptyger::simulation {
namespace {

std::vector<Point> raster(std::size_t frames, double step) {
  auto const across = static_cast<std::size_t>(std::ceil(std::sqrt(static_cast<double>(frames))));
  std::size_t const down = (frames + across - 1) / across;
  std::vector<Point> points;
  for (std::size_t j = 0; j < frames; ++j)
    points.push_back({step * (static_cast<double>(j / across) - static_cast<double>(down - 1) / 2),
                      step * (static_cast<double>(j % across) - static_cast<double>(across - 1) / 2)});
  return points;
}

std::vector<Point> jittered(std::size_t frames, double step, double jitter, Random& random) {
  auto points = raster(frames, step);
  for (auto& point : points) {
    point.row += step * random.uniform(-jitter, jitter);
    point.col += step * random.uniform(-jitter, jitter);
  }
  return points;
}

// The first `frames` points of Fermat's spiral inside a square; fewer when the square does not hold as many.
std::vector<Point> spiral_in_square(std::size_t frames, double step, double side) {
  double const golden_angle = std::numbers::pi * (3 - std::sqrt(5.0));
  double const scale = step / std::sqrt(std::numbers::pi);
  double const corner = side / std::numbers::sqrt2;
  std::vector<Point> points;
  for (std::size_t n = 0; points.size() < frames; ++n) {
    double const radius = scale * std::sqrt(static_cast<double>(n) + 0.5);
    if (radius > corner) break;
    double const angle = golden_angle * static_cast<double>(n);
    Point const point{radius * std::sin(angle), radius * std::cos(angle)};
    if (std::abs(point.row) <= side / 2 && std::abs(point.col) <= side / 2) points.push_back(point);
  }
  return points;
}

std::vector<Point> spiral(std::size_t frames, double step) {
  double side = step * std::sqrt(static_cast<double>(frames));
  while (true) {
    auto points = spiral_in_square(frames, step, side);
    if (points.size() == frames) return points;
    side *= 1.01;
  }
}

}  // namespace

std::vector<Point> scan_positions(Options const& options, double step_px, Random& random) {
  auto points = options.pattern == Pattern::spiral   ? spiral(options.frames, step_px)
                : options.pattern == Pattern::raster ? raster(options.frames, step_px)
                                                     : jittered(options.frames, step_px, options.jitter, random);
  if (options.positions == Positions::integer)
    for (auto& point : points) point = {std::round(point.row), std::round(point.col)};
  return points;
}

}  // namespace ptyger::simulation
