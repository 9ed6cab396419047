#pragma once

#include <functional>
#include <memory>
#include <utility>
#include <vector>

#include "comm/transports.hpp"
#include "partition/tiles.hpp"
#include "solver/reconstruct_tile.hpp"

namespace ptyger::test {

/// A reconstruction by several devices, assembled from the same parts as in reconstruct(), so that a test can
/// replace parts. May be run any number of times.
class SharedRun {
 public:
  using Exec = RunDevice;
  using Real = float;
  using Link = std::unique_ptr<comm::Transport<Exec, Real>>;

  /// The scan and the options must outlive this object.
  SharedRun(Scan const& scan, Options const& options)
      : job_{scan, options, model::place_frames(scan, scan.probe.size)},
        team_(options.devices.count.value(), options.devices.timeout, options.devices.deterministic) {
    job_.probe = scan.probe;
    job_.tiles = options.devices.partition == Partition::replicated
                     ? partition::replicate(job_.placement, team_.size())
                     : partition::cut_into_tiles(job_.placement, team_.size());
  }

  /// wrap: replaces the transport of a device, usually by one that contains it.
  solver::Reconstructed run(std::function<Link(Link, int device)> const& wrap = {}) {
    auto const subdomains = partition::subdomains_of(job_.tiles);
    auto links = comm::make_transports<Exec, Real>(job_.options.devices.transport, team_, subdomains);
    for (int device = 0; wrap && device < team_.size(); ++device) {
      auto& link = links[static_cast<std::size_t>(device)];
      link = wrap(std::move(link), device);
    }
    solver::Reconstructed found;
    team_.run([&](DeviceContext<Exec> const& device) {
      device_of_this_thread = device.id;
      solver::reconstruct_tile(device, *links[static_cast<std::size_t>(device.id)], job_, {}, found);
    });
    return found;
  }

  /// Number of the device that the calling thread drives; -1 on other threads.
  static inline thread_local int device_of_this_thread = -1;

 private:
  solver::TeamJob job_;
  device::DeviceTeam<Exec> team_;
};

}  // namespace ptyger::test
