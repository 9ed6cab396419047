#include "perf/predicted_scaling.hpp"

#include <cmath>

namespace ptyger::perf {
namespace {

std::size_t size_for(Study const& study, Scaling scaling, int devices) {
  if (scaling == Scaling::strong) return study.size;
  return static_cast<std::size_t>(
      std::lround(static_cast<double>(study.size) * std::sqrt(static_cast<double>(devices) / weak_devices)));
}

}  // namespace

Points predict(Study const& study, Machine const& machine, Scaling scaling) {
  Points points;
  for (int const devices : study.devices) {
    auto const size = size_for(study, scaling, devices);
    Point point{size, divide(jittered_raster(size, study.work.probe, study.step), devices), {}, {}};
    for (auto const mode : both_modes) {
      auto const m = static_cast<std::size_t>(mode);
      point.iteration[m] = iteration_seconds(point.division, mode, study.work, machine, study.links);
      point.epoch[m] = epoch_seconds(point.division, mode, study.work, machine, study.links);
    }
    points.push_back(std::move(point));
  }
  return points;
}

double ideal_seconds(Points const& points, std::size_t at, Mode mode) {
  auto const frames = [](Point const& point) {
    return static_cast<double>(point.division.scan_frames) / point.division.devices();
  };
  return points.front().iteration[static_cast<std::size_t>(mode)].total() * frames(points[at]) / frames(points.front());
}

double efficiency(Points const& points, std::size_t at, Mode mode) {
  return ideal_seconds(points, at, mode) / points[at].iteration[static_cast<std::size_t>(mode)].total();
}

}  // namespace ptyger::perf
