#pragma once

#include "comm/nccl_transport_impl.hpp"
#include "device/device_team.hpp"
#include "tests/gpu_double/gpu_double.hpp"

namespace ptyger::test {

/// NCCL transports between host devices, on the test double of NCCL. The kernels of a host device do not
/// run on a stream: a kernel has ended when its launch returns, and the transport waits for the stream before it
/// unpacks.
template <class RealType>
struct NcclOnTheDouble {
  using Exec = Kokkos::Serial;
  using Real = RealType;
  static int most_devices() { return 5; }

  NcclOnTheDouble(device::DeviceTeam<Exec>& team, std::vector<core::Subdomain> const& subdomains)
      : streams(team.size()) {
    std::vector<comm::NcclGroup::Member> members;
    for (int gpu = 0; gpu < team.size(); ++gpu) members.push_back({gpu, streams[gpu]});
    auto const host = std::make_shared<comm::HostExchange>(team.rendezvous(), team.numbering());
    auto const exchange = std::make_shared<comm::NcclExchange>(
        team.rendezvous(), team.numbering(),
        std::make_shared<comm::NcclGroup>(team.numbering(), members, team.rendezvous().timeout()));
    for (int device = 0; device < team.size(); ++device)
      transports.push_back(
          std::make_unique<comm::NcclTransport<Exec, Real>>(team.device(device), exchange, host, subdomains));
  }

  gpu_double::Streams streams;  ///< outlive the transports
  std::vector<std::unique_ptr<comm::Transport<Exec, Real>>> transports;
};

}  // namespace ptyger::test
