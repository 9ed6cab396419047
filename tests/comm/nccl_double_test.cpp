// The test double of NCCL detects calls that break the rules of NCCL.
#include "tests/gpu_double/gpu_double.hpp"

#include <cuda_runtime_api.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nccl.h>

#include <array>
#include <memory>

#include "comm/nccl_group.hpp"
#include "ptyger/error.hpp"

namespace ptyger::test {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using Kind = comm::NcclMessage::Kind;
using Messages = std::vector<comm::NcclMessage>;

class NcclDoubleTest : public testing::Test {
 protected:
  /// Both devices put their messages on their streams and wait.
  void exchange(Messages const& first, Messages const& second) {
    std::array<std::span<comm::NcclMessage const>, 2> const messages = {first, second};
    group.issue("test", Precision::single, messages);
    group.wait(0);
    group.wait(1);
  }

  /// Resets the test double before the members below are constructed.
  struct DoubleReset {
    DoubleReset() { gpu_double::reset(); }
  };
  DoubleReset const double_reset;
  gpu_double::Streams streams{2};  ///< of GPUs 0 and 1
  comm::NcclGroup group{
      device::Team::of_one_process(2), {{0, streams[0]}, {1, streams[1]}}, std::chrono::milliseconds(300)};
  std::array<float, 4> a = {1, 2, 3, 4};      ///< memory of device 0
  std::array<float, 4> b = {10, 20, 30, 40};  ///< memory of device 1
};

TEST_F(NcclDoubleTest, CarriesOutMatchingMessages) {
  std::array<float, 4> received = {};
  exchange({{Kind::send, a.data(), 4, 1}, {Kind::sum, a.data(), 2}},
           {{Kind::receive, received.data(), 4, 0}, {Kind::sum, b.data(), 2}});
  EXPECT_THAT(received, testing::AnyOf(testing::ElementsAre(1, 2, 3, 4), testing::ElementsAre(11, 22, 3, 4)));
  EXPECT_THAT(a, testing::ElementsAre(11, 22, 3, 4));
  EXPECT_THAT(b, testing::ElementsAre(11, 22, 30, 40));
  EXPECT_THAT(gpu_double::violations(), IsEmpty());
}

TEST_F(NcclDoubleTest, DetectsUnequalCounts) {
  EXPECT_THROW(exchange({{Kind::send, a.data(), 4, 1}}, {{Kind::receive, b.data(), 3, 0}}), CallError);
  EXPECT_THAT(gpu_double::violations(), Contains(HasSubstr("ncclRecv of 3 floats")));
}

TEST_F(NcclDoubleTest, DetectsUnequalSums) {
  EXPECT_THROW(exchange({{Kind::sum, a.data(), 4}}, {{Kind::sum, b.data(), 3}}), CallError);
  EXPECT_THAT(gpu_double::violations(), Contains(HasSubstr("ncclAllReduce of 4 floats")));
}

TEST_F(NcclDoubleTest, HangsWithoutAMatchingReceive) {
  EXPECT_THROW(exchange({{Kind::send, a.data(), 4, 1}}, {}), CallError);
}

TEST_F(NcclDoubleTest, DetectsUnknownPeers) {
  EXPECT_THROW(exchange({{Kind::send, a.data(), 4, 2}}, {}), CallError);
  EXPECT_THAT(gpu_double::violations(), Contains(HasSubstr("a peer that is none")));
}

TEST_F(NcclDoubleTest, DetectsUnknownHandles) {
  auto state = ncclSuccess;
  EXPECT_EQ(ncclCommGetAsyncError(nullptr, &state), ncclInvalidUsage);
  EXPECT_EQ(ncclGroupEnd(), ncclInvalidUsage);
  EXPECT_NE(cudaStreamQuery(nullptr), cudaSuccess);
  EXPECT_EQ(gpu_double::violations().size(), 3U);
}

TEST(NcclDouble, DetectsLeftCommunicatorsAndUseAfterAbort) {
  gpu_double::reset();
  ncclComm_t communicator = nullptr;
  ncclUniqueId id;
  ncclConfig_t config = NCCL_CONFIG_INITIALIZER;
  config.blocking = 0;
  ASSERT_EQ(ncclGetUniqueId(&id), ncclSuccess);
  ASSERT_EQ(ncclGroupStart(), ncclSuccess);
  ASSERT_EQ(ncclCommInitRankConfig(&communicator, 1, id, 0, &config), ncclInProgress);
  ASSERT_EQ(ncclGroupEnd(), ncclInProgress);
  auto state = ncclSuccess;
  EXPECT_EQ(ncclCommGetAsyncError(communicator, &state), ncclSuccess);
  EXPECT_EQ(state, ncclInProgress);
  gpu_double::reset();
  EXPECT_THAT(gpu_double::violations(), Contains("1 communicators were never destroyed"));
  EXPECT_EQ(ncclCommAbort(communicator), ncclSuccess);
  EXPECT_EQ(ncclCommAbort(communicator), ncclInvalidUsage);
  EXPECT_THAT(gpu_double::violations(), Contains(HasSubstr("was destroyed or aborted")));
  gpu_double::reset();
}

}  // namespace
}  // namespace ptyger::test
