#include <gtest/gtest.h>

#include <tuple>

#include "tests/support/other_order.hpp"
#include "tests/support/simulated_scan.hpp"
#include "tests/support/star.hpp"

namespace ptyger::test {
namespace {

using Case = std::tuple<MemoryStrategy, bool, bool>;  // strategy, whether frames are streamed, whether all is refined

std::string name_of(testing::TestParamInfo<Case> const& test) {
  auto const [strategy, streamed, refined] = test.param;
  return std::string(to_word(strategy)) + (streamed ? "_streamed" : "_held") + (refined ? "_refined" : "");
}

class GpuAgainstHost : public testing::TestWithParam<Case> {};

INSTANTIATE_TEST_SUITE_P(Memory, GpuAgainstHost,
                         testing::Combine(testing::Values(MemoryStrategy::carried, MemoryStrategy::coefficients,
                                                          MemoryStrategy::recompute),
                                          testing::Bool(), testing::Bool()),
                         name_of);

TEST_P(GpuAgainstHost, HasTheSameResultInDouble) {
  auto const [strategy, streamed, refined] = GetParam();
  auto options = star_options(2, 10);
  options.sampling = refined ? Sampling::fourier : Sampling::bilinear;
  options.probe_modes = 2;
  options.precision = Precision::full;
  options.memory = strategy;
  options.devices.streaming = streamed;
  options.refine = {refined, refined, refined, 3};
  auto const scan = simulated_scan();
  auto const gpu = reconstruct(scan, options);
  auto const host = on_host_device(scan, options);
  EXPECT_LT(distance(gpu, host), 1e-10);
  EXPECT_NEAR(gpu.nrmse, host.nrmse, 1e-10 * host.nrmse);
  EXPECT_EQ(gpu.history.size(), host.history.size());
}

}  // namespace
}  // namespace ptyger::test
