// Runs of the program that a signal ends at a random moment, and then the same command again: the result is always
// made, with the bits of a run that was not disturbed. PTYGER_LOSS_ROUNDS and PTYGER_LOSS_SEED choose the rounds.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <thread>

#include "core/host.hpp"
#include "core/random.hpp"
#include "hdf5/input_file.hpp"
#include "tests/app/run_program.hpp"
#include "tests/hdf5/temporary_folder.hpp"

namespace ptyger::test {
namespace {

using testing::HasSubstr;
using Clock = std::chrono::steady_clock;

std::uint64_t number_of_environment(char const* name, std::uint64_t otherwise) {
  char const* const text = std::getenv(name);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

// Starts the program, and after `seconds` sends a signal, or stops to read its output. Returns its exit code.
int disturbed_run(std::vector<std::string> words, int signal, double seconds) {
  words.insert(words.begin(), PTYGER_PROGRAM);
  auto const child = detail::start(words);
  std::string output;
  auto const end = Clock::now() + std::chrono::duration<double>(seconds);
  auto streams = std::array<pollfd, 2>{pollfd{child.streams[0], POLLIN, 0}, pollfd{child.streams[1], POLLIN, 0}};
  auto const read_until = [&](auto const& done) {
    while (!done() && (streams[0].fd >= 0 || streams[1].fd >= 0)) {
      poll(streams.data(), streams.size(), 5);
      for (auto& stream : streams)
        if (stream.fd >= 0 && stream.revents != 0 && !detail::read_some(stream.fd, output)) {
          close(stream.fd);
          stream.fd = -1;
        }
    }
  };
  read_until([&] { return Clock::now() >= end; });
  if (signal == SIGPIPE) {
    for (auto& stream : streams) {
      if (stream.fd >= 0) close(stream.fd);
      stream.fd = -1;
    }
  } else {
    kill(child.id, signal);
  }
  read_until([] { return false; });
  int status = 0;
  waitpid(child.id, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

// CG iterations in a metrics file; 0 when there is none.
int iterations_in(std::string const& metrics) {
  std::ifstream lines(metrics);
  int count = 0;
  for (std::string line; std::getline(lines, line);) count += line.find("\"cg\"") != std::string::npos ? 1 : 0;
  return count;
}

class Loss : public testing::Test {
 protected:
  Loss() {
    auto const made = run_program({"simulate", "-o", scan, "--detector", "48", "--frames", "100", "--write-probe"});
    EXPECT_EQ(made.exit_code, 0) << made.diagnostics;
  }
  std::vector<std::string> command(std::string const& result) const {
    return {"reconstruct", scan,    "-o",      result, "--deterministic", "--devices", "2", "--checkpoint-every", "1i",
            "--metrics",   metrics, "--watch", "0.2",  "--report",        report};
  }
  TemporaryFolder folder;
  std::string const scan = folder / "scan.cxi";
  std::string const result = folder / "result.h5";
  std::string const metrics = folder / "run.jsonl";
  std::string const report = folder / "result.html";
};

TEST_F(Loss, TheSameCommandMakesTheResultAfterAnySignal) {
  auto const begin = Clock::now();
  ASSERT_EQ(run_program(command(result)).exit_code, 0);
  double const duration = std::chrono::duration<double>(Clock::now() - begin).count();
  auto const files = entries(folder / "");
  auto const object = hdf5::InputFile(result).dataset("object").read<std::complex<float>>();
  auto const probe = hdf5::InputFile(result).dataset("probe").read<std::complex<float>>();
  int const all_iterations = iterations_in(metrics);
  core::Random random(number_of_environment("PTYGER_LOSS_SEED", 1));
  constexpr std::array signals{SIGHUP, SIGTERM, SIGINT, SIGPIPE, SIGKILL};
  for (std::uint64_t round = 0; round < number_of_environment("PTYGER_LOSS_ROUNDS", 5); ++round) {
    int const signal = signals[round % signals.size()];
    for (auto const& name : files)
      if (name != "scan.cxi") std::filesystem::remove(folder / name);
    auto const where = fmt::format("round {}, {}", round, strsignal(signal));
    int const code =
        disturbed_run(command(result), signal, duration * 1e-6 * static_cast<double>(random.next() % 1000000));
    if (signal == SIGPIPE) {
      EXPECT_EQ(code, 0) << where;
    }
    int const reached = iterations_in(metrics);
    bool const has_ended = code == 0;
    auto const again = run_program(command(result));
    if (has_ended) {
      EXPECT_THAT(again.diagnostics, HasSubstr("exists already")) << where;
    } else {
      EXPECT_EQ(again.exit_code, 0) << where << again.diagnostics;
      int resumed = 0;
      if (auto const at = again.output.find("goes on after iteration "); at != std::string::npos)
        resumed = std::atoi(again.output.c_str() + at + 24);
      // A checkpoint is not due while the one before is written.
      EXPECT_GE(resumed + 4, reached) << where;
      std::printf("%s: exit code %d after %d iterations, goes on after %d\n", where.c_str(), code, reached, resumed);
    }
    EXPECT_EQ(entries(folder / ""), files) << where;
    EXPECT_EQ(iterations_in(metrics), all_iterations) << where;
    EXPECT_EQ(hdf5::InputFile(result).dataset("object").read<std::complex<float>>(), object) << where;
    EXPECT_EQ(hdf5::InputFile(result).dataset("probe").read<std::complex<float>>(), probe) << where;
  }
}

TEST_F(Loss, ACheckpointOfOtherOptionsIsNotLost) {
  auto words = command(result);
  EXPECT_EQ(run_program(words, {"start "}).exit_code, 130);
  words.insert(words.end(), {"--smooth", "0.5"});
  auto const other = run_program(words);
  EXPECT_EQ(other.exit_code, 2);
  EXPECT_THAT(other.diagnostics, HasSubstr("another run for this result has not ended"));
  EXPECT_THAT(other.diagnostics, HasSubstr("smooth"));
  words.emplace_back("--overwrite");
  auto const anew = run_program(words);
  EXPECT_EQ(anew.exit_code, 0) << anew.diagnostics;
  EXPECT_THAT(anew.output, testing::Not(HasSubstr("goes on")));
}

TEST_F(Loss, NohupKeepsTheRun) {
  auto const run =
      run_command({"nohup", PTYGER_PROGRAM, "reconstruct", scan, "-o", result, "--iterations", "30"}, {"cg "}, SIGHUP);
  EXPECT_EQ(run.exit_code, 0) << run.diagnostics;
}

TEST_F(Loss, AReaderThatLeavesEndsOnlyThePrinting) {
  auto const run =
      run_command({"sh", "-c", fmt::format("({} inspect {}; echo $? >&2) | head -n 1", PTYGER_PROGRAM, scan)});
  EXPECT_THAT(run.diagnostics, HasSubstr("0")) << run.diagnostics;
  EXPECT_THAT(run.output, HasSubstr("scan"));
}

TEST_F(Loss, ASecondRunWithTheSameOutputIsRefused) {
  std::ofstream(folder / ".result.h5.reserved." + core::host_name() + "." + std::to_string(::getpid()) + ".part") << "";
  auto const second = run_program(command(result));
  EXPECT_EQ(second.exit_code, 2);
  EXPECT_THAT(second.diagnostics, HasSubstr("is making this file"));
}

TEST_F(Loss, ALinkStaysAndItsTargetIsWritten) {
  std::filesystem::create_directory(folder / "store");
  std::filesystem::create_symlink("store/real.h5", result);
  EXPECT_EQ(run_program({"reconstruct", scan, "-o", result, "--iterations", "3"}).exit_code, 0);
  EXPECT_TRUE(std::filesystem::is_symlink(result));
  EXPECT_TRUE(std::filesystem::is_regular_file(folder / "store/real.h5"));
}

}  // namespace
}  // namespace ptyger::test
