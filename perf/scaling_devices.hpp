#pragma once

#include <filesystem>
#include <vector>

namespace ptyger::perf {

/// The work of every run of a scaling study.
struct ScanWork {
  std::size_t frames = 256;
  std::size_t detector = 128;  ///< side of a frame, pixels
  int epochs = 2;              ///< of the start
  int iterations = 10;         ///< CG
};

/// One scan on some devices of this node.
struct DevicePoint {
  int devices = 1;
  double epoch_seconds = 0;      ///< median; the first of each run is not counted
  double iteration_seconds = 0;  ///< the same
  double nrmse = 0;
  bool oversubscribed = false;  ///< more devices than there are
};

/// Each number of devices in turn, and that `rounds` times. Needs an initialised Kokkos.
std::vector<DevicePoint> measure_devices(std::filesystem::path const& scan, ScanWork const& work,
                                         std::vector<int> const& devices, int available, int rounds);

}  // namespace ptyger::perf
