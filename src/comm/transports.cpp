#include "comm/transports.hpp"

#include "comm/threads_transport.hpp"

namespace ptyger::comm {

template <>
void require_transport<Kokkos::Serial>(TransportKind kind) {
  if (kind == TransportKind::nccl)
    throw InputError(
        "NCCL connects GPUs, but this run computes on host devices. Leave the choice of the transport to the program, "
        "or choose GPUs as devices, which takes a build with CUDA.");
}

template <>
bool close_kept_communicators<Kokkos::Serial>() {
  return false;
}

namespace {

template <class Real>
std::vector<std::unique_ptr<Transport<Kokkos::Serial, Real>>> host_transports(
    TransportKind kind, device::DeviceTeam<Kokkos::Serial>& team, std::vector<core::Subdomain> const& subdomains) {
  require_transport<Kokkos::Serial>(kind);
  std::vector<std::unique_ptr<Transport<Kokkos::Serial, Real>>> transports;
  if (team.numbering().total == 1) {
    transports.push_back(std::make_unique<NoTransport<Kokkos::Serial, Real>>());
    return transports;
  }
  auto const host = std::make_shared<HostExchange>(team.rendezvous(), team.numbering());
  auto const exchange = std::make_shared<ThreadsExchange<Real>>(team.rendezvous());
  for (int place = 0; place < team.size(); ++place)
    transports.push_back(std::make_unique<ThreadsTransport<Real>>(exchange, host, subdomains, team.device(place).id));
  return transports;
}

}  // namespace

template <>
std::vector<std::unique_ptr<Transport<Kokkos::Serial, float>>> make_transports(
    TransportKind kind, device::DeviceTeam<Kokkos::Serial>& team, std::vector<core::Subdomain> const& subdomains) {
  return host_transports<float>(kind, team, subdomains);
}

template <>
std::vector<std::unique_ptr<Transport<Kokkos::Serial, double>>> make_transports(
    TransportKind kind, device::DeviceTeam<Kokkos::Serial>& team, std::vector<core::Subdomain> const& subdomains) {
  return host_transports<double>(kind, team, subdomains);
}

}  // namespace ptyger::comm
