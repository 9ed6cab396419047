#include "perf/scaling_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace ptyger::perf {
namespace {

using Json = nlohmann::ordered_json;

constexpr write::Colour blue{20, 90, 170};
constexpr write::Colour orange{204, 102, 0};
constexpr write::Colour grey{120, 120, 120};

/// Number of devices, or of ranks, of each point.
std::vector<double> counts(std::vector<DevicePoint> const& points) {
  std::vector<double> result;
  for (auto const& point : points) result.push_back(point.devices);
  return result;
}

std::vector<double> counts(std::vector<RankPoint> const& points) {
  std::vector<double> result;
  for (auto const& point : points) result.push_back(point.ranks);
  return result;
}

/// Name of an axis, with the number from which on there are more devices than cores or GPUs.
template <class Point>
std::string axis(std::string const& unit, std::vector<Point> const& points) {
  auto const first =
      std::find_if(points.begin(), points.end(), [](Point const& point) { return point.oversubscribed; });
  if (first == points.end()) return unit;
  return fmt::format("{} (from {:g} on more than cores or GPUs)", unit,
                     counts(points)[static_cast<std::size_t>(first - points.begin())]);
}

Json in_json(std::vector<RankPoint> const& points) {
  auto json = Json::array();
  auto const speed_ups = speed_up(points);
  for (std::size_t i = 0; i < points.size(); ++i) {
    auto const& point = points[i];
    json.push_back({{"ranks", point.ranks},
                    {"projections", point.projections},
                    {"seconds", point.seconds},
                    {"wall_seconds", point.wall_seconds},
                    {"solving_seconds_a_projection", point.solving_seconds},
                    {"projections_of_a_rank", {point.fewest_per_rank, point.most_per_rank}},
                    {"projections_a_second", point.projections_per_second()},
                    {"speed_up", speed_ups[i]},
                    {"efficiency", speed_ups[i] / point.ranks},
                    {"devices_at_work_on_a_node", point.devices_on_node},
                    {"oversubscribed", point.oversubscribed},
                    {"nrmse", point.nrmse},
                    {"command", point.command}});
  }
  return json;
}

Json in_json(std::vector<DevicePoint> const& points) {
  auto json = Json::array();
  auto const epochs = speed_up(points, &DevicePoint::epoch_seconds);
  auto const iterations = speed_up(points, &DevicePoint::iteration_seconds);
  for (std::size_t i = 0; i < points.size(); ++i) {
    auto const& point = points[i];
    auto const part = [&](double seconds, double speed_up_of_part) {
      return Json{
          {"seconds", seconds}, {"speed_up", speed_up_of_part}, {"efficiency", speed_up_of_part / point.devices}};
    };
    json.push_back({{"devices", point.devices},
                    {"start_epoch", part(point.epoch_seconds, epochs[i])},
                    {"iteration", part(point.iteration_seconds, iterations[i])},
                    {"oversubscribed", point.oversubscribed},
                    {"nrmse", point.nrmse}});
  }
  return json;
}

void print(char const* title, std::vector<RankPoint> const& points) {
  if (points.empty()) return;
  fmt::print("\n{}\n{:>7} {:>12} {:>10} {:>10} {:>11} {:>9} {:>11}\n", title, "ranks", "projections", "seconds",
             "speed-up", "efficiency", "of a rank", "NRMSE");
  auto const speed_ups = speed_up(points);
  for (std::size_t i = 0; i < points.size(); ++i)
    fmt::print("{:>7} {:>12} {:>10.2f} {:>10.2f} {:>11.2f} {:>9} {:>11.6f}{}\n", points[i].ranks, points[i].projections,
               points[i].seconds, speed_ups[i], speed_ups[i] / points[i].ranks,
               fmt::format("{}-{}", points[i].fewest_per_rank, points[i].most_per_rank), points[i].nrmse.front(),
               points[i].oversubscribed ? "  oversubscribed" : "");
}

void print(std::vector<DevicePoint> const& points) {
  if (points.empty()) return;
  fmt::print("\nOne scan on the devices of a node\n{:>7} {:>13} {:>9} {:>11} {:>9} {:>11}\n", "devices",
             "start epoch/s", "speed-up", "iteration/s", "speed-up", "NRMSE");
  auto const epochs = speed_up(points, &DevicePoint::epoch_seconds);
  auto const iterations = speed_up(points, &DevicePoint::iteration_seconds);
  for (std::size_t i = 0; i < points.size(); ++i)
    fmt::print("{:>7} {:>13.4f} {:>9.2f} {:>11.4f} {:>9.2f} {:>11.6f}{}\n", points[i].devices, points[i].epoch_seconds,
               epochs[i], points[i].iteration_seconds, iterations[i], points[i].nrmse,
               points[i].oversubscribed ? "  oversubscribed" : "");
}

}  // namespace

