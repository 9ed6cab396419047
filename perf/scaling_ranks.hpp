#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "perf/scaling_devices.hpp"

namespace ptyger::perf {

/// How the ranks of a campaign are started.
struct Launch {
  std::string command;           ///< command of the launcher; {} stands for the number of ranks
  std::filesystem::path ptyger;  ///< the program
  bool rank_per_node = false;    ///< each rank has a node of its own; else all ranks share this node
  int devices = 1;               ///< devices of a rank
  int available = 1;             ///< devices of a node
};

/// mpirun, or srun inside a Slurm job.
Launch usual_launch(std::filesystem::path const& ptyger);

/// Measured time of a campaign of equal projections.
struct RankPoint {
  int ranks = 1;
  int projections = 1;
  double seconds = 0;           ///< from the start of the first rank to the end of the campaign, volume not included
  double wall_seconds = 0;      ///< wall-clock time of the command
  double solving_seconds = 0;   ///< mean time of the solver for a projection
  int fewest_per_rank = 0;      ///< smallest number of projections that a rank solved
  int most_per_rank = 0;        ///< largest number of projections that a rank solved
  std::vector<double> nrmse;    ///< [projection]
  int devices_on_node = 1;      ///< devices that work at the same time on a node
  bool oversubscribed = false;  ///< more devices than the node has
  std::string command;

  [[nodiscard]] double projections_per_second() const { return projections / seconds; }
};

/// Runs a campaign in `folder`, which must not exist. Throws CallError when it fails.
RankPoint run_campaign(Launch const& launch, std::filesystem::path const& scan, ScanWork const& work, int ranks,
                       int projections, std::filesystem::path const& folder);

/// Runs a command of the shell, with its output in `log`. Throws CallError naming both when it fails.
void run_command(std::string const& command, std::filesystem::path const& log);

}  // namespace ptyger::perf
