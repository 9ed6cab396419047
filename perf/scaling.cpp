/// Measures the speed-up by more devices and more ranks: a scan on 1, 2, 4, ... devices of this node, then campaigns of
/// equal projections on 1, 2, 4, ... ranks, started by mpirun or, inside a Slurm job, by srun with a rank on each node.
/// Prints tables; writes JSON and a plot. Exit code 3: a run failed, or misfits differ.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <Kokkos_Core.hpp>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <limits>

#include "app/devices_report.hpp"
#include "app/run_environment.hpp"
#include "core/exit_code.hpp"
#include "core/host.hpp"
#include "perf/scaling_report.hpp"
#include "ptyger/error.hpp"
#include "write/drawing/picture_file.hpp"

namespace ptyger::perf {
namespace {

namespace fs = std::filesystem;

// Largest relative difference of misfits. In single precision the order of sums changes the last iterations.
constexpr double same_misfit = 1e-3;

struct Settings {
  ScanWork work;
  std::vector<int> devices;  ///< numbers of devices to measure
  std::vector<int> ranks;    ///< numbers of ranks to measure
  int projections = 8;       ///< projections of a campaign in strong scaling
  int rounds = 3;            ///< repetitions of the runs on devices
  int rank_devices = 0;      ///< devices of a rank; 0: all devices of the node if each rank has its own node, else 1
  fs::path ptyger;           ///< the program
  std::string launch;        ///< command that starts ranks; empty: usual_launch()
  std::string output = "scaling.json";
  std::string command_line;  ///< of this program, for the report
};

/// 1, 2, 4, ... up to a number, and that number.
std::vector<int> doubling(int last) {
  std::vector<int> numbers;
  for (int number = 1; number < last; number *= 2) numbers.push_back(number);
  numbers.push_back(last);
  return numbers;
}

/// Number in a variable of the environment; `otherwise` when the variable is not set.
int environment_number(char const* variable, int otherwise) {
  char const* const text = std::getenv(variable);
  return text == nullptr ? otherwise : std::atoi(text);
}

/// Load average of the last minute; measurements on a loaded machine are not reliable.
double load_average() {
  double average = 0;
  return getloadavg(&average, 1) == 1 ? average : std::numeric_limits<double>::quiet_NaN();
}

nlohmann::ordered_json machine_json(device::Topology const& devices) {
  auto const host = device::host_topology();
  auto json = nlohmann::ordered_json::parse(app::devices_json(devices, host));
  json["host"]["name"] = core::host_name();
  json["host"]["processor"] = host.devices.front().name;
  json["host"]["load_before"] = load_average();
  json["nodes"] = environment_number("SLURM_NNODES", 1);
  return json;
}

/// available: number of devices of this node.
Launch launch_of(Settings const& settings, int available) {
  auto launch = usual_launch(settings.ptyger);
  if (!settings.launch.empty()) launch.command = settings.launch;
  launch.available = available;
  launch.devices = settings.rank_devices > 0 ? settings.rank_devices : launch.rank_per_node ? available : 1;
  return launch;
}

fs::path simulate(Settings const& settings, fs::path const& folder) {
  auto const scan = folder / "scan.cxi";
  run_command(fmt::format("'{}' simulate -o '{}' --frames {} --detector {} --write-probe", settings.ptyger.string(),
                          scan.string(), settings.work.frames, settings.work.detector),
              folder / "simulate.log");
  return scan;
}

Measured measure(Settings const& settings, Launch const& launch, fs::path const& folder) {
  auto const scan = simulate(settings, folder);
  Measured measured;
  {
    Kokkos::ScopeGuard const kokkos(Kokkos::InitializationSettings().set_num_threads(1).set_disable_warnings(true));
    measured.devices = measure_devices(scan, settings.work, settings.devices, launch.available, settings.rounds);
  }
  auto const projections_per_rank = std::max(1, settings.projections / settings.ranks.back());
  for (int const ranks : settings.ranks) {
    measured.strong.push_back(run_campaign(launch, scan, settings.work, ranks, settings.projections,
                                           folder / fmt::format("strong_{}", ranks)));
    measured.weak.push_back(run_campaign(launch, scan, settings.work, ranks, ranks * projections_per_rank,
                                         folder / fmt::format("weak_{}", ranks)));
  }
  return measured;
}

/// Circumstances of the measurement, without its results.
nlohmann::ordered_json report(Settings const& settings, Launch const& launch, device::Topology const& devices) {
  auto const versions = app::versions();
  return {{"date", core::time_stamp()},
          {"command", settings.command_line},
          {"version", versions.at("ptyger")},
          {"compiler", versions.at("compiler")},
          {"Kokkos", versions.at("Kokkos")},
          {"machine", machine_json(devices)},
          {"work",
           {{"frames", settings.work.frames},
            {"detector", settings.work.detector},
            {"start_epochs", settings.work.epochs},
            {"iterations", settings.work.iterations},
            {"rounds", settings.rounds}}},
          {"ranks_share_a_node", !launch.rank_per_node},
          {"devices_of_a_rank", launch.devices}};
}

core::ExitCode run(Settings settings) {
  auto const gpus = device::usable_gpus();
  device::require_usable_gpu(gpus);
  auto const devices = gpus.built_in ? device::gpu_topology() : device::host_topology();
  auto const launch = launch_of(settings, device::automatic_devices(devices));
  if (settings.devices.empty()) settings.devices = doubling(launch.available);
  if (settings.ranks.empty()) settings.ranks = doubling(environment_number("SLURM_NNODES", launch.available));
  auto const output = fs::absolute(settings.output);
  auto const folder = fs::path(output).replace_extension("runs");
  if (!fs::create_directories(folder)) throw InputError(folder.string() + " exists; remove it");
  auto json = report(settings, launch, devices);
  auto const measured = measure(settings, launch, folder);
  fs::remove_all(folder);
  json.update(to_json(measured));
  std::ofstream(output) << json.dump(2) << '\n';
  print(measured);
  if (auto const speed_up_panels = panels(measured); !speed_up_panels.empty())
    write::write_picture(
        fs::path(output).replace_extension("png"),
        draw(fmt::format("Measured on {}: {}, {} cores", core::host_name(),
                         device::host_topology().devices.front().name, device::host_topology().devices.size()),
             speed_up_panels),
        write::PictureFormat::png);
  return misfit_spread(measured) <= same_misfit ? core::ExitCode::ok : core::ExitCode::failed;
}

}  // namespace
}  // namespace ptyger::perf

