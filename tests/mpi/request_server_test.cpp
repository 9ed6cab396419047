#include "comm/request_server.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <set>
#include <sstream>
#include <thread>
#include <vector>

#include "ptyger/error.hpp"
#include "tests/mpi/world_of_tests.hpp"

namespace ptyger::test {
namespace {

using testing::HasSubstr;
using Clock = std::chrono::steady_clock;

/// Makes requests from several threads of this rank; returns all answers.
std::vector<std::string> ask_from_threads(comm::RequestServer& server, int threads, int asks) {
  std::vector<std::vector<std::string>> answers(static_cast<std::size_t>(threads));
  {
    std::vector<std::jthread> askers;
    for (auto& thread_answers : answers)
      askers.emplace_back([&server, &thread_answers, asks] {
        for (int i = 0; i < asks; ++i) thread_answers.push_back(server.ask("next"));
      });
  }
  std::vector<std::string> joined;
  for (auto const& thread_answers : answers) joined.insert(joined.end(), thread_answers.begin(), thread_answers.end());
  return joined;
}

TEST(RequestServer, GivesEachOfConcurrentRequestsANumberOfItsOwn) {
  constexpr int threads = 3;
  constexpr int asks = 40;
  int next = 0;  // used on rank 0
  comm::RequestServer server(world(), [&](int, std::string const&) { return std::to_string(next++); }, {});
  std::string rank_answers;
  for (std::string const& answer : ask_from_threads(server, threads, asks)) rank_answers += answer + " ";
  server.close();
  std::set<std::string> numbers;
  for (std::string const& texts_of_rank : world().gather(rank_answers)) {
    std::istringstream words(texts_of_rank);
    for (std::string number; words >> number;) EXPECT_TRUE(numbers.insert(number).second) << number << " came twice";
  }
  int const expected = world().rank() == 0 ? threads * asks * world().size() : 0;
  EXPECT_EQ(numbers.size(), static_cast<std::size_t>(expected));
}

TEST(RequestServer, GivesTheRankAndAnyTextToTheAnswer) {
  comm::RequestServer server(
      world(), [](int rank, std::string const& request) { return std::to_string(rank) + ":" + request; }, {});
  for (std::string const& request : {std::string(), std::string("a\0b", 3), std::string(200000, 'x')})
    EXPECT_EQ(server.ask(request), std::to_string(world().rank()) + ":" + request);
  server.close();
}

TEST(RequestServer, ThrowsTheErrorOfTheAnswerOnTheAskingRank) {
  comm::RequestServer server(world(),
                             [](int rank, std::string const&) -> std::string {
                               throw InputError("no projection for rank " + std::to_string(rank));
                             },
                             {});
  EXPECT_THAT(message_of<CallError>([&] { static_cast<void>(server.ask("next")); }),
              HasSubstr("no projection for rank " + std::to_string(world().rank())));
  server.close();
}

/// Rank 0 computes without a pause, as a solver does, while the other ranks make requests.
TEST(RequestServer, AnswersWhileRankZeroComputes) {
  comm::RequestServer server(world(), [](int, std::string const&) { return std::string("yes"); }, {});
  std::vector<double> milliseconds;
  auto const end = Clock::now() + std::chrono::milliseconds(600);
  double sum = 0;
  while (Clock::now() < end) {
    if (world().rank() == 0) {
      for (int i = 0; i < 100000; ++i) sum += std::sqrt(static_cast<double>(i));
      continue;
    }
    auto const begin = Clock::now();
    EXPECT_EQ(server.ask("?"), "yes");
    milliseconds.push_back(std::chrono::duration<double, std::milli>(Clock::now() - begin).count());
  }
  server.close();
  EXPECT_GE(sum, 0);
  if (milliseconds.empty()) return;
  std::sort(milliseconds.begin(), milliseconds.end());
  RecordProperty("median_ms", std::to_string(milliseconds[milliseconds.size() / 2]));
  EXPECT_LT(milliseconds[milliseconds.size() / 2], 100) << "milliseconds, also on a crowded machine";
}

TEST(RequestServer, RunsItsIdleTaskOnRankZeroOnly) {
  std::atomic<int> idles = 0;
  comm::RequestServer server(
      world(), [](int, std::string const&) { return std::string(); }, [&] { ++idles; });
  auto const end = Clock::now() + std::chrono::seconds(20);
  while (world().rank() == 0 && idles == 0 && Clock::now() < end)
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  server.close();
  EXPECT_EQ(idles > 0, world().rank() == 0);
}

}  // namespace
}  // namespace ptyger::test
