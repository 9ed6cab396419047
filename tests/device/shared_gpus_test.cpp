#include "device/shared_gpus.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ptyger/error.hpp"

namespace ptyger::test {
namespace {

using device::VisibleGpus;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using Parts = std::vector<std::vector<int>>;

std::vector<std::string> addresses(int first, int end) {
  std::vector<std::string> result;
  for (int gpu = first; gpu < end; ++gpu) result.push_back("0000:0" + std::to_string(gpu) + ":00.0");
  return result;
}

std::string error_of(std::vector<VisibleGpus> const& ranks) {
  try {
    device::divide_gpus(ranks);
  } catch (InputError const& error) {
    return error.what();
  }
  return "";
}

TEST(SharedGpusTest, ARankAloneOnItsNodeKeepsAllGpus) {
  EXPECT_EQ(device::divide_gpus({{"a", addresses(0, 4)}, {"b", addresses(0, 2)}}), (Parts{{0, 1, 2, 3}, {0, 1}}));
}

TEST(SharedGpusTest, RanksThatSeeTheSameGpusDivideThem) {
  VisibleGpus const node{"a", addresses(0, 8)};
  EXPECT_EQ(device::divide_gpus({node, node}), (Parts{{0, 1, 2, 3}, {4, 5, 6, 7}}));
  EXPECT_EQ(device::divide_gpus({node, {"b", addresses(0, 8)}, node, node}),
            (Parts{{0, 1}, {0, 1, 2, 3, 4, 5, 6, 7}, {2, 3, 4}, {5, 6, 7}}));
}

TEST(SharedGpusTest, GpusThatTheLauncherHasDividedStay) {
  EXPECT_EQ(device::divide_gpus({{"a", addresses(0, 2)}, {"a", addresses(2, 4)}}), (Parts{{0, 1}, {0, 1}}));
}

TEST(SharedGpusTest, RanksWithoutGpusDivideNothing) {
  EXPECT_EQ(device::divide_gpus({{"a", {}}, {"a", {}}}), (Parts{{}, {}}));
}

TEST(SharedGpusTest, MoreRanksThanGpusAreRefused) {
  VisibleGpus const node{"n7", addresses(0, 2)};
  EXPECT_THAT(error_of({node, node, node}),
              AllOf(HasSubstr("3 ranks on the node n7 share 2 GPUs"), HasSubstr("--ntasks-per-node 1")));
}

TEST(SharedGpusTest, RanksThatShareSomeOfTheirGpusAreRefused) {
  EXPECT_THAT(error_of({{"n7", addresses(0, 3)}, {"n7", addresses(2, 4)}}), HasSubstr("CUDA_VISIBLE_DEVICES"));
}

}  // namespace
}  // namespace ptyger::test