double misfit_spread(Measured const& measured) {
  std::vector<double> all;
  for (auto const& point : measured.devices) all.push_back(point.nrmse);
  for (auto const* points : {&measured.strong, &measured.weak})
    for (auto const& point : *points) all.insert(all.end(), point.nrmse.begin(), point.nrmse.end());
  if (all.empty()) return 0;
  auto const [least, most] = std::minmax_element(all.begin(), all.end());
  return (*most - *least) / *most;
}

std::vector<double> speed_up(std::vector<DevicePoint> const& points, double DevicePoint::*seconds) {
  std::vector<double> result;
  for (auto const& point : points) result.push_back(points.front().devices * points.front().*seconds / point.*seconds);
  return result;
}

std::vector<double> speed_up(std::vector<RankPoint> const& points) {
  std::vector<double> result;
  for (auto const& point : points)
    result.push_back(points.front().ranks * point.projections_per_second() / points.front().projections_per_second());
  return result;
}

Json to_json(Measured const& measured) {
  return {{"devices", in_json(measured.devices)},
          {"ranks_strong", in_json(measured.strong)},
          {"ranks_weak", in_json(measured.weak)},
          {"misfit_spread", misfit_spread(measured)}};
}

void print(Measured const& measured) {
  print(measured.devices);
  print("Campaigns, the same number of projections", measured.strong);
  print("Campaigns, the same number of projections a rank", measured.weak);
  fmt::print("\nlargest relative difference between the misfits of all runs: {:.1e}\n", misfit_spread(measured));
}

std::vector<LogPanel> panels(Measured const& measured) {
  std::vector<LogPanel> result;
  if (auto const& points = measured.devices; points.size() > 1) {
    auto const x = counts(points);
    result.push_back({"One scan on the devices of a node",
                      axis("devices", points),
                      "times as fast",
                      {{"iteration, campaign", blue, x, speed_up(points, &DevicePoint::iteration_seconds)},
                       {"start epoch", orange, x, speed_up(points, &DevicePoint::epoch_seconds)},
                       {"no loss", grey, x, x, true}}});
  }
  auto const add = [&](std::string const& title, std::vector<RankPoint> const& points) {
    if (points.size() < 2) return;
    auto const x = counts(points);
    result.push_back({title,
                      axis("ranks", points),
                      "times as many projections a second",
                      {{"campaign", blue, x, speed_up(points)}, {"no loss", grey, x, x, true}}});
  };
  auto const projections = [](int number) { return fmt::format("{} projection{}", number, number == 1 ? "" : "s"); };
  if (!measured.strong.empty()) {
    auto const& [strong, weak] = std::tie(measured.strong.front(), measured.weak.front());
    add(fmt::format("Strong scaling: {}", projections(strong.projections)), measured.strong);
    add(fmt::format("Weak scaling: {} a rank", projections(weak.projections / weak.ranks)), measured.weak);
  }
  return result;
}

}  // namespace ptyger::perf
