#include "campaign/rank_log.hpp"

#include <gmock/gmock.h>

#include <fstream>
#include <sstream>
#include <thread>
#include <vector>

#include "core/host.hpp"
#include "ptyger/error.hpp"
#include "tests/app/run_program.hpp"
#include "tests/hdf5/temporary_folder.hpp"

namespace ptyger::test {
namespace {

std::vector<std::string> lines_of(std::string const& file) {
  std::ifstream in(file);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

/// The job `id`, which the batch system may know by a number.
campaign::Job job(std::string const& id, std::string const& batch_job = "") {
  campaign::Job result;
  result.id = id;
  result.batch_job = batch_job;
  return result;
}

TEST(RankLog, LinesCarryTimeRankMachineProjectionAndDevice) {
  TemporaryFolder const folder;
  {
    campaign::RankLog const log(folder / "logs", 7, job("node-1-2"));
    log.line("scan_1", "cg 3", 0);
    log.line("", "begins");
  }
  auto const lines = lines_of(folder / "logs/node-1-2_rank_0007.log");
  auto const host = core::host_name();
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_THAT(lines[0],
              testing::MatchesRegex(R"(....-..-..T..:..:..\.... .rank 7 )" + host + ". .scan_1. .device 0. cg 3"));
  EXPECT_THAT(lines[1], testing::HasSubstr("[rank 7 " + host + "] [-] [-] begins"));
}

TEST(RankLog, TwoJobsShareNoFile) {
  TemporaryFolder const folder;
  for (auto const& of : {job("a"), job("b"), job("a", "4711"), job("b", "4711")})
    campaign::RankLog(folder / "", 0, of).line("", "begins");
  EXPECT_THAT(entries(folder / ""), testing::ElementsAre("4711_a_rank_0000.log", "4711_b_rank_0000.log",
                                                         "a_rank_0000.log", "b_rank_0000.log"));
}

TEST(RankLog, LinesOfSeveralThreadsDoNotMix) {
  TemporaryFolder const folder;
  {
    campaign::RankLog const log(folder / "", 0, job("a"));
    std::vector<std::jthread> threads;
    for (int t = 0; t < 4; ++t)
      threads.emplace_back([&log, t] {
        for (int i = 0; i < 100; ++i) log.line("scan", std::string(static_cast<std::size_t>(50 + t), 'x'), t);
      });
  }
  auto const lines = lines_of(folder / "a_rank_0000.log");
  EXPECT_EQ(lines.size(), 400U);
  for (auto const& line : lines) EXPECT_THAT(line, testing::EndsWith("xxx"));
}

TEST(RankLog, ErrorNamesThePathThatCannotBeWritten) {
  TemporaryFolder const folder;
  std::ofstream(folder / "file") << "x";
  EXPECT_THAT(message_of<InputError>([&] { campaign::RankLog(folder / "file", 0, job("a")); }),
              testing::HasSubstr("--log-dir"));
}

}  // namespace
}  // namespace ptyger::test