int main(int argc, char** argv) {
  using namespace ptyger;
  perf::Settings settings;
  settings.ptyger = std::filesystem::read_symlink("/proc/self/exe").parent_path().parent_path() / "ptyger";
  for (int i = 0; i < argc; ++i) settings.command_line += (i == 0 ? "" : " ") + std::string(argv[i]);
  CLI::App app("Measured scaling over devices and ranks");
  app.add_option("--devices", settings.devices, "Numbers of devices, rising; without it 1, 2, 4, ... all of this node")
      ->check(CLI::PositiveNumber);
  app.add_option("--ranks", settings.ranks,
                 "Numbers of ranks, rising; without it up to the nodes of the job, or the devices of this node")
      ->check(CLI::PositiveNumber);
  app.add_option("--rank-devices", settings.rank_devices,
                 "Devices of a rank; without it all of its node in a Slurm job, else 1");
  app.add_option("--projections", settings.projections,
                 "Projections of a campaign in strong scaling; in weak scaling on the largest number of ranks")
      ->check(CLI::PositiveNumber);
  app.add_option("--frames", settings.work.frames, "Frames of a projection");
  app.add_option("--detector", settings.work.detector, "Side of a frame, pixels");
  app.add_option("--epochs", settings.work.epochs, "Start epochs")->check(CLI::Range(2, 1000));
  app.add_option("--iterations", settings.work.iterations, "CG iterations")->check(CLI::Range(2, 100000));
  app.add_option("--rounds", settings.rounds, "Repetitions on the devices of a node")->check(CLI::PositiveNumber);
  app.add_option("--launch", settings.launch, "Command before the program, {} for the number of ranks");
  app.add_option("--ptyger", settings.ptyger, "The program");
  app.add_option("--output", settings.output, "JSON file; the plot is written beside it");
  CLI11_PARSE(app, argc, argv);
  try {
    return static_cast<int>(perf::run(settings));
  } catch (InputError const& error) {
    std::cerr << "scaling: " << error.what() << '\n';
    return static_cast<int>(core::ExitCode::bad_input);
  } catch (std::exception const& error) {
    std::cerr << "scaling: " << error.what() << '\n';
    return static_cast<int>(core::ExitCode::failed);
  }
}
