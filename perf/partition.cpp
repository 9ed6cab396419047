/// Predicts how 1 to 64 devices share a projection and how many bytes they send each other, for several sizes of object
/// and probe. Uses positions and numbers of bytes only, no frames or images. Prints a table or a JSON object per line.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <iostream>
#include <nlohmann/json.hpp>

#include "core/exit_code.hpp"
#include "perf/division.hpp"
#include "perf/raster.hpp"
#include "solver/ordered_subset_start.hpp"

namespace ptyger::perf {
namespace {

constexpr double megabyte = 1e6;
constexpr double gigabyte = 1e9;

struct Settings {
  std::vector<std::size_t> sizes{1024, 4096, 8192, 16384};
  std::vector<std::size_t> probes{128, 256, 512};
  std::vector<int> devices{1, 2, 4, 8, 16, 32, 64};
  std::size_t modes = 1;
  double step = usual_step;
  std::size_t real_bytes = 4;
  bool json = false;
};

/// Bytes that the devices send and store, tiled or replicated.
struct Load {
  Spread iteration;  ///< bytes that a device sends over its links in an iteration
  Spread epoch;      ///< as `iteration`, in an epoch of the start
  Spread payload;    ///< bytes of an iteration, as Transport::traffic() counts them
  Spread vectors;    ///< vector_bytes() of a device
};

Load load_of(Division const& division, Mode mode, partition::MessageNeeds const& needs) {
  std::vector<double> iteration;
  std::vector<double> epoch;
  std::vector<double> payload;
  std::vector<double> vectors;
  int const subsets = solver::start_subsets(static_cast<int>(division.scan_frames));
  auto const& subdomains = division.subdomains(mode);
  for (int device = 0; device < division.devices(); ++device) {
    auto const sent = partition::iteration_traffic(subdomains, device, needs);
    iteration.push_back(link_bytes(sent, division.devices(), mode).total());
    payload.push_back(static_cast<double>(sent.to_owners + sent.from_owners + sent.summed));
    epoch.push_back(
        link_bytes(partition::epoch_traffic(subdomains, device, needs, subsets, false), division.devices(), mode)
            .total());
    vectors.push_back(vector_bytes(subdomains[static_cast<std::size_t>(device)], needs.real_bytes));
  }
  return {spread(iteration), spread(epoch), spread(payload), spread(vectors)};
}

nlohmann::json in_json(Load const& load) {
  auto const both = [](Spread const& s) { return nlohmann::json{{"mean", s.mean}, {"max", s.most}}; };
  return {{"bytes_sent_in_an_iteration", both(load.iteration)},
          {"bytes_sent_in_a_start_epoch", both(load.epoch)},
          {"payload_bytes_of_an_iteration", both(load.payload)},
          {"vector_bytes", both(load.vectors)}};
}

void print_head(Settings const& settings) {
  fmt::print(
      "Megabytes that a device sends (reductions to owners, broadcasts from owners, and 2 (G-1)/G of all-reductions on "
      "a "
      "ring) in a\nCG iteration, mean and largest over the devices, and in a start epoch (largest); gigabytes of "
      "vectors "
      "of the object's size on\na device (largest). Modes {}, {} bytes a real, frames {} of a patch apart.\n\n",
      settings.modes, settings.real_bytes, settings.step);
  fmt::print("{:>24}{:>8}{:>8}{:>17}{:>34}{:>22}{:>18}\n", "", "", "frames/", "local/", "iteration", "epoch",
             "vectors");
  fmt::print("{:>7}{:>6}{:>8}{:>5}{:>14}{:>10}{:>12}{:>11}{:>13}{:>12}{:>12}{:>9}{:>11}\n", "object", "probe", "frames",
             "G", "mean", "owned", "tiled", "largest", "replicated", "tiled", "replicated", "tiled", "replicated");
}

void print(Division const& division, std::size_t size, std::size_t probe, Load const& tiled, Load const& replicated) {
  fmt::print("{:>7}{:>6}{:>8}{:>5}{:>14.4f}{:>10.3f}{:>12.2f}{:>11.2f}{:>13.1f}{:>12.1f}{:>12.0f}{:>9.3f}{:>11.3f}\n",
             size, probe, division.scan_frames, division.devices(), division.balance.frames, division.balance.pixels,
             tiled.iteration.mean / megabyte, tiled.iteration.most / megabyte, replicated.iteration.most / megabyte,
             tiled.epoch.most / megabyte, replicated.epoch.most / megabyte, tiled.vectors.most / gigabyte,
             replicated.vectors.most / gigabyte);
}

void run(Settings const& settings) {
  if (!settings.json) print_head(settings);
  for (auto const size : settings.sizes)
    for (auto const probe : settings.probes) {
      auto const placement = jittered_raster(size, probe, settings.step);
      partition::MessageNeeds const needs{probe, settings.modes, settings.real_bytes};
      for (int const devices : settings.devices) {
        if (static_cast<std::size_t>(devices) > placement.row.size()) continue;
        auto const begin = std::chrono::steady_clock::now();
        auto const division = divide(placement, devices);
        double const seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
        auto const tiled = load_of(division, Mode::tiled, needs);
        auto const replicated = load_of(division, Mode::replicated, needs);
        if (!settings.json) {
          print(division, size, probe, tiled, replicated);
          continue;
        }
        nlohmann::json const out{{"object", placement.rows},
                                 {"probe", probe},
                                 {"modes", settings.modes},
                                 {"frames", division.scan_frames},
                                 {"devices", devices},
                                 {"frames_over_mean", division.balance.frames},
                                 {"held_over_owned", division.balance.pixels},
                                 {"seconds_to_cut", seconds},
                                 {"tiled", in_json(tiled)},
                                 {"replicated", in_json(replicated)}};
        std::cout << out.dump() << std::endl;
      }
    }
}

}  // namespace
}  // namespace ptyger::perf

int main(int argc, char** argv) {
  using namespace ptyger;
  CLI::App app("How devices share a projection, and how many bytes they send");
  perf::Settings settings;
  bool double_precision = false;
  app.add_option("--sizes", settings.sizes, "Sides of the object, pixels");
  app.add_option("--probes", settings.probes, "Sides of the probe, pixels");
  app.add_option("--devices", settings.devices, "Numbers of devices")->check(CLI::PositiveNumber);
  app.add_option("--modes", settings.modes, "Probe modes")->check(CLI::PositiveNumber);
  app.add_option("--step", settings.step, "Distance of neighbouring frames, in patches")->check(CLI::PositiveNumber);
  app.add_flag("--double", double_precision, "Double precision");
  app.add_flag("--json", settings.json, "One JSON object a line instead of the table");
  CLI11_PARSE(app, argc, argv);
  if (double_precision) settings.real_bytes = 8;
  try {
    perf::run(settings);
  } catch (std::exception const& error) {
    std::cerr << "partition: " << error.what() << '\n';
    return static_cast<int>(core::ExitCode::bad_input);
  }
  return 0;
}
