#pragma once

#include <cstddef>

namespace ptyger::device {

/// The devices that share one projection and the part of them that this process drives. Devices are numbered
/// 0, 1, ... over all processes. Until a transport connects processes, one process has all devices.
struct Team {
  int first = 0;  ///< number of the first device of this process
  int local = 1;  ///< number of devices of this process
  int total = 1;  ///< number of devices of all processes

  /// All devices belong to this process.
  [[nodiscard]] static Team of_one_process(int devices) { return {0, devices, devices}; }
  /// Index of a device among the devices of this process.
  [[nodiscard]] std::size_t place(int device) const { return static_cast<std::size_t>(device - first); }
  friend bool operator==(Team const&, Team const&) = default;
};

}  // namespace ptyger::device
