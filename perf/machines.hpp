#pragma once

#include <string>
#include <vector>

#include "ptyger/options.hpp"

namespace ptyger::perf {

/// What one device can do. Everything but a measured host is an assumption, which is printed beside every result.
struct Machine {
  std::string name;
  double bandwidth = 0;  ///< of its memory, bytes a second
  double link = 0;       ///< to other devices of its node, bytes a second and direction
  int node = 8;          ///< devices of one node
  double efficiency = 0.8;
  double iteration_seconds = 0;  ///< a frame of `measured_detector`, measured; 0: from the bytes of its kernels
  double epoch_seconds = 0;
};

/// "a100" (80 GB) and "h100" (SXM) with NVLink, or "host": one core, whose speed is still to be measured.
/// Throws InputError for any other name.
Machine machine_named(std::string const& name);

/// Between devices.
struct Links {
  double between_nodes = 25e9;  ///< bytes a second, direction and device
  double latency = 20e-6;       ///< of every meeting of all devices, seconds
};

inline constexpr double pcie_link = 25e9;  ///< bytes a second and direction

/// Seconds a frame of a CG iteration and of a start epoch of the real solver on one core of this host: of a scan of
/// frames of detector x detector pixels that is large enough for the usual step search.
void measure_host(Machine& host, std::size_t detector, std::size_t modes, MemoryStrategy strategy);
/// The same from a file of JSON objects, one a line, that perf/iteration printed: the first of this detector, number of
/// modes and strategy. Throws InputError when there is none.
void read_measured(Machine& host, std::string const& path, std::size_t detector, std::size_t modes,
                   std::string const& strategy);

}  // namespace ptyger::perf
