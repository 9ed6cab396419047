#pragma once

#include <filesystem>
#include <vector>

namespace ptyger::perf {

/// The work of every run of a scaling study.
struct ScanWork {
  std::size_t frames = 256;    ///< frames of the scan
  std::size_t detector = 128;  ///< side of a frame, pixels
  int epochs = 2;              ///< epochs of the start
  int iterations = 10;         ///< CG iterations
};

/// Measured time of a scan on a number of devices of this node.
struct DevicePoint {
  int devices = 1;
  double epoch_seconds = 0;      ///< median over epochs, without the first epoch of each run
  double iteration_seconds = 0;  ///< median over iterations, without the first iteration of each run
  double nrmse = 0;
  bool oversubscribed = false;  ///< more devices than this node has
};

/// Runs the scan on each number of devices in turn, and repeats this `rounds` times. available: number of devices of
/// this node. Kokkos must be initialised.
std::vector<DevicePoint> measure_devices(std::filesystem::path const& scan, ScanWork const& work,
                                         std::vector<int> const& devices, int available, int rounds);

}  // namespace ptyger::perf
