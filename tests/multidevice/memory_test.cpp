#include <gtest/gtest.h>

#include <Kokkos_Core.hpp>
#include <atomic>

#include "device/views.hpp"
#include "solver/plan_run.hpp"
#include "tests/support/simulated_scan.hpp"
#include "tests/support/small_scan.hpp"
#include "tests/support/star.hpp"
#include "tests/support/usable_devices.hpp"

namespace ptyger {
namespace {

namespace Tools = Kokkos::Tools::Experimental;

/// Bytes of all live views, and their maximum.
struct Allocated {
  std::atomic<std::int64_t> now = 0;
  std::atomic<std::int64_t> peak = 0;

  void add(std::int64_t bytes) {
    auto const sum = now += bytes;
    for (auto seen = peak.load(); seen < sum && !peak.compare_exchange_weak(seen, sum);) {
    }
  }
};

Allocated allocated;

class MemoryTest : public testing::Test {
 protected:
  void SetUp() override {
    Tools::set_allocate_data_callback([](Kokkos_Profiling_SpaceHandle, char const*, void const*, std::uint64_t bytes) {
      allocated.add(static_cast<std::int64_t>(bytes));
    });
    Tools::set_deallocate_data_callback([](Kokkos_Profiling_SpaceHandle, char const*, void const*,
                                           std::uint64_t bytes) { allocated.add(-static_cast<std::int64_t>(bytes)); });
  }
  void TearDown() override {
    Tools::set_allocate_data_callback(nullptr);
    Tools::set_deallocate_data_callback(nullptr);
  }

  /// Largest number of bytes in views during a reconstruction.
  static double measured(Scan const& scan, Options const& options) {
    allocated.now = allocated.peak = 0;
    reconstruct(scan, options);
    return static_cast<double>(allocated.peak);
  }
};

// src/comm/README.md, "Memory": the frames of a host device lie in the memory of the scan, not in a view.
TEST_F(MemoryTest, PredictedBytesAreTheMeasuredBytes) {
  if (!is_host_device<RunDevice>) GTEST_SKIP() << "libraries of GPUs allocate memory without a view";
  auto const scan = test::star_crop(150);
  for (auto const strategy : {MemoryStrategy::carried, MemoryStrategy::coefficients, MemoryStrategy::recompute})
    for (bool const streamed : {false, true})
      for (int const devices : {1, 2, 4})
        for (auto const sampling : {Sampling::bilinear, Sampling::fourier}) {
          // One sampling for each combination: each sampling meets all strategies, numbers of devices, and streamed
          // frames.
          if ((sampling == Sampling::fourier) != (streamed != (devices == 2))) continue;
          auto options = test::star_options(1, 2);
          options.memory = strategy;
          options.sampling = sampling;
          options.probe_modes = 2;
          options.devices.count = devices;
          options.devices.streaming = streamed;
          double predicted = 0;
          auto const run = solver::plan_run(scan, options);
          for (auto const& device : run.plan.chosen().memory)
            predicted += static_cast<double>(device.total() - (streamed ? 0 : device.frames));
          double const found = measured(scan, options);
          EXPECT_NEAR(predicted / found, 1, 0.1)
              << to_word(strategy) << (streamed ? " streamed, " : " held, ") << devices << " devices";
        }
}

TEST_F(MemoryTest, PredictedBytesOfNearFieldsAreTheMeasuredBytes) {
  if (!is_host_device<RunDevice>) GTEST_SKIP() << "libraries of GPUs allocate memory without a view";
  auto const scan = test::simulated_near_field();
  for (auto const sampling : {Sampling::bilinear, Sampling::fourier}) {
    auto options = test::star_options(1, 2);
    options.memory = MemoryStrategy::recompute;
    options.sampling = sampling;
    double predicted = 0;
    auto const run = solver::plan_run(scan, options);
    for (auto const& device : run.plan.chosen().memory)
      predicted += static_cast<double>(device.total() - device.frames);
    EXPECT_NEAR(predicted / measured(scan, options), 1, 0.1);
  }
}

TEST_F(MemoryTest, EveryMemoryChoiceGivesTheSameResult) {
  auto const scan = test::star_crop(80);
  auto options = test::star_options(2, 4);
  options.precision = Precision::full;
  auto const expected = reconstruct(scan, options);
  for (auto const strategy : {MemoryStrategy::carried, MemoryStrategy::coefficients, MemoryStrategy::recompute})
    for (int const devices : {1, 3}) {
      if (devices > test::usable_devices()) continue;
      options.memory = strategy;
      options.devices.count = devices;
      options.devices.streaming = false;
      auto const stored = reconstruct(scan, options);
      options.devices.streaming = true;
      auto const streamed = reconstruct(scan, options);
      EXPECT_LT(test::relative_distance(stored.object.values, expected.object.values), 1e-10) << to_word(strategy);
      if (is_host_device<RunDevice>)  // sums of GPUs have no fixed order
        EXPECT_EQ(streamed.object.values, stored.object.values) << to_word(strategy);
      else
        EXPECT_LT(test::relative_distance(streamed.object.values, stored.object.values), 1e-10) << to_word(strategy);
    }
}

}  // namespace
}  // namespace ptyger
