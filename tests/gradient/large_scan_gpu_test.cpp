#include <gtest/gtest.h>

#include "device/topology.hpp"
#include "gradient/gradient.hpp"
#include "partition/host_memory.hpp"
#include "tests/support/small_device.hpp"

namespace ptyger::test {
namespace {

constexpr std::size_t patterns = 9;
#ifdef KOKKOS_ENABLE_CUDA
constexpr std::size_t size = 256;
constexpr std::size_t repeats = 8192;  // 73728 frames; the last pattern begins at pixel 2^32
constexpr std::size_t bytes_needed = std::size_t{12} << 30;
#else
constexpr std::size_t size = 8;
constexpr std::size_t repeats = 20;
constexpr std::size_t bytes_needed = 0;
#endif

/// A scan with every frame of another one `repeats` times in succession.
SmallScan repeated(SmallScan const& once) {
  SmallScan many = once;
  auto const& from = std::get<std::vector<std::uint8_t>>(once.scan.counts);
  std::vector<std::uint8_t> counts;
  counts.reserve(from.size() * repeats);
  many.scan.positions.clear();
  many.scan.indexes.clear();
  many.placement.row.clear();
  many.placement.col.clear();
  for (std::size_t frame = 0; frame < patterns; ++frame)
    for (std::size_t i = 0; i < repeats; ++i) {
      auto const begin = from.begin() + static_cast<std::ptrdiff_t>(frame * size * size);
      counts.insert(counts.end(), begin, begin + std::ptrdiff_t{size * size});
      many.scan.positions.push_back(once.scan.positions[frame]);
      many.scan.indexes.push_back(static_cast<std::int64_t>(many.scan.indexes.size()));
      many.placement.row.push_back(once.placement.row[frame]);
      many.placement.col.push_back(once.placement.col[frame]);
    }
  many.scan.frames = patterns * repeats;
  many.scan.counts = std::move(counts);
  return many;
}

struct Gradient {
  model::Misfit misfit;
  std::vector<std::complex<double>> by_object, by_probe;
};

Gradient gradient_of(SmallScan const& scan, bool streamed) {
  SmallDevice<double> small(scan, Sampling::bilinear, device::default_chunk_bytes<RunDevice>, streamed);
  gradient::GradientPass<RunDevice, double> pass(small.device, small.model);
  model::FarFields<RunDevice, double> no_cache;
  auto const misfit =
      pass.run(small.scan.all(), small.estimate, Noise::gaussian, small.gradient, small.illumination, no_cache);
  return {misfit, on_host(small.device, small.gradient.object), on_host(small.device, small.gradient.probe)};
}

// The gradient is a sum over frames, so that frames which come 8192 times give 8192 times the gradient.
TEST(LargeScan, OfMoreThan32BitsOfPixelsHasTheGradientOfItsFrames) {
  if (partition::available_host_memory() < bytes_needed) GTEST_SKIP() << "it needs 12 GiB of memory";
  if (device::free_gpu_memory(1) < bytes_needed) GTEST_SKIP() << "it needs a GPU with 12 GiB of free memory";
  auto const once = make_small_scan({.frames = patterns, .detector = size, .probe = size, .counts = CountType::uint8});
  auto expected = gradient_of(once, false);
  for (auto* const values : {&expected.by_object, &expected.by_probe})
    for (auto& value : *values) value *= static_cast<double>(repeats);
  auto const many = repeated(once);
  for (bool const streamed : {false, true}) {
    auto const found = gradient_of(many, streamed);
    char const* const how = streamed ? "streamed" : "held";
    EXPECT_NEAR(found.misfit.objective / static_cast<double>(repeats) / expected.misfit.objective, 1, 1e-10) << how;
    EXPECT_LT(relative_distance(found.by_object, expected.by_object), 1e-10) << how;
    EXPECT_LT(relative_distance(found.by_probe, expected.by_probe), 1e-10) << how;
  }
}

}  // namespace
}  // namespace ptyger::test
