#include "perf/predicted_scaling_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iostream>
#include <nlohmann/json.hpp>

#include "partition/device_memory.hpp"

namespace ptyger::perf {
namespace {

std::string assumptions(Study const& study, Machine const& machine) {
  auto const speed = machine.iteration_seconds > 0
                         ? fmt::format("measured {:.3g} ms a frame and iteration, {:.3g} ms a frame and epoch",
                                       1e3 * machine.iteration_seconds, 1e3 * machine.epoch_seconds)
                         : fmt::format("{} passes a transform, {:g} of {:.3g} instructions a second",
                                       study.work.transform_passes, machine.issue_efficiency, machine.instructions);
  return fmt::format(
      "assumed: {:g} of {:g} GB/s of memory; {};\nlinks {:g} GB/s a direction, and {:g} for every device of more than "
      "{}; {:g} microseconds an exchange; nothing overlaps.\nShare: time without loss divided by the predicted time",
      machine.efficiency, machine.bandwidth / 1e9, speed, machine.link_bandwidth / 1e9, study.links.between_nodes / 1e9,
      machine.devices_in_node, study.links.latency * 1e6);
}

nlohmann::json in_json(Seconds const& s) {
  return {{"frames", s.frames},
          {"illumination", s.illumination},
          {"object", s.object},
          {"links", s.links},
          {"total", s.total()}};
}

}  // namespace

void print(Study const& study, Machine const& machine, Scaling scaling, Points const& points) {
  fmt::print("\n{}, {} scaling: probe {}, {} mode{}, {}\n{}\n\n", machine.name,
             scaling == Scaling::strong ? "strong" : "weak", study.work.probe, study.work.modes,
             study.work.modes == 1 ? "" : "s", to_word(study.work.strategy), assumptions(study, machine));
  fmt::print("{:30}{:^50}{:^50}{:>18}\n", "", "CG iteration, tiled, ms", "CG iteration, replicated, ms",
             "start epoch, ms");
  fmt::print("{:>4}{:>7}{:>9}{:>9} ", "G", "object", "frames", "balance");
  for (int i = 0; i < 2; ++i)
    fmt::print("{:>9}{:>8}{:>8}{:>8}{:>9}{:>8}", "frames", "illum.", "object", "links", "total", "share");
  fmt::print("{:>8}{:>11}\n", "tiled", "replicated");
  for (std::size_t i = 0; i < points.size(); ++i) {
    auto const& point = points[i];
    fmt::print("{:>4}{:>7}{:>9}{:>9.4f} ", point.division.devices(), point.size, point.division.scan_frames,
               point.division.balance.frames);
    for (auto const mode : both_modes) {
      auto const& s = point.iteration[static_cast<std::size_t>(mode)];
      fmt::print("{:>9.2f}{:>8.2f}{:>8.2f}{:>8.2f}{:>9.2f}{:>7.0f}%", 1e3 * s.frames, 1e3 * s.illumination,
                 1e3 * s.object, 1e3 * s.links, 1e3 * s.total(), 100 * efficiency(points, i, mode));
    }
    fmt::print("{:>8.1f}{:>11.1f}\n", 1e3 * point.epoch[0].total(), 1e3 * point.epoch[1].total());
  }
}

void print_json(Study const& study, Machine const& machine, Scaling scaling, Points const& points) {
  for (std::size_t i = 0; i < points.size(); ++i) {
    auto const& point = points[i];
    nlohmann::json out{
        {"machine", machine.name},
        {"assumed",
         {{"memory_bytes_per_second", machine.bandwidth},
          {"efficiency", machine.efficiency},
          {"instructions_per_second", machine.instructions},
          {"issue_efficiency", machine.issue_efficiency},
          {"link_bytes_per_second", machine.link_bandwidth},
          {"between_nodes_bytes_per_second", study.links.between_nodes},
          {"devices_in_node", machine.devices_in_node},
          {"latency_seconds", study.links.latency},
          {"transform_passes", study.work.transform_passes}}},
        {"measured_seconds_a_frame", {{"iteration", machine.iteration_seconds}, {"epoch", machine.epoch_seconds}}},
        {"scaling", scaling == Scaling::strong ? "strong" : "weak"},
        {"strategy", to_word(study.work.strategy)},
        {"probe", study.work.probe},
        {"modes", study.work.modes},
        {"object", point.size},
        {"frames", point.division.scan_frames},
        {"devices", point.division.devices()},
        {"frames_over_mean", point.division.balance.frames}};
    for (auto const mode : both_modes) {
      auto const m = static_cast<std::size_t>(mode);
      out[name_of(mode)] = {{"iteration_seconds", in_json(point.iteration[m])},
                            {"epoch_seconds", in_json(point.epoch[m])},
                            {"efficiency", efficiency(points, i, mode)}};
    }
    std::cout << out.dump() << std::endl;
  }
}

void add_curves(std::vector<Curve>& curves, Machine const& machine, Points const& points, std::size_t colour_pair) {
  constexpr std::array<std::array<write::Colour, 2>, 3> colours{
      {{{{20, 90, 170}, {204, 102, 0}}}, {{{130, 180, 230}, {245, 180, 110}}}, {{{60, 140, 90}, {150, 60, 140}}}}};
  for (auto const mode : both_modes) {
    auto const m = static_cast<std::size_t>(mode);
    Curve curve{machine.name + " " + name_of(mode), colours[std::min<std::size_t>(colour_pair, 2)][m], {}, {}};
    for (auto const& point : points) {
      curve.x.push_back(point.division.devices());
      curve.y.push_back(1e3 * point.iteration[m].total());
    }
    curves.push_back(curve);
  }
}

Curve ideal_curve(Points const& points, std::string const& name) {
  Curve curve{name, {120, 120, 120}, {}, {}, true};
  for (std::size_t i = 0; i < points.size(); ++i) {
    curve.x.push_back(points[i].division.devices());
    curve.y.push_back(1e3 * ideal_seconds(points, i, Mode::tiled));
  }
  return curve;
}

}  // namespace ptyger::perf
