#include "campaign/rank_log.hpp"

#include <gmock/gmock.h>

#include <fstream>
#include <sstream>
#include <thread>
#include <vector>

#include "ptyger/error.hpp"
#include "tests/hdf5/temporary_folder.hpp"

namespace ptyger::test {
namespace {

std::vector<std::string> lines_of(std::string const& file) {
  std::ifstream in(file);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

TEST(RankLog, LinesCarryTimeRankProjectionAndDevice) {
  TemporaryFolder const folder;
  campaign::RankLog(folder / "logs", 7, "").line("scan_1", "cg 3", 0);
  campaign::RankLog(folder / "logs", 7, "").line("", "begins");  // a later run appends
  auto const lines = lines_of(folder / "logs/rank_0007.log");
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_THAT(lines[0], testing::MatchesRegex(R"(....-..-..T..:..:..\.... .rank 7. .scan_1. .device 0. cg 3)"));
  EXPECT_THAT(lines[1], testing::HasSubstr("[rank 7] [-] [-] begins"));
}

TEST(RankLog, LinesOfSeveralThreadsDoNotMix) {
  TemporaryFolder const folder;
  {
    campaign::RankLog const log(folder / "", 0, "4711");
    std::vector<std::jthread> threads;
    for (int t = 0; t < 4; ++t)
      threads.emplace_back([&log, t] {
        for (int i = 0; i < 100; ++i) log.line("scan", std::string(static_cast<std::size_t>(50 + t), 'x'), t);
      });
  }
  auto const lines = lines_of(folder / "4711_rank_0000.log");
  EXPECT_EQ(lines.size(), 400U);
  for (auto const& line : lines) EXPECT_THAT(line, testing::EndsWith("xxx"));
}

TEST(RankLog, ErrorNamesThePathThatCannotBeWritten) {
  TemporaryFolder const folder;
  std::ofstream(folder / "file") << "x";
  EXPECT_THAT(message_of<InputError>([&] { campaign::RankLog(folder / "file", 0, ""); }),
              testing::HasSubstr("--log-dir"));
}

}  // namespace
}  // namespace ptyger::test
