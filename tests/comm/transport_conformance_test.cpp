#include "tests/comm/transport_conformance.hpp"

#include "comm/transports.hpp"
#ifdef PTYGER_NCCL_DOUBLE
#include "ptyger/error.hpp"
#include "tests/comm/nccl_on_the_double.hpp"
#endif

namespace ptyger::test {
namespace {

/// Transports from make_transports() for up to `most_host_devices` host devices.
template <class RealType, TransportKind kind, int most_host_devices>
struct HostTransports {
  using Exec = Kokkos::Serial;
  using Real = RealType;
  static int most_devices() { return most_host_devices; }
  HostTransports(device::DeviceTeam<Exec>& team, std::vector<core::Subdomain> const& subdomains)
      : transports(comm::make_transports<Exec, Real>(kind, team, subdomains)) {}
  std::vector<std::unique_ptr<comm::Transport<Exec, Real>>> transports;
};

using None = testing::Types<HostTransports<float, TransportKind::automatic, 1>>;
INSTANTIATE_TYPED_TEST_SUITE_P(None, TransportConformance, None);
using Threads = testing::Types<HostTransports<float, TransportKind::threads, 5>,
                               HostTransports<double, TransportKind::automatic, 5>>;
INSTANTIATE_TYPED_TEST_SUITE_P(Threads, TransportConformance, Threads);

#ifdef PTYGER_NCCL_DOUBLE
/// Transports on the test double of NCCL; expects at the end that the double has detected no violation.
template <class Real>
struct CheckedNccl : NcclOnTheDouble<Real> {
  using NcclOnTheDouble<Real>::NcclOnTheDouble;
  ~CheckedNccl() { EXPECT_THAT(gpu_double::violations(), testing::IsEmpty()); }
};
using Nccl = testing::Types<CheckedNccl<float>, CheckedNccl<double>>;
INSTANTIATE_TYPED_TEST_SUITE_P(Nccl, TransportConformance, Nccl);

TEST(TransportConformance, LeavesNoCommunicatorInTheDouble) {
  gpu_double::reset();
  EXPECT_THAT(gpu_double::violations(), testing::IsEmpty());
}
#endif

TEST(MakeTransports, RefusesNcclBetweenHostDevices) {
  device::DeviceTeam<Kokkos::Serial> team(2);
  auto const subdomains = random_subdomains(2, 0);
  try {
    comm::make_transports<Kokkos::Serial, float>(TransportKind::nccl, team, subdomains);
    ADD_FAILURE() << "no error";
  } catch (InputError const& error) {
    EXPECT_THAT(error.what(), testing::HasSubstr("NCCL connects GPUs"));
  }
}

}  // namespace
}  // namespace ptyger::test
