#include <cstdlib>
#include <mutex>

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

/// What communicators are made of; equal users can share them.
struct Users {
  device::Team team;
  std::vector<NcclGroup::Member> members;
  std::chrono::milliseconds timeout{};
  bool deterministic = false;
  friend bool operator==(Users const&, Users const&) = default;
};

/// The communicators of the last team. NCCL takes about a second to connect eight GPUs, and a campaign makes a team for
/// every projection.
struct Kept {
  std::mutex mutex;
  Users users;
  std::shared_ptr<NcclGroup> group;
};

Kept& kept() {
  static Kept& last = *new Kept;  // never destroyed: the runtime of CUDA may end before static objects do
  return last;
}

}  // namespace

template <>
bool close_kept_communicators<device::Gpu>() {
  std::scoped_lock const lock(kept().mutex);
  bool const were_any = kept().group != nullptr;
  kept().group.reset();
  return were_any;
}

namespace {

/// Communicators of the devices of a team: the kept ones if they are of these devices and in no other use.
std::shared_ptr<NcclGroup> communicators(device::DeviceTeam<device::Gpu>& team) {
  Users users{team.numbering(), {}, team.rendezvous().timeout(), team.device(0).deterministic};
  if (users.deterministic) {  // sums in the switches of NVLink may differ from run to run
    setenv("NCCL_NVLS_ENABLE", "0", 0);
    setenv("NCCL_ALGO", "Ring", 0);
  }
  for (int place = 0; place < team.size(); ++place) {
    auto const& exec = team.device(place).exec;
    users.members.push_back({exec.cuda_device(), exec.cuda_stream()});
  }
  auto& last = kept();
  std::scoped_lock const lock(last.mutex);
  if (last.users == users && last.group.use_count() == 1 && last.group->usable()) return last.group;
  if (last.group == nullptr) Kokkos::push_finalize_hook([] { close_kept_communicators<device::Gpu>(); });
  last.group.reset();
  last.users = std::move(users);
  last.group = std::make_shared<NcclGroup>(last.users.team, last.users.members, last.users.timeout);
  return last.group;
}

template <class Real>
std::vector<std::unique_ptr<Transport<device::Gpu, Real>>> gpu_transports(
    TransportKind kind, device::DeviceTeam<device::Gpu>& team, std::vector<core::Subdomain> const& subdomains) {
  require_transport<device::Gpu>(kind);
  std::vector<std::unique_ptr<Transport<device::Gpu, Real>>> transports;
  if (team.numbering().total == 1 && kind != TransportKind::nccl) {
    close_kept_communicators<device::Gpu>();
    transports.push_back(std::make_unique<NoTransport<device::Gpu, Real>>());
    return transports;
  }
  auto const host = std::make_shared<HostExchange>(team.rendezvous(), team.numbering());
  auto const exchange = std::make_shared<NcclExchange>(team.rendezvous(), team.numbering(), communicators(team));
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
