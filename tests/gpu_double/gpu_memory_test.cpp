// The memory of GPUs: the plan predicts it, and a run that has too little says what to do.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ptyger/error.hpp"
#include "ptyger/reconstruct.hpp"
#include "solver/plan_run.hpp"
#include "tests/gpu_double/device_memory.hpp"
#include "tests/gpu_double/state.hpp"
#include "tests/support/star.hpp"

namespace ptyger::test {
namespace {

using gpu_double::memory_of;
using testing::AllOf;
using testing::HasSubstr;

void set_capacity(std::size_t bytes) {
  for (int gpu = 0; gpu < gpu_double::gpus; ++gpu) memory_of(gpu).set_capacity(bytes);
}

class GpuMemoryTest : public testing::Test {
 protected:
  void TearDown() override { set_capacity(std::size_t{1} << 30); }
};

struct Case {
  MemoryStrategy strategy;
  bool streamed;
  int devices;
  Sampling sampling;
};

TEST_F(GpuMemoryTest, IsWhatThePlanPredicts) {
  auto const scan = star_crop(80);
  for (auto const& [strategy, streamed, devices, sampling] :
       {Case{MemoryStrategy::carried, false, 1, Sampling::fourier},
        Case{MemoryStrategy::coefficients, true, 2, Sampling::bilinear},
        Case{MemoryStrategy::recompute, false, 2, Sampling::fourier},
        Case{MemoryStrategy::recompute, true, 1, Sampling::bilinear}}) {
    SCOPED_TRACE(testing::Message() << to_word(strategy) << (streamed ? ", streamed" : ", held") << " on " << devices);
    auto options = star_options(0, 1);
    options.memory = strategy;
    options.sampling = sampling;
    options.probe_modes = 2;
    options.devices.count = devices;
    options.devices.streaming = streamed;
    auto const plan = solver::plan_run(scan, options).plan;
    std::vector<std::size_t> before;
    for (int gpu = 0; gpu < devices; ++gpu) {
      memory_of(gpu).forget_most_used();
      before.push_back(memory_of(gpu).used());
    }
    reconstruct(scan, options);
    for (std::size_t gpu = 0; gpu < before.size(); ++gpu) {
      auto const predicted = static_cast<double>(plan.chosen().memory[gpu].total());
      auto const found = static_cast<double>(memory_of(static_cast<int>(gpu)).most_used() - before[gpu]);
      EXPECT_NEAR(predicted / found, 1, 0.1) << "GPU " << gpu;
    }
  }
}

// A GPU on which another program takes memory after the plan was made.
TEST_F(GpuMemoryTest, ARunThatHasTooLittleSaysWhatToDo) {
  auto const scan = star_crop(66);
  auto options = star_options(1, 2);
  options.devices.count = 2;
  options.devices.memory = std::size_t{64} << 30;
  set_capacity(std::size_t{1} << 20);
  try {
    reconstruct(scan, options);
    ADD_FAILURE() << "the run needs more than 1 MiB";
  } catch (CallError const& error) {
    EXPECT_THAT(error.what(),
                AllOf(HasSubstr("no memory is left on GPU"), HasSubstr("--memory"), HasSubstr("nvidia-smi")));
  }
  set_capacity(std::size_t{1} << 30);
  EXPECT_NO_THROW(reconstruct(scan, options)) << "a later run has the memory";
}

}  // namespace
}  // namespace ptyger::test
