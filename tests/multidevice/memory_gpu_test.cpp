#include <gtest/gtest.h>

#include <algorithm>

#include "device/topology.hpp"
#include "solver/plan_run.hpp"
#include "tests/support/star.hpp"

namespace ptyger::test {
namespace {

#ifdef KOKKOS_ENABLE_CUDA
constexpr std::size_t frames = 500;
constexpr double granularity = 128e6;  // bytes; a GPU gives memory in blocks, libraries load their kernels
#else
constexpr std::size_t frames = 40;
constexpr double granularity = 0;
#endif

/// Bytes that a run on one GPU takes from the free memory, measured after each iteration.
double bytes_taken(Scan const& scan, Options const& options) {
  auto const before = device::free_gpu_memory(1);
  auto least = before;
  Observer observer;
  observer.on_record = [&](HistoryRecord const&) { least = std::min(least, device::free_gpu_memory(1)); };
  reconstruct(scan, options, observer);
  return static_cast<double>(before - least);
}

TEST(MemoryOfAGpu, IsWhatThePlanPredicts) {
  auto const scan = star_crop(frames);
  for (auto const strategy : {MemoryStrategy::carried, MemoryStrategy::coefficients, MemoryStrategy::recompute})
    for (bool const streamed : {false, true}) {
      auto options = star_options(0, 2);
      options.memory = strategy;
      options.sampling = streamed ? Sampling::bilinear : Sampling::fourier;
      options.probe_modes = 2;
      options.devices.streaming = streamed;
      if (granularity > 0) bytes_taken(scan, options);  // kernels are loaded
      auto const predicted = static_cast<double>(solver::plan_run(scan, options).plan.chosen().largest());
      auto const taken = bytes_taken(scan, options);
      EXPECT_GT(taken, 0.85 * predicted) << to_word(strategy) << (streamed ? ", streamed" : ", held");
      EXPECT_LT(taken, 1.1 * predicted + granularity) << to_word(strategy) << (streamed ? ", streamed" : ", held");
    }
}

}  // namespace
}  // namespace ptyger::test
