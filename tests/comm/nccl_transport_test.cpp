// Faults in the transport between GPUs: its unchanged source runs on a test double of NCCL.
#include <cuda_runtime_api.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nccl.h>

#include <atomic>

#include "core/box.hpp"
#include "device/copy.hpp"
#include "ptyger/error.hpp"
#include "tests/comm/nccl_on_the_double.hpp"

namespace ptyger::test {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using Host = Kokkos::Serial;
using Clock = std::chrono::steady_clock;
constexpr int devices = 3;

/// Each device owns a stripe of 8 rows; its local box has 2 more rows on each side.
std::vector<core::Subdomain> stripes() {
  std::vector<core::Subdomain> subdomains;
  for (int device = 0; device < devices; ++device) {
    core::Box const owned{8 * device, 0, 8, 10};
    subdomains.push_back({core::intersection({owned.row - 2, 0, 12, 10}, {0, 0, 24, 10}), owned, owned});
  }
  return subdomains;
}

class NcclTransportTest : public testing::Test {
 protected:
  NcclTransportTest() { gpu_double::reset(); }
  ~NcclTransportTest() override {
    EXPECT_THAT(gpu_double::violations(), IsEmpty());
    EXPECT_EQ(gpu_double::live_communicators(), 0);
    EXPECT_EQ(gpu_double::live_streams(), 0);
  }

  /// One reduction to the owners and one broadcast from the owners on all devices.
  static void exchange(device::DeviceTeam<Host>& team, NcclOnTheDouble<float>& nccl,
                       std::atomic<int>* devices_told = nullptr) {
    auto const subdomains = stripes();
    team.run([&](DeviceContext<Host> const& device) {
      auto const& local = subdomains[static_cast<std::size_t>(device.id)].local;
      auto const field = make_zeros<Array2<Host, Complex<float>>>(device, "field", local.rows, local.cols);
      auto const vector = make_zeros<Array1<Host, float>>(device, "vector", 5);
      Kokkos::deep_copy(device.exec, vector, 1.0F);
      try {
        auto& transport = *nccl.transports[static_cast<std::size_t>(device.id)];
        transport.reduce_to_owners(field, vector);
        transport.broadcast_from_owners(field);
      } catch (device::TeamBroken const&) {
        if (devices_told != nullptr) ++*devices_told;
        throw;
      }
      EXPECT_EQ(vector(4), devices);
    });
  }

  /// Error text of one exchange of a team with this timeout; the exchange must end soon.
  static std::string error_of_exchange(std::chrono::milliseconds timeout = 20s) {
    device::DeviceTeam<Host> team(devices, timeout);
    auto const begin = Clock::now();
    std::string what;
    std::atomic<int> devices_told = 0;
    {
      NcclOnTheDouble<float> nccl(team, stripes());
      try {
        exchange(team, nccl, &devices_told);
      } catch (CallError const& error) {
        what = error.what();
      }
      EXPECT_EQ(gpu_double::calls("ncclCommAbort"), devices) << "each once";
      EXPECT_EQ(gpu_double::live_communicators(), 0);
      EXPECT_EQ(devices_told, devices - 1) << "devices that were told of the failure";
      // An aborted group stays aborted and gives the reason.
      EXPECT_THROW(exchange(team, nccl), CallError);
      EXPECT_EQ(gpu_double::calls("ncclCommAbort"), devices);
    }
    EXPECT_LT(Clock::now() - begin, 10s);
    // The same team works with a new group.
    NcclOnTheDouble<float> again(team, stripes());
    exchange(team, again);
    return what;
  }

