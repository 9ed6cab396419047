#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <Kokkos_Core.hpp>
#include <string>
#include <vector>

#include "support/star.hpp"

namespace ptyger {
namespace {

using testing::IsSupersetOf;
namespace Tools = Kokkos::Tools::Experimental;

/// What Kokkos Tools saw while the watch was on: allocations, deallocations and fences of more than one instance.
struct Watch {
  bool on = false;
  std::vector<std::string> events;
  std::size_t instance_fences = 0;
  std::size_t ignored = 0;  ///< events seen while the watch was off
};

Watch watch;

void note(std::string const& event) {
  if (watch.on)
    watch.events.push_back(event);
  else
    ++watch.ignored;
}

bool is_global(std::uint32_t device) {
  auto const id = Tools::identifier_from_devid(device).instance_id;
  return id == Tools::int_for_synchronization_reason(Tools::SpecialSynchronizationCases::GlobalDeviceSynchronization) ||
         id ==
             Tools::int_for_synchronization_reason(Tools::SpecialSynchronizationCases::DeepCopyResourceSynchronization);
}

class WatchTest : public testing::Test {
 protected:
  void SetUp() override {
    watch = {};
    Tools::set_allocate_data_callback(
        [](Kokkos_Profiling_SpaceHandle, char const* label, void const*, std::uint64_t bytes) {
          note("allocates '" + std::string(label) + "', " + std::to_string(bytes) + " bytes");
        });
    Tools::set_deallocate_data_callback([](Kokkos_Profiling_SpaceHandle, char const* label, void const*,
                                           std::uint64_t) { note("frees '" + std::string(label) + "'"); });
    Tools::set_begin_fence_callback([](char const* name, std::uint32_t device, std::uint64_t*) {
      if (is_global(device))
        note("fences everything: " + std::string(name));
      else if (watch.on)
        ++watch.instance_fences;
    });
  }
  void TearDown() override {
    Tools::set_allocate_data_callback(nullptr);
    Tools::set_deallocate_data_callback(nullptr);
    Tools::set_begin_fence_callback(nullptr);
  }
};

class IterationTest : public WatchTest, public testing::WithParamInterface<MemoryStrategy> {};

INSTANTIATE_TEST_SUITE_P(Strategies, IterationTest,
                         testing::Values(MemoryStrategy::carried, MemoryStrategy::coefficients,
                                         MemoryStrategy::recompute));

TEST_F(WatchTest, SeesWhatItIsThereFor) {
  watch.on = true;
  {
    Kokkos::View<double*, Kokkos::HostSpace> const a("a", 3);
    Kokkos::View<double*, Kokkos::HostSpace> const b(Kokkos::view_alloc("b", Kokkos::WithoutInitializing), 3);
    Kokkos::fence("here");
    auto const before = watch.events.size();
    Kokkos::deep_copy(b, a);
    EXPECT_GT(watch.events.size(), before);
  }
  watch.on = false;
  EXPECT_THAT(watch.events, IsSupersetOf({"allocates 'a', 24 bytes", "allocates 'b', 24 bytes",
                                          "fences everything: here", "frees 'a'", "frees 'b'"}));
}

// architecture.md, rule 3: between iterations 2 and N nothing is allocated, freed or globally fenced.
TEST_P(IterationTest, AllocatesFreesAndFencesNothing) {
  constexpr int iterations = 5;
  auto const scan = test::star_crop(12);
  for (auto const sampling : {Sampling::nearest, Sampling::bilinear, Sampling::fourier})
    for (auto const scheme : {Scheme::joint, Scheme::alternating}) {
      auto options = test::star_options(0, iterations);
      options.sampling = sampling;
      options.scheme = scheme;
      options.probe_modes = 2;
      options.memory = GetParam();
      watch = {};
      Observer observer;
      observer.on_record = [&](HistoryRecord const& record) {
        watch.on = record.iteration >= 2 && record.iteration < iterations;
      };
      reconstruct(scan, options, observer);
      watch.on = false;
      for (auto const& event : watch.events) ADD_FAILURE() << "an iteration " << event;
      EXPECT_GT(watch.instance_fences, 0U);  // the watch was awake
      EXPECT_GT(watch.ignored, 0U);
    }
}

}  // namespace
}  // namespace ptyger
