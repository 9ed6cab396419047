#pragma once

#include <span>
#include <vector>

#include "core/box.hpp"
#include "device/rendezvous.hpp"
#include "device/team.hpp"

namespace ptyger::comm {

/// Exchanges of numbers in the memory of the host, between all devices of a team: scalars, proposals for frames, and
/// images for the host. HostExchange is the part of a transport that does not depend on the kind of device. All
/// functions are collective; `device` is the number of the calling device, and member i of the rendezvous is device
/// first + i. Sums have the order of the devices, so that results are the same bits on every device.
class HostExchange {
 public:
  /// All devices must belong to this process: nothing here connects processes.
  HostExchange(device::Rendezvous& rendezvous, device::Team const& team);

  /// All-reduce. The devices give spans of equal lengths.
  void reduce(int device, std::span<double> sums, std::span<double> maxima);
  /// Returns the value of device 0 on every device.
  double broadcast(int device, double value);
  /// values: the parts of all devices, in the order of the devices; counts: [device] numbers in each part. A device
  /// fills its own part; afterwards it has all parts.
  void all_gather(int device, std::span<double> values, std::span<std::size_t const> counts);
  /// Copies the rows of `part` into the image of device 0. box: the pixels of `part`, relative to the image; cols:
  /// columns of the image; part: [row][col][real]; image: [row][col][real], used on device 0 only.
  void gather(int device, std::span<double const> part, core::Box const& box, std::span<double> image, int cols);

 private:
  /// Values of one device in the present exchange.
  struct Part {
    std::span<double> values;
    std::span<double> maxima;
    std::span<std::size_t const> counts;
  };
  Part& part(int device) { return parts_[team_.place(device)]; }
  // The last device that arrives at the rendezvous calls these functions while the others wait.
  void reduce_parts();
  void gather_parts();

  device::Rendezvous& rendezvous_;
  device::Team team_;
  std::vector<Part> parts_;  ///< [device of this process]
};

}  // namespace ptyger::comm
