#include <cstdlib>

#include "comm/nccl_transport.hpp"
#include "comm/transports.hpp"

namespace ptyger::comm {

template <>
void require_transport<device::Gpu>(TransportKind kind) {
  if (kind == TransportKind::threads)
    throw InputError(
        "The transport 'threads' copies between the memories of host devices, but this run computes on GPUs. Leave "
        "the choice of the transport to the program, or choose host devices.");
}

namespace {

template <class Real>
std::vector<std::unique_ptr<Transport<device::Gpu, Real>>> gpu_transports(
    TransportKind kind, device::DeviceTeam<device::Gpu>& team, std::vector<core::Subdomain> const& subdomains) {
  require_transport<device::Gpu>(kind);
  std::vector<std::unique_ptr<Transport<device::Gpu, Real>>> transports;
  if (team.numbering().total == 1 && kind != TransportKind::nccl) {
    transports.push_back(std::make_unique<NoTransport<device::Gpu, Real>>());
    return transports;
  }
  if (team.device(0).deterministic) {  // sums in the switches of NVLink may differ from run to run
    setenv("NCCL_NVLS_ENABLE", "0", 0);
    setenv("NCCL_ALGO", "Ring", 0);
  }
  std::vector<NcclGroup::Member> members;
  for (int place = 0; place < team.size(); ++place) {
    auto const& exec = team.device(place).exec;
    members.push_back({exec.cuda_device(), exec.cuda_stream()});
  }
  auto const host = std::make_shared<HostExchange>(team.rendezvous(), team.numbering());
  auto const exchange = std::make_shared<NcclExchange>(team.rendezvous(), team.numbering(), members);
  for (int place = 0; place < team.size(); ++place)
    transports.push_back(
        std::make_unique<NcclTransport<device::Gpu, Real>>(team.device(place), exchange, host, subdomains));
  return transports;
}

}  // namespace

template <>
std::vector<std::unique_ptr<Transport<device::Gpu, float>>> make_transports(
    TransportKind kind, device::DeviceTeam<device::Gpu>& team, std::vector<core::Subdomain> const& subdomains) {
  return gpu_transports<float>(kind, team, subdomains);
}

template <>
std::vector<std::unique_ptr<Transport<device::Gpu, double>>> make_transports(
    TransportKind kind, device::DeviceTeam<device::Gpu>& team, std::vector<core::Subdomain> const& subdomains) {
  return gpu_transports<double>(kind, team, subdomains);
}

}  // namespace ptyger::comm