  /// Error text of the construction of a group.
  static std::string error_of_set_up(std::chrono::milliseconds timeout = 20s) {
    gpu_double::Streams const streams(devices);
    std::vector<comm::NcclGroup::Member> members;
    for (int gpu = 0; gpu < devices; ++gpu) members.push_back({gpu, streams[gpu]});
    std::string what;
    try {
      comm::NcclGroup const group(device::Team::of_one_process(devices), members, timeout);
    } catch (CallError const& error) {
      what = error.what();
    }
    EXPECT_EQ(gpu_double::live_communicators(), 0);
    comm::NcclGroup const again(device::Team::of_one_process(devices), members, 20s);
    return what;
  }
};

TEST_F(NcclTransportTest, SetUpThatFailsNamesDeviceAndCall) {
  gpu_double::fail("ncclCommInitRankConfig", 2, ncclSystemError);
  EXPECT_THAT(error_of_set_up(), AllOf(HasSubstr("set-up, device 1: ncclCommInitRankConfig: unhandled system error"),
                                       HasSubstr("was told to fail")));
  EXPECT_EQ(gpu_double::calls("ncclCommAbort"), 1);
}

TEST_F(NcclTransportTest, SetUpThatHangsEndsAtTheTimeout) {
  gpu_double::hang("ncclCommInitRankConfig", 3);
  EXPECT_THAT(error_of_set_up(200ms), HasSubstr("device 2: ncclCommInitRankConfig has not ended after 0.2 s"));
  EXPECT_EQ(gpu_double::calls("ncclCommAbort"), devices);
}

TEST_F(NcclTransportTest, EveryCallOfTheSetUpIsChecked) {
  for (auto const* function : {"ncclGetUniqueId", "ncclGroupStart", "ncclGroupEnd"}) {
    gpu_double::reset();
    gpu_double::fail(function, 1, ncclSystemError);
    EXPECT_THAT(error_of_set_up(), AllOf(HasSubstr(function), HasSubstr("unhandled system error")));
  }
  gpu_double::reset();
  gpu_double::fail("ncclCommGetAsyncError", 2, ncclSystemError);
  EXPECT_THAT(error_of_set_up(), HasSubstr("device 1: ncclCommGetAsyncError: unhandled system error"));
  gpu_double::reset();
  gpu_double::fail("cudaSetDevice", 3, cudaErrorIllegalAddress);
  EXPECT_THAT(error_of_set_up(), HasSubstr("device 2: cudaSetDevice(2): an illegal memory access"));
}

TEST_F(NcclTransportTest, ChosenGpuOfTheThreadIsLeftAlone) {
  ASSERT_EQ(cudaSetDevice(5), cudaSuccess);
  EXPECT_THAT(error_of_set_up(), IsEmpty());
  int gpu = -1;
  ASSERT_EQ(cudaGetDevice(&gpu), cudaSuccess);
  EXPECT_EQ(gpu, 5);
  ASSERT_EQ(cudaSetDevice(0), cudaSuccess);
}

TEST_F(NcclTransportTest, CallThatFailsNamesDeviceStepAndCall) {
  // Device 0 sends to 1 only, device 1 to 0 and 2: the third send is the second one of device 1.
  gpu_double::fail("ncclSend", 3, ncclUnhandledCudaError);
  EXPECT_THAT(error_of_exchange(),
              HasSubstr("NCCL, reduce to owners, device 1: ncclSend of 40 floats to device 2: unhandled cuda error"));
}

TEST_F(NcclTransportTest, EveryCallOfAnExchangeIsChecked) {
  gpu_double::fail("ncclRecv", 1, ncclSystemError);
  EXPECT_THAT(error_of_exchange(), HasSubstr("reduce to owners, device 0: ncclRecv of 40 floats from device 1"));
  gpu_double::reset();
  gpu_double::fail("ncclAllReduce", 3, ncclSystemError);
  EXPECT_THAT(error_of_exchange(), HasSubstr("reduce to owners, device 2: ncclAllReduce of 5 floats"));
  gpu_double::reset();
  gpu_double::fail("ncclGroupStart", 3, ncclSystemError);
  EXPECT_THAT(error_of_exchange(), HasSubstr("broadcast from owners: ncclGroupStart"));
  gpu_double::reset();
  gpu_double::fail("ncclGroupEnd", 3, ncclSystemError);
  EXPECT_THAT(error_of_exchange(), HasSubstr("broadcast from owners: ncclGroupEnd"));
  gpu_double::reset();
  gpu_double::fail("cudaStreamQuery", 1, cudaErrorIllegalAddress);
  EXPECT_THAT(error_of_exchange(),
              AllOf(HasSubstr("NCCL, reduce to owners, device"), HasSubstr("illegal memory access")));
}

TEST_F(NcclTransportTest, ErrorOnAStreamNamesItsDevice) {
  gpu_double::fail_asynchronously("ncclAllReduce", 3, ncclUnhandledCudaError);
  EXPECT_THAT(error_of_exchange(),
              HasSubstr("reduce to owners, device 2: ncclCommGetAsyncError: unhandled cuda error"));
}

TEST_F(NcclTransportTest, HangEndsAtTheTimeout) {
  gpu_double::hang("ncclSend", 7);  // the reduction sends 4 times, the broadcast hangs in its third call
  EXPECT_THAT(error_of_exchange(300ms), AllOf(HasSubstr("NCCL, broadcast from owners, device"),
                                              HasSubstr("the work on its stream has not ended after 0.3 s")));
}

TEST_F(NcclTransportTest, LaunchThatHangsEndsAtTheTimeout) {
  gpu_double::hang("ncclGroupEnd", 2);
  EXPECT_THAT(error_of_exchange(300ms),
              HasSubstr("NCCL, reduce to owners, device 0: ncclGroupEnd has not ended after 0.3 s"));
}

TEST_F(NcclTransportTest, DelayIsNoError) {
  gpu_double::delay("ncclSend", 1, 100ms);
  gpu_double::delay("ncclAllReduce", 2, 50ms);
  device::DeviceTeam<Host> team(devices, 20s);
  NcclOnTheDouble<float> nccl(team, stripes());
  exchange(team, nccl);
  EXPECT_EQ(gpu_double::calls("ncclCommAbort"), 0);
}

TEST_F(NcclTransportTest, CloseThatHangsAborts) {
  gpu_double::hang("ncclCommFinalize", 2);
  gpu_double::Streams const streams(2);
  { comm::NcclGroup const group(device::Team::of_one_process(2), {{0, streams[0]}, {1, streams[1]}}, 200ms); }
  EXPECT_EQ(gpu_double::calls("ncclCommAbort"), 2);
  EXPECT_EQ(gpu_double::calls("ncclCommDestroy"), 0);
}

TEST_F(NcclTransportTest, CountsTheBytesThatItGivesToNccl) {
  device::DeviceTeam<Host> team(devices, 20s);
  NcclOnTheDouble<float> nccl(team, stripes());
  exchange(team, nccl);
  // Complex floats of 10 columns: a border is 2 rows; devices 0 and 2 have one, device 1 has two.
  for (int device = 0; device < devices; ++device) {
    std::int64_t const border = (device == 1 ? 2 : 1) * 2 * 10 * 8;
    auto const traffic = nccl.transports[static_cast<std::size_t>(device)]->traffic();
    EXPECT_EQ(traffic.to_owners, border);
    EXPECT_EQ(traffic.from_owners, border);
    EXPECT_EQ(traffic.summed, 5 * 4);
    EXPECT_EQ(gpu_double::bytes_given(device), 2 * border + 5 * 4);
  }
}

TEST_F(NcclTransportTest, SubdomainsThatDoNotTouchSendNothing) {
  std::vector<core::Subdomain> subdomains;
  for (int device = 0; device < devices; ++device) {
    core::Box const owned{4 * device, 0, 4, 4};
    subdomains.push_back({owned, owned, owned});
  }
  device::DeviceTeam<Host> team(devices, 20s);
  NcclOnTheDouble<double> nccl(team, subdomains);
  team.run([&](DeviceContext<Host> const& device) {
    auto const field = make_zeros<Array2<Host, Complex<double>>>(device, "field", 4, 4);
    nccl.transports[static_cast<std::size_t>(device.id)]->reduce_to_owners(field, {});
    nccl.transports[static_cast<std::size_t>(device.id)]->broadcast_from_owners(field);
  });
  EXPECT_EQ(gpu_double::calls("ncclSend") + gpu_double::calls("ncclRecv") + gpu_double::calls("ncclAllReduce"), 0);
}

TEST_F(NcclTransportTest, HundredGroupsLeaveNothing) {
  device::DeviceTeam<Host> team(devices, 20s);
  for (int cycle = 0; cycle < 100; ++cycle) {
    NcclOnTheDouble<float> nccl(team, stripes());
    exchange(team, nccl);
  }
  EXPECT_EQ(gpu_double::calls("ncclCommInitRankConfig"), 100 * devices);
  EXPECT_EQ(gpu_double::calls("ncclCommDestroy"), 100 * devices);
  EXPECT_EQ(gpu_double::calls("ncclCommAbort"), 0);
}

}  // namespace
}  // namespace ptyger::test
