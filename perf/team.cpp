/// Measures the loss of two host devices by working together: the time of an epoch and of an iteration on two devices,
/// divided by the time of two separate processes that run at the same time, each with half of the frames. Measures
/// the speed-up over one device as well. Reading and set-up are not counted. Prints a table or JSON.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <Kokkos_Core.hpp>
#include <algorithm>
#include <cstdio>
#include <iostream>
#include <nlohmann/json.hpp>
#include <numeric>

#include "core/exit_code.hpp"
#include "core/median.hpp"
#include "device/device_team.hpp"
#include "partition/tiles.hpp"
#include "ptyger/error.hpp"
#include "ptyger/read_scan.hpp"
#include "ptyger/reconstruct.hpp"
#include "solver/reconstruct_tile.hpp"
#include "solver/scan_statistics.hpp"
#include "update/probe_modes.hpp"

namespace ptyger::perf {
namespace {

struct Settings {
  std::vector<std::string> inputs;
  int epochs = 6;
  int iterations = 20;
  int rounds = 5;
  std::string sampling = "bilinear";
  bool json = false;
};

/// What one process of the measurement reconstructs: all frames on one device or on both, or half of the frames.
enum class Work { one, both, first_half, second_half };

Options options_of(Settings const& settings) {
  Options options;
  options.start_epochs = settings.epochs;
  options.iterations = settings.iterations;
  options.sampling = settings.sampling == "nearest" ? Sampling::nearest : Sampling::bilinear;
  options.memory = MemoryStrategy::recompute;
  options.devices.partition = Partition::tiled;
  return options;
}

/// One of two tiles, without illumination by frames of the other tile and without exchanges. Subsets of the start and
/// frames of the line search are the same as with two devices.
void reconstruct_half_of_frames(Scan const& scan, Options const& options, std::size_t half, Observer const& observer) {
  solver::TeamJob job{scan, options, model::place_frames(scan, scan.probe.size)};
  job.probe = scan.probe;
  auto const mean = solver::mean_pattern(scan);
  update::scale_to_power(job.probe, std::accumulate(mean.begin(), mean.end(), 0.0));
  auto tile = partition::cut_into_tiles(job.placement, 2)[half];
  tile.neighbours.clear();
  tile.subdomain.updated = tile.subdomain.owned = tile.subdomain.local;
  job.tiles = {tile};
  solver::Reconstructed found;
  device::DeviceTeam<Kokkos::Serial> team(1);
  comm::NoTransport<Kokkos::Serial, float> none;
  team.run([&](auto const& device) { solver::reconstruct_tile(device, none, job, observer, found); });
}

/// Seconds of all epochs and iterations, except the first epoch and the first iteration.
nlohmann::json run(Settings const& settings, Work work) {
  auto const scan = read_scan(settings.inputs);
  auto options = options_of(settings);
  nlohmann::json seconds{{"epochs", nlohmann::json::array()}, {"iterations", nlohmann::json::array()}};
  Observer observer;
  observer.on_record = [&](HistoryRecord const& record) {
    if (record.iteration > 1) seconds[record.phase == Phase::cg ? "iterations" : "epochs"].push_back(record.seconds);
  };
  if (work == Work::one || work == Work::both) {
    options.devices.count = work == Work::one ? 1 : 2;
    reconstruct(scan, options, observer);
  } else {
    reconstruct_half_of_frames(scan, options, work == Work::first_half ? 0 : 1, observer);
  }
  return seconds;
}

/// Starts this program for one kind of work; read_output() returns its result.
FILE* launch(std::string const& program, Settings const& settings, Work work) {
  auto const command =
      fmt::format("'{}' --work {} --epochs {} --iterations {} --sampling {} '{}'", program, static_cast<int>(work),
                  settings.epochs, settings.iterations, settings.sampling, fmt::join(settings.inputs, "' '"));
  FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) throw CallError("popen failed: the program cannot start itself");
  return pipe;
}

/// Waits for the end of a process and returns the JSON object that it has printed.
nlohmann::json read_output(FILE* pipe) {
  std::string text;
  for (char buffer[4096]; fgets(buffer, sizeof(buffer), pipe) != nullptr;) text += buffer;
  if (pclose(pipe) != 0) throw CallError("a run failed");
  return nlohmann::json::parse(text);
}

/// Median seconds of the epochs or the iterations of a run.
double median_seconds(nlohmann::json const& seconds, char const* what) {
  return core::median(seconds[what].get<std::vector<double>>());
}

nlohmann::json compare(std::string const& program, Settings const& settings) {
  std::map<std::string, std::vector<double>> ratios;
  std::map<std::string, std::vector<double>> speed_ups;
  for (int round = 0; round < settings.rounds; ++round) {
    auto const together = read_output(launch(program, settings, Work::both));
    auto* const first = launch(program, settings, Work::first_half);
    auto* const second = launch(program, settings, Work::second_half);
    auto const halves = std::pair(read_output(first), read_output(second));
    auto const alone = read_output(launch(program, settings, Work::one));
    for (auto const* what : {"epochs", "iterations"}) {
      ratios[what].push_back(median_seconds(together, what) /
                             std::max(median_seconds(halves.first, what), median_seconds(halves.second, what)));
      speed_ups[what].push_back(median_seconds(alone, what) / median_seconds(together, what));
    }
  }
  nlohmann::json result{
      {"scan", settings.inputs.front()}, {"sampling", settings.sampling}, {"rounds", settings.rounds}};
  for (auto const* what : {"epochs", "iterations"})
    result[what] = {{"two_devices_over_two_halves_at_once", core::median(ratios[what])},
                    {"of_every_round", ratios[what]},
                    {"speed_up_over_one_device", core::median(speed_ups[what])}};
  return result;
}

void print(nlohmann::json const& result) {
  fmt::print("{} ({})\n{:<11} {:>38} {:>26}\n", result["scan"].get<std::string>(),
             result["sampling"].get<std::string>(), "", "two devices / two halves at once", "speed-up over one device");
  for (auto const* what : {"epochs", "iterations"})
    fmt::print("{:<11} {:>38.3f} {:>26.2f}\n", what, result[what]["two_devices_over_two_halves_at_once"].get<double>(),
               result[what]["speed_up_over_one_device"].get<double>());
}

}  // namespace
}  // namespace ptyger::perf

