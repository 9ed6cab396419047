#pragma once

#include <string>
#include <vector>

#include "ptyger/options.hpp"

namespace ptyger::perf {

/// Speed of a device. All values are assumptions, except for a measured host, and are printed beside the results.
struct Machine {
  std::string name;
  double bandwidth = 0;           ///< bandwidth of its memory, bytes per second
  double link_bandwidth = 0;      ///< bandwidth to other devices of its node, bytes per second and direction
  int devices_in_node = 8;        ///< number of devices of a node
  double efficiency = 0.8;        ///< share of the bandwidth that kernels reach
  double instructions = 0;        ///< instructions of threads per second that all multiprocessors issue; 0: no limit
  double issue_efficiency = 0.6;  ///< share of them that kernels reach
  double iteration_seconds = 0;   ///< measured seconds per frame of an iteration; 0: predicted from the kernels' bytes
  double epoch_seconds = 0;       ///< measured seconds per frame of a start epoch; 0: predicted
};

/// The machine "a100" (80 GB) or "h100" (SXM), both with NVLink, or "host": a core, whose speed must then be measured
/// by measure_host() or read by read_measured(). Throws InputError for other names.
Machine machine_named(std::string const& name);

/// Links between devices of several nodes.
struct Links {
  double between_nodes = 25e9;  ///< bytes per second, direction and device
  double latency = 20e-6;       ///< seconds of an exchange between all devices, besides its bytes
};

inline constexpr double pcie_link = 25e9;  ///< bytes per second and direction

/// Measures the seconds per frame of a CG iteration and of a start epoch by running the solver on a core of this host.
/// The simulated scan has frames of detector x detector pixels, and so many frames that the line search evaluates as
/// small a share of them as of more.
void measure_host(Machine& host, std::size_t detector, std::size_t modes, MemoryStrategy strategy);
/// Reads the seconds per frame from a file of JSON objects, one per line, that perf/iteration printed, and uses the
/// first object with the given detector, number of modes and strategy. Throws InputError when there is none.
void read_measured(Machine& host, std::string const& path, std::size_t detector, std::size_t modes,
                   std::string const& strategy);

}  // namespace ptyger::perf
