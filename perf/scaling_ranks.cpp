#include "perf/scaling_ranks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>

#include "ptyger/error.hpp"

namespace ptyger::perf {
namespace {

/// Writes the description of a campaign whose projections all name the same scan, so that they are equal work. It
/// states the settings that the program chooses from the data: the runs on the devices of a node use the same.
void write_description(std::filesystem::path const& file, std::filesystem::path const& folder,
                       std::filesystem::path const& scan, ScanWork const& work, int projections, int devices) {
  std::ofstream out(file);
  out << fmt::format(
      "output = \"{}\"\nno-volume = true\nwarm-start = \"none\"\ndevices = \"{}\"\nstart-epochs = \"{}\"\n"
      "iterations = {}\nnoise = \"gaussian\"\nsampling = \"bilinear\"\nprobe-modes = \"1\"\npositions = \"fixed\"\n"
      "smooth = \"0\"\n",
      folder.string(), devices, work.epochs, work.iterations);
  for (int i = 0; i < projections; ++i)
    out << fmt::format("[[projection]]\nname = \"p{:04}\"\ninputs = \"{}\"\n", i, scan.string());
}

/// Reads times and misfits of the projections from the summary of the campaign.
void read_summary(std::filesystem::path const& file, RankPoint& point) {
  std::ifstream in(file);
  auto const summary = nlohmann::json::parse(in);
  std::map<int, int> projections_of_rank;
  for (int rank = 0; rank < point.ranks; ++rank) projections_of_rank[rank] = 0;
  for (auto const& projection : summary.at("projections")) {
    if (!projection.at("done").get<bool>()) throw CallError(file.string() + ": a projection is not done");
    ++projections_of_rank[projection.at("rank")];
    point.nrmse.push_back(projection.at("nrmse"));
    point.solving_seconds += projection.at("seconds_solving").get<double>() / point.projections;
  }
  point.seconds = summary.at("seconds_of_this_run");
  auto const [least, most] = std::minmax_element(projections_of_rank.begin(), projections_of_rank.end(),
                                                 [](auto const& a, auto const& b) { return a.second < b.second; });
  point.fewest_per_rank = least->second;
  point.most_per_rank = most->second;
}

}  // namespace

Launch usual_launch(std::filesystem::path const& ptyger) {
  auto const environment = [](char const* name) {
    char const* const value = std::getenv(name);
    return std::string(value == nullptr ? "" : value);
  };
  Launch launch{.command = {}, .ptyger = ptyger};
  launch.rank_per_node = !environment("SLURM_JOB_ID").empty();
  if (launch.rank_per_node) {
    auto const mpi = environment("PTYGER_MPI");
    launch.command =
        "srun --mpi=" + (mpi.empty() ? "pmix" : mpi) + " --cpu-bind=none --nodes={0} --ntasks={0} --ntasks-per-node=1";
  } else {
    launch.command = "mpirun --oversubscribe --bind-to none -n {0}";
  }
  return launch;
}

void run_command(std::string const& command, std::filesystem::path const& log) {
  auto const code = std::system((command + " >'" + log.string() + "' 2>&1").c_str());
  if (code != 0) throw CallError(fmt::format("'{}' failed; see {}", command, log.string()));
}

RankPoint run_campaign(Launch const& launch, std::filesystem::path const& scan, ScanWork const& work, int ranks,
                       int projections, std::filesystem::path const& folder) {
  auto const description = folder.string() + ".toml";
  write_description(description, folder, scan, work, projections, launch.devices);
  RankPoint point;
  point.ranks = ranks;
  point.projections = projections;
  point.devices_on_node = (launch.rank_per_node ? 1 : ranks) * launch.devices;
  point.oversubscribed = point.devices_on_node > launch.available;
  point.command = fmt::format("{} '{}' campaign '{}'", fmt::format(fmt::runtime(launch.command), ranks),
                              launch.ptyger.string(), description);
  auto const begin = std::chrono::steady_clock::now();
  run_command(point.command, folder.string() + ".log");
  point.wall_seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  read_summary(folder / "summary.json", point);
  return point;
}

}  // namespace ptyger::perf
