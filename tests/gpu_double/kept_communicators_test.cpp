// Projections that follow each other on the same GPUs connect NCCL once.
#include <gtest/gtest.h>
#include <nccl.h>

#include "comm/transports.hpp"
#include "ptyger/reconstruct.hpp"
#include "solver/plan_run.hpp"
#include "tests/gpu_double/device_memory.hpp"
#include "tests/gpu_double/gpu_double.hpp"
#include "tests/gpu_double/state.hpp"
#include "tests/support/star.hpp"

namespace ptyger::test {
namespace {

class KeptCommunicators : public testing::Test {
 protected:
  // Reconstructs a small scan; returns how many communicators were made meanwhile.
  int made_by_run(int devices, bool deterministic = false) {
    options.devices.count = devices;
    options.devices.deterministic = deterministic;
    int const before = gpu_double::calls("ncclCommInitRankConfig");
    nrmse = reconstruct(scan, options).nrmse;
    return gpu_double::calls("ncclCommInitRankConfig") - before;
  }

  Scan scan = star_crop(20);
  Options options = star_options(0, 1);
  double nrmse = 0;  // of the last run
};

TEST_F(KeptCommunicators, ServeTheNextRunOnTheSameGpus) {
  EXPECT_EQ(made_by_run(3), 3);
  auto const first = nrmse;
  EXPECT_EQ(made_by_run(3), 0);
  EXPECT_NEAR(nrmse, first, 1e-5 * first);
  EXPECT_EQ(gpu_double::live_communicators(), 3);
}

TEST_F(KeptCommunicators, AreMadeAnewForOtherGpusOrAnotherOrderOfSums) {
  made_by_run(3);
  EXPECT_EQ(made_by_run(2), 2);
  EXPECT_EQ(gpu_double::live_communicators(), 2);
  EXPECT_EQ(made_by_run(2, true), 2);
  EXPECT_EQ(made_by_run(1), 0);
}

TEST_F(KeptCommunicators, AreMadeAnewAfterAnError) {
  made_by_run(2);
  gpu_double::fail_asynchronously("ncclAllReduce", gpu_double::calls("ncclAllReduce") + 3, ncclSystemError);
  EXPECT_THROW(made_by_run(2), CallError);
  EXPECT_EQ(made_by_run(2), 2);
}

TEST_F(KeptCommunicators, AreClosedOnDemand) {
  made_by_run(2);
  EXPECT_TRUE(comm::close_kept_communicators<device::Gpu>());
  EXPECT_EQ(gpu_double::live_communicators(), 0);
  EXPECT_FALSE(comm::close_kept_communicators<device::Gpu>());
}

// A projection gets the same plan as in a process without communicators.
TEST_F(KeptCommunicators, AreClosedWhereTheirMemoryMayBeMissed) {
  made_by_run(2);
  options.devices.count = 2;
  solver::plan_run(scan, options);
  EXPECT_EQ(gpu_double::live_communicators(), 2);
  for (int gpu = 0; gpu < gpu_double::gpus; ++gpu)
    gpu_double::memory_of(gpu).set_capacity(gpu_double::memory_of(gpu).used() + (std::size_t{6} << 20));
  solver::plan_run(scan, options);
  EXPECT_EQ(gpu_double::live_communicators(), 0);
  for (int gpu = 0; gpu < gpu_double::gpus; ++gpu) gpu_double::memory_of(gpu).set_capacity(std::size_t{1} << 30);
}

}  // namespace
}  // namespace ptyger::test
