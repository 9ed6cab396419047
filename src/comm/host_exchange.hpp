#pragma once

#include <span>
#include <vector>

#include "device/rendezvous.hpp"

namespace ptyger::comm {

/// All-reduce of host scalars between the threads of one process: the last one to come sums for all, in the order of
/// the devices, so that the result is the same bits everywhere. A GPU's scalars are on the host anyway when they are to
/// be decided upon.
class Scalars {
 public:
  explicit Scalars(device::Rendezvous& rendezvous)
      : rendezvous_(rendezvous), parts_(static_cast<std::size_t>(rendezvous.members())) {}

  void reduce(int member, std::span<double> sums, std::span<double> maxima);
  /// The value of member 0.
  double broadcast(int member, double value);

 private:
  struct Part {
    std::span<double> sums;
    std::span<double> maxima;
  };
  void combine();

  device::Rendezvous& rendezvous_;
  std::vector<Part> parts_;
};

}  // namespace ptyger::comm
