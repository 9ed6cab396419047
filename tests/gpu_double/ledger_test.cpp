// What an iteration costs on one GPU: kernel launches and waits, without the transforms.
#include <gtest/gtest.h>

#include "device/views.hpp"
#include "model/device_scan.hpp"
#include "ptyger/reconstruct.hpp"
#include "tests/gpu_double/gpu_double.hpp"
#include "tests/support/star.hpp"

namespace ptyger::test {
namespace {

struct Costs {
  int launches = 0;
  int waits = 0;
};

// Of a run without a start.
Costs costs_of(Scan const& scan, Options options, int iterations) {
  options.iterations = iterations;
  gpu_double::reset();
  reconstruct(scan, options);
  return {gpu_double::calls("kernel launch"), gpu_double::calls("wait") + gpu_double::calls("cudaStreamSynchronize") +
                                                  gpu_double::calls("cudaEventSynchronize") +
                                                  gpu_double::calls("cudaDeviceSynchronize")};
}

class LedgerTest : public testing::TestWithParam<Sampling> {};
INSTANTIATE_TEST_SUITE_P(Samplings, LedgerTest, testing::Values(Sampling::nearest, Sampling::bilinear),
                         [](auto const& test) { return to_word(test.param); });

TEST_P(LedgerTest, AnIterationOfOneGpu) {
  constexpr int frames = 20;
  auto const scan = star_crop(frames);
  auto options = star_options(0, 1);
  options.memory = MemoryStrategy::recompute;
  options.devices.count = 1;
  options.sampling = GetParam();
  int const chunk = model::frames_per_chunk<float>(device::Gpu::chunk_bytes, 1, scan.detector, frames);
  int const chunks = (frames + chunk - 1) / chunk;
  ASSERT_GT(chunks, 2);
  auto const few = costs_of(scan, options, 2);
  auto const more = costs_of(scan, options, 4);
  // A search looks at all frames of a small scan.
  EXPECT_LE((more.launches - few.launches) / 2, 8 + 3 * chunks + 2 * chunks);
  EXPECT_LE((more.waits - few.waits) / 2, 2);
}

}  // namespace
}  // namespace ptyger::test
