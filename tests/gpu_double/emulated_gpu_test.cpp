// The emulated GPU does what makes a GPU different from a host device.
#include "tests/gpu_double/emulated_gpu.hpp"

#include <cuda_runtime_api.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>

#include "device/copy.hpp"
#include "device/copy_stream.hpp"
#include "device/instances.hpp"
#include "device/largest.hpp"
#include "device/launch.hpp"
#include "ptyger/error.hpp"
#include "tests/gpu_double/device_memory.hpp"
#include "tests/gpu_double/gpu_double.hpp"

namespace ptyger::test {
namespace {

using device::Gpu;
using testing::Each;
using testing::IsEmpty;
using testing::SizeIs;
using Numbers = Array1<Gpu, float>;

static_assert(!is_host_device<Gpu>);

class EmulatedGpuTest : public testing::Test {
 protected:
  EmulatedGpuTest() {
    for (auto const& exec : device::make_instances<Gpu>(2)) devices.push_back({.exec = exec});
    device::bind_thread(devices[0].exec);
    gpu_double::reset();
  }
  ~EmulatedGpuTest() override {
    for (auto const& device : devices) device.exec.fence();
  }
  static std::vector<float> on_host(DeviceContext<Gpu> const& device, Numbers const& view) {
    std::vector<float> values(view.size());
    device::copy_to_host(device, view, values.data());
    return values;
  }
  std::vector<DeviceContext<Gpu>> devices;
};

/// Sets all values of an array to a number, once a flag is set.
struct SetWhenTold {
  float* values;
  float value;
  std::atomic<bool>* told;
  void operator()(device::Strip s) const {
    while (!told->load()) std::this_thread::yield();
    values[s.col] = value;
  }
};

TEST_F(EmulatedGpuTest, KernelsRunAfterTheirLaunch) {
  auto const view = device::make_zeros<Numbers>(devices[0], "values", 1000);
  std::atomic<bool> told = false;
  device::for_each_strip(devices[0].exec, "set", {1, 1, 1000}, SetWhenTold{view.data(), 3, &told});
  told = true;  // this line would not be reached if the launch waited for its kernel
  EXPECT_THAT(on_host(devices[0], view), Each(3.0F));
}

TEST_F(EmulatedGpuTest, SeveralThreadsShareALaunch) {
  std::atomic<int> inside = 0;
  struct Meet {
    std::atomic<int>* inside;
    void operator()(device::Strip s) const {
      if (s.col % 64 != 0) return;
      ++*inside;
      while (inside->load() < 2) std::this_thread::yield();
    }
  };
  device::for_each_strip(devices[0].exec, "meet", {1, 1, 6400}, Meet{&inside});
  devices[0].exec.fence();
  EXPECT_EQ(inside, 100);
}

TEST_F(EmulatedGpuTest, NewMemoryHasNoValues) {
  auto const view = device::make_view<Numbers>(devices[0], "values", 100);
  EXPECT_THAT(on_host(devices[0], view), Each(testing::IsNan()));
}

TEST_F(EmulatedGpuTest, TheHostCannotTouchTheMemory) {
  testing::GTEST_FLAG(death_test_style) = "threadsafe";
  auto const view = device::make_zeros<Numbers>(devices[0], "values", 100);
  devices[0].exec.fence();
  EXPECT_DEATH(const_cast<float volatile*>(view.data())[7] = 1, "");
}

TEST_F(EmulatedGpuTest, AnotherGpuCannotTouchTheMemory) {
  testing::GTEST_FLAG(death_test_style) = "threadsafe";
  auto const view = device::make_zeros<Numbers>(devices[0], "values", 100);
  devices[0].exec.fence();
  std::atomic<bool> told = true;
  EXPECT_DEATH(
      {
        device::for_each_strip(devices[1].exec, "set", {1, 1, 100}, SetWhenTold{view.data(), 3, &told});
        devices[1].exec.fence();
      },
      "");
}

TEST_F(EmulatedGpuTest, MemoryEnds) {
  auto& memory = gpu_double::memory_of(devices[0].exec.cuda_device());
  auto const capacity = memory.capacity();
  memory.set_capacity(memory.used() + 4096);
  EXPECT_ANY_THROW(device::make_view<Numbers>(devices[0], "values", 4096));
  EXPECT_NO_THROW(device::make_view<Numbers>(devices[0], "values", 512));
  EXPECT_NO_THROW(device::make_view<Numbers>(devices[0], "values", 512)) << "freed memory can be used again";
  memory.set_capacity(capacity);
}

TEST_F(EmulatedGpuTest, AFailedLaunchIsReported) {
  auto const view = device::make_zeros<Numbers>(devices[0], "values", 100);
  gpu_double::fail("kernel launch", gpu_double::calls("kernel launch") + 1, cudaErrorIllegalAddress);
  std::atomic<bool> told = true;
  device::for_each_strip(devices[0].exec, "set", {1, 1, 100}, SetWhenTold{view.data(), 3, &told});
  EXPECT_THROW(device::check_launches(devices[0].exec), CallError);
  EXPECT_NO_THROW(device::check_launches(devices[0].exec));
}

TEST_F(EmulatedGpuTest, SumsDoNotDependOnTheOrderOfThreads) {
  auto const view = device::make_view<Numbers>(devices[0], "values", 5000);
  std::vector<float> values(5000);
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = 1 / static_cast<float>(i + 1);
  device::copy_to_device(devices[0], values.data(), view);
  auto const sums = device::make_view<Array1<Gpu, device::Sums<1>>>(devices[0], "sums", 5);
  struct Sum {
    float const* values;
    void operator()(device::Strip s, device::Sums<1>& sums) const { sums[0] += values[s.col]; }
  };
  for (int k = 0; k < 5; ++k)
    device::sum_strips(devices[0].exec, "sum", {1, 1, 5000}, Sum{view.data()}, sums.data() + k);
  auto const host = Kokkos::create_mirror_view(sums);
  Kokkos::deep_copy(devices[0].exec, host, sums);
  devices[0].exec.fence();
  EXPECT_NEAR(host(0)[0], 9.0945, 1e-4);
  for (int k = 1; k < 5; ++k) EXPECT_EQ(host(k)[0], host(0)[0]);
}

TEST_F(EmulatedGpuTest, KernelsAndCopiesOfTwoStreamsWaitForEachOther) {
  device::CopyStream<Gpu> copies(devices[0].exec);
  auto const buffer = device::make_view<Numbers>(devices[0], "buffer", 1000);
  auto const sum = device::make_view<Array1<Gpu, device::Sums<1>>>(devices[0], "sum", 50);
  struct Sum {
    float const* values;
    void operator()(device::Strip s, device::Sums<1>& sums) const { sums[0] += values[s.col]; }
  };
  std::vector<std::vector<float>> frames;
  for (int k = 0; k < 50; ++k) frames.emplace_back(1000, static_cast<float>(k));
  for (int k = 0; k < 50; ++k) {
    copies.open(0);
    copies.copy(buffer.data(), frames[static_cast<std::size_t>(k)].data(), 4000);
    copies.close(0);
    copies.acquire(0);
    device::sum_strips(devices[0].exec, "sum", {1, 1, 1000}, Sum{buffer.data()}, sum.data() + k);
    copies.release(0);
  }
  auto const host = Kokkos::create_mirror_view(sum);
  Kokkos::deep_copy(devices[0].exec, host, sum);
  devices[0].exec.fence();
  for (int k = 0; k < 50; ++k) EXPECT_EQ(host(k)[0], 1000.0 * k);
}

TEST_F(EmulatedGpuTest, LaunchesWaitsAndCopiesAreCounted) {
  auto const view = device::make_view<Numbers>(devices[0], "values", 100);
  gpu_double::reset();
  std::atomic<bool> told = true;
  for (int k = 0; k < 3; ++k)
    device::for_each_strip(devices[0].exec, "set", {1, 1, 100}, SetWhenTold{view.data(), 3, &told});
  on_host(devices[0], view);
  EXPECT_EQ(gpu_double::calls("kernel launch"), 3);
  EXPECT_EQ(gpu_double::calls("cudaMemcpyAsync"), 1);
  EXPECT_EQ(gpu_double::calls("wait"), 1);
}

TEST_F(EmulatedGpuTest, TwoLaunchesAtTheSameTimeAreAViolation) {
  gpu_double::Launching const first;
  EXPECT_THAT(gpu_double::violations(), IsEmpty());
  gpu_double::Launching const second;
  EXPECT_THAT(gpu_double::violations(), SizeIs(1));
  gpu_double::reset();
}

}  // namespace
}  // namespace ptyger::test