int main(int argc, char** argv) {
  using namespace ptyger;
  using namespace ptyger::perf;
  CLI::App app("Loss of two host devices by working together");
  Settings settings;
  int work = -1;
  app.add_option("inputs", settings.inputs, "Scan")->required();
  app.add_option("--epochs", settings.epochs, "Start epochs, two at least");
  app.add_option("--iterations", settings.iterations, "CG iterations, two at least");
  app.add_option("--rounds", settings.rounds, "Repetitions; medians are printed");
  app.add_option("--sampling", settings.sampling, "nearest or bilinear");
  app.add_flag("--json", settings.json, "Print JSON");
  app.add_option("--work", work, "Internal: run only 0: one device, 1: two devices, 2 or 3: a half of the frames");
  CLI11_PARSE(app, argc, argv);
  try {
    if (work >= 0) {
      Kokkos::ScopeGuard const kokkos(Kokkos::InitializationSettings().set_num_threads(1).set_disable_warnings(true));
      std::cout << run(settings, static_cast<Work>(work)).dump() << '\n';
      return 0;
    }
    auto const result = compare(argv[0], settings);
    if (settings.json)
      std::cout << result.dump() << '\n';
    else
      print(result);
    return 0;
  } catch (std::exception const& error) {
    std::cerr << "team: " << error.what() << '\n';
    return static_cast<int>(core::ExitCode::failed);
  }
}
