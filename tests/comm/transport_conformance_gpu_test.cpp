#include "comm/transports.hpp"
#include "device/topology.hpp"
#include "tests/comm/transport_conformance.hpp"

namespace ptyger::test {
namespace {

/// Transports from make_transports() for all GPUs of this node; NCCL also for a single GPU.
template <class RealType>
struct GpuTransports {
  using Exec = device::Gpu;
  using Real = RealType;
  static int most_devices() { return std::min(static_cast<int>(device::gpu_topology().devices.size()), 5); }
  GpuTransports(device::DeviceTeam<Exec>& team, std::vector<core::Subdomain> const& subdomains)
      : transports(comm::make_transports<Exec, Real>(TransportKind::nccl, team, subdomains)) {}
  std::vector<std::unique_ptr<comm::Transport<Exec, Real>>> transports;
};

using Gpus = testing::Types<GpuTransports<float>, GpuTransports<double>>;
INSTANTIATE_TYPED_TEST_SUITE_P(Gpus, TransportConformance, Gpus);

}  // namespace
}  // namespace ptyger::test
