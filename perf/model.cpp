/// Predicts the time of a CG iteration and of a start epoch on 1 to 64 devices, tiled and replicated, for the device
/// that takes longest: bytes of the kernels divided by the bandwidth of the memory, and bytes that devices send divided
/// by the bandwidth of the links. On a host the time per frame is measured. Prints a table or a JSON object per line;
/// draws a plot.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <Kokkos_Core.hpp>
#include <algorithm>
#include <iostream>
#include <optional>

#include "core/exit_code.hpp"
#include "partition/device_memory.hpp"
#include "perf/kernel_report.hpp"
#include "perf/predicted_scaling.hpp"
#include "perf/predicted_scaling_report.hpp"
#include "write/drawing/picture_file.hpp"

namespace ptyger::perf {
namespace {

struct Settings {
  Study study;
  std::vector<std::string> machines{"h100", "a100"};
  double link_bandwidth = 0;     ///< bytes per second and direction within a node; 0: as in the Machine
  int devices_in_node = 0;       ///< 0: as in the Machine
  bool pcie = false;             ///< devices of a node are linked by PCIe
  double efficiency = 0.8;       ///< share of the memory bandwidth that kernels reach
  std::string measurement_file;  ///< output of perf/iteration; empty: measure now
  std::string kernel_file;       ///< report of cmake/ptxas_report; when given, only its table is printed
  std::string plot_file;         ///< PNG file to write; empty: none
  bool json = false;             ///< print JSON objects and no tables
};

std::vector<Machine> machines_of(Settings const& settings) {
  std::vector<Machine> machines;
  for (auto const& name : settings.machines) {
    auto machine = machine_named(name);
    machine.efficiency = settings.efficiency;
    if (settings.pcie) machine.link_bandwidth = pcie_link;
    if (settings.devices_in_node > 0) machine.devices_in_node = settings.devices_in_node;
    if (settings.link_bandwidth > 0) machine.link_bandwidth = settings.link_bandwidth;
    if (name == "host") {
      auto const& work = settings.study.work;
      if (settings.measurement_file.empty())
        measure_host(machine, work.probe, work.modes, work.strategy);
      else
        read_measured(machine, settings.measurement_file, work.probe, work.modes, to_word(work.strategy));
    }
    machines.push_back(machine);
  }
  return machines;
}

/// Empty panels for strong and for weak scaling.
std::vector<LogPanel> panels_for(Study const& study, std::vector<Machine> const& machines) {
  int in_node = machines.front().devices_in_node;
  for (auto const& machine : machines) in_node = std::min(in_node, machine.devices_in_node);
  bool const several_nodes = study.devices.back() > in_node;
  auto const x_name = several_nodes ? fmt::format("devices (beyond {} GPUs: of several nodes)", in_node) : "devices";
  return {{fmt::format("Strong scaling: object {0} x {0}", study.size), x_name, "ms", {}},
          {fmt::format("Weak scaling: {0} x {0} on {1} devices", study.size, weak_devices), x_name, "ms", {}}};
}

void run(Settings const& settings) {
  auto const machines = machines_of(settings);
  auto const& study = settings.study;
  if (!settings.kernel_file.empty()) return print_kernels(settings.kernel_file, study.work, machines);
  auto panels = panels_for(study, machines);
  for (auto const scaling : {Scaling::strong, Scaling::weak}) {
    auto& curves = panels[static_cast<std::size_t>(scaling)].curves;
    std::vector<Curve> ideal;  // appended last, so that they come last in the legend
    for (std::size_t number = 0; number < machines.size(); ++number) {
      auto const points = predict(study, machines[number], scaling);
      if (settings.json)
        print_json(study, machines[number], scaling, points);
      else
        print(study, machines[number], scaling, points);
      add_curves(curves, machines[number], points, number);
      ideal.push_back(ideal_curve(points, number == 0 ? "no loss" : ""));
    }
    curves.insert(curves.end(), ideal.begin(), ideal.end());
  }
  if (settings.plot_file.empty()) return;
  write::write_picture(settings.plot_file,
                       draw(fmt::format("Predicted time of a CG iteration, probe {0} x {0}, {1} mode{2}",
                                        study.work.probe, study.work.modes, study.work.modes == 1 ? "" : "s"),
                            panels),
                       write::PictureFormat::png);
}

}  // namespace
}  // namespace ptyger::perf

int main(int argc, char** argv) {
  using namespace ptyger;
  CLI::App app("Predicted time of an iteration on many devices");
  perf::Settings settings;
  bool carried = false;
  bool double_precision = false;
  app.add_option("--size", settings.study.size, "Side of the object, pixels; in weak scaling on 8 devices");
  app.add_option("--probe", settings.study.work.probe, "Side of probe and detector, pixels");
  app.add_option("--modes", settings.study.work.modes, "Probe modes")->check(CLI::PositiveNumber);
  app.add_option("--step", settings.study.step, "Distance of neighbouring frames, in patches")
      ->check(CLI::PositiveNumber);
  app.add_option("--devices", settings.study.devices, "Numbers of devices, rising")->check(CLI::PositiveNumber);
  app.add_option("--machines", settings.machines, "a100, h100, host");
  app.add_option("--measured", settings.measurement_file,
                 "For host: output of perf/iteration; else it is measured now");
  app.add_flag("--carried", carried, "Far fields are carried along; else recomputed");
  app.add_flag("--double", double_precision, "Double precision");
  app.add_option("--efficiency", settings.efficiency, "Share of the memory's bandwidth that kernels reach")
      ->check(CLI::PositiveNumber);
  app.add_option("--transform-passes", settings.study.work.transform_passes,
                 "Passes of a transform over its waves: 1 or 2");
  app.add_flag("--pcie", settings.pcie, "Devices of a node are linked by PCIe, 25 GB/s a direction");
  app.add_option("--link", settings.link_bandwidth,
                 "Bandwidth between devices of a node, bytes a second and direction");
  app.add_option("--between-nodes", settings.study.links.between_nodes,
                 "Bandwidth between nodes for each device, bytes a second and direction");
  app.add_option("--devices-in-node", settings.devices_in_node, "Devices of a node");
  app.add_option("--latency", settings.study.links.latency,
                 "Seconds of an exchange between all devices, besides its bytes");
  app.add_option("--kernels", settings.kernel_file,
                 "Only a table of the kernels in a report by cmake/ptxas_report --json");
  app.add_option("--plot", settings.plot_file, "Picture of the time of an iteration, PNG");
  app.add_flag("--json", settings.json, "One JSON object a line instead of the tables");
  CLI11_PARSE(app, argc, argv);
  if (carried) settings.study.work.strategy = MemoryStrategy::carried;
  if (double_precision) settings.study.work.real_bytes = 8;
  try {
    std::optional<Kokkos::ScopeGuard> kokkos;  // needed only for measurements
    if (std::count(settings.machines.begin(), settings.machines.end(), "host") > 0)
      kokkos.emplace(Kokkos::InitializationSettings().set_num_threads(1));
    perf::run(settings);
  } catch (std::exception const& error) {
    std::cerr << "model: " << error.what() << '\n';
    return static_cast<int>(core::ExitCode::bad_input);
  }
  return 0;
}
