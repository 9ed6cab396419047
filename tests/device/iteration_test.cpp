#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <Kokkos_Core.hpp>
#include <tuple>

#include "device/instances.hpp"
#include "tests/support/kokkos_watch.hpp"
#include "tests/support/star.hpp"
#include "tests/support/usable_devices.hpp"

namespace ptyger {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::IsSupersetOf;
using namespace std::chrono_literals;

TEST(KokkosWatch, RecordsAllocationsAndGlobalFences) {
  test::KokkosWatch watch(50ms);
  auto const exec = device::make_instances<Kokkos::Serial>(1).front();
  Kokkos::fence("before");
  EXPECT_GT(watch.ignored(), 0U);
  watch.open();
  {
    Kokkos::View<double*, Kokkos::HostSpace> const a(Kokkos::view_alloc(exec, "a"), 3);
    Kokkos::View<double*, Kokkos::HostSpace> const b(Kokkos::view_alloc("b", Kokkos::WithoutInitializing), 3);
    Kokkos::fence("here");
    auto const before = watch.events().size();
    Kokkos::deep_copy(b, a);
    EXPECT_GT(watch.events().size(), before);
  }
  exec.fence();
  watch.close();
  EXPECT_GT(watch.instance_fences(), 0U);
  EXPECT_THAT(watch.events(), IsSupersetOf({"allocates 'a', 24 bytes", "allocates 'b', 24 bytes",
                                            "fences everything: here", "frees 'a'", "frees 'b'"}));
}

/// A kernel that does nothing.
struct Nothing {
  KOKKOS_FUNCTION void operator()(int) const {}
  KOKKOS_FUNCTION void operator()(int, int&) const {}
};

TEST(KokkosWatch, RecordsOperationsOnTheDefaultInstance) {
  auto const instance = device::make_instances<Kokkos::Serial>(1).front();
  auto const events_of = [](Kokkos::Serial const& exec, auto const& action) {
    test::KokkosWatch watch(50ms);
    watch.open();
    std::thread([&] { action(exec); }).join();
    watch.close();
    return watch.events();
  };
  auto const loop = [](Kokkos::Serial const& exec) {
    Kokkos::parallel_for("loop", Kokkos::RangePolicy(exec, 0, 1), Nothing{});
  };
  auto const sum = [](Kokkos::Serial const& exec) {
    int found = 0;
    Kokkos::parallel_reduce("sum", Kokkos::RangePolicy(exec, 0, 1), Nothing{}, found);
  };
  auto const fence = [](Kokkos::Serial const& exec) { exec.fence("fence"); };
  sum(instance);  // allocates its scratch memory
  EXPECT_THAT(events_of(instance, loop), IsEmpty());
  EXPECT_THAT(events_of(instance, sum), IsEmpty());
  EXPECT_THAT(events_of(instance, fence), IsEmpty());
  EXPECT_THAT(events_of({}, loop), ElementsAre("runs 'loop' on the default instance"));
  EXPECT_THAT(events_of({}, sum), testing::Contains("runs 'sum' on the default instance"));
  EXPECT_THAT(events_of({}, fence), ElementsAre("waits in 'fence' on the default instance"));
  EXPECT_THAT(events_of({}, [](auto const&) { Kokkos::parallel_for("anywhere", 1, Nothing{}); }),
              testing::Contains("runs 'anywhere' on the default instance"));
}

using Case = std::tuple<MemoryStrategy, int, Partition>;

class IterationTest : public testing::TestWithParam<Case> {};

INSTANTIATE_TEST_SUITE_P(OneDevice, IterationTest,
                         testing::Combine(testing::Values(MemoryStrategy::carried, MemoryStrategy::coefficients,
                                                          MemoryStrategy::recompute),
                                          testing::Values(1), testing::Values(Partition::tiled)));
INSTANTIATE_TEST_SUITE_P(
    FourDevices, IterationTest,
    testing::Combine(testing::Values(MemoryStrategy::carried, MemoryStrategy::coefficients, MemoryStrategy::recompute),
                     testing::Values(4), testing::Values(Partition::tiled, Partition::replicated)));

/// Runs a reconstruction and expects that nothing is allocated, freed or globally fenced between the records of two
/// iterations, and that nothing runs on the default instance. Device 0 calls on_record between the last exchange
/// of an iteration and the broadcast whether to stop: all other devices have then finished the iteration, and none can
/// begin the next.
void expect_no_allocation_or_fence(Scan const& scan, Options const& options, int first) {
  test::KokkosWatch watch;
  Observer observer;
  observer.on_record = [&](HistoryRecord const& record) {
    if (record.iteration == first) watch.open();
    if (record.iteration == options.iterations) watch.close();
  };
  observer.checkpoint_due = [] { return false; };
  observer.on_checkpoint = [](Checkpoint const&) { ADD_FAILURE() << "a checkpoint that was not due"; };
  EXPECT_EQ(reconstruct(scan, options, observer).history.size(), options.iterations);
  for (auto const& event : watch.events()) ADD_FAILURE() << "an iteration " << event;
  // The watch has recorded what is allowed, too.
  EXPECT_GT(watch.kernels(), 0U);
  EXPECT_GT(watch.instance_fences(), 0U);
  EXPECT_GT(watch.ignored(), 0U);
}

Options options_of(Case const& test, Sampling sampling, int iterations) {
  auto options = test::star_options(0, iterations);
  options.sampling = sampling;
  options.probe_modes = 2;
  std::tie(options.memory, options.devices.count, options.devices.partition) = test;
  return options;
}

// src/README.md, "Rules", 2 and 3
TEST_P(IterationTest, AllocatesFreesAndFencesNothing) {
  PTYGER_NEEDS_DEVICES(std::get<int>(GetParam()));
  auto const scan = test::star_crop(12);
  for (auto const sampling : {Sampling::nearest, Sampling::bilinear, Sampling::fourier})
    for (auto const scheme : {Scheme::joint, Scheme::alternating}) {
      auto options = options_of(GetParam(), sampling, 5);
      options.scheme = scheme;
      expect_no_allocation_or_fence(scan, options, 2);
    }
}

// The first refinement follows iteration 2. After iteration 20 frames with a far larger misfit than most try other
// positions.
TEST_P(IterationTest, AllocatesFreesAndFencesNothingWhileTheScanIsRefined) {
  PTYGER_NEEDS_DEVICES(std::get<int>(GetParam()));
  auto scan = test::star_crop(12);
  scan.positions.front().row_m += 3 * scan.pixel_row_m;
  for (auto const sampling : {Sampling::bilinear, Sampling::fourier}) {
    auto options = options_of(GetParam(), sampling, 21);
    options.refine = {.positions = true, .brightness = true, .background = true, .most_drift = 4};
    expect_no_allocation_or_fence(scan, options, 3);
  }
}

}  // namespace
}  // namespace ptyger
