#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "perf/scaling_devices.hpp"

namespace ptyger::perf {

/// How campaigns are started.
struct Launch {
  std::string command;           ///< of the launcher; {} stands for the number of ranks
  std::filesystem::path ptyger;  ///< the program
  bool rank_a_node = false;      ///< else all ranks share this node
  int devices = 1;               ///< of a rank
  int available = 1;             ///< devices of a node
};

/// mpirun, or srun inside a Slurm job.
Launch usual_launch(std::filesystem::path const& ptyger);

/// One campaign of equal projections.
struct RankPoint {
  int ranks = 1;
  int projections = 1;
  double seconds = 0;           ///< of the campaign, from its first rank's begin to its end; without volume
  double wall_seconds = 0;      ///< of the whole command
  double solving_seconds = 0;   ///< of a projection, mean
  int least_of_a_rank = 0;      ///< projections that the least occupied rank solved
  int most_of_a_rank = 0;       ///< and the most occupied one
  std::vector<double> nrmse;    ///< [projection]
  int devices_on_node = 1;      ///< at work at once
  bool oversubscribed = false;  ///< more than it has
  std::string command;

  [[nodiscard]] double projections_a_second() const { return projections / seconds; }
};

/// Runs a campaign in `folder`, which must not exist. Throws CallError when it fails.
RankPoint run_campaign(Launch const& launch, std::filesystem::path const& scan, ScanWork const& work, int ranks,
                       int projections, std::filesystem::path const& folder);

/// Runs a command of the shell, with its output in `log`. Throws CallError naming both when it fails.
void run_command(std::string const& command, std::filesystem::path const& log);

}  // namespace ptyger::perf
