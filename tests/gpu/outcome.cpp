#include "tests/gpu/outcome.hpp"

#include <fmt/format.h>

#include <csignal>
#include <regex>
#include <set>
#include <sstream>

namespace ptyger::gpu_checks {
namespace {

constexpr int signal_exit = 128;

/// How a program ended that should have ended with 0.
std::string reason_of_exit(Ended const& ended) {
  if (ended.timed_out) return fmt::format("stopped after {:.0f} s", ended.seconds);
  if (ended.exit_code == signal_exit + SIGILL)
    return "illegal instruction: built for another processor; configure with -DPTYGER_NATIVE=OFF";
  if (ended.exit_code > signal_exit) return fmt::format("ended by signal {}", ended.exit_code - signal_exit);
  return fmt::format("exit code {}", ended.exit_code);
}

/// The last line that is not empty, of the messages if there are any.
std::string last_line(Ended const& ended) {
  auto const& text = ended.diagnostics.empty() ? ended.output : ended.diagnostics;
  std::stringstream lines(text);
  std::string last;
  for (std::string line; std::getline(lines, line);)
    if (line.find_first_not_of(" \r") != std::string::npos) last = line;
  return last;
}

/// Number in the first match of a pattern; 0: no match.
int number_in(std::string const& text, char const* pattern) {
  std::smatch match;
  return std::regex_search(text, match, std::regex(pattern)) ? std::stoi(match[1]) : 0;
}

/// Reasons of skipped tests, each once: the lines after "FILE:LINE: Skipped".
std::string reasons_of_skipped(std::string const& output) {
  std::stringstream lines(output);
  std::set<std::string> reasons;
  for (std::string line; std::getline(lines, line);)
    if (line.ends_with(": Skipped") && std::getline(lines, line)) reasons.insert(line);
  return fmt::format("{}", fmt::join(reasons, "; "));
}

/// Names of the tests that failed, in the order in which they ran.
std::string failed_tests(std::string const& output) {
  std::stringstream lines(output);
  std::string names;
  std::set<std::string> seen;
  std::string const mark = "[  FAILED  ] ";
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with(mark) || line.find('.') == std::string::npos) continue;
    auto const name = line.substr(mark.size(), line.find_first_of(" ,", mark.size()) - mark.size());
    if (seen.insert(name).second) names += (names.empty() ? "" : ", ") + name;
  }
  return names;
}

/// The test that was running when the program ended.
std::string running_test(std::string const& output) {
  auto const begin = output.rfind("[ RUN      ] ");
  if (begin == std::string::npos) return "";
  auto const end = output.find('\n', begin);
  return output.substr(begin + 13, end - begin - 13);
}

}  // namespace

char const* to_word(Outcome::State state) {
  if (state == Outcome::State::skipped) return "skipped";
  return state == Outcome::State::passed ? "passed" : "failed";
}

Outcome outcome_of_program(Ended const& ended, std::string const& refusal) {
  if (!refusal.empty()) {
    bool const refused =
        ended.exit_code != 0 && !ended.timed_out && ended.diagnostics.find(refusal) != std::string::npos;
    if (refused) return {};
    return {Outcome::State::failed,
            fmt::format("it should say '{}': {}, {}", refusal, reason_of_exit(ended), last_line(ended))};
  }
  if (ended.exit_code == 0 && !ended.timed_out) return {};
  return {Outcome::State::failed, reason_of_exit(ended) + ": " + last_line(ended)};
}

Outcome outcome_of_tests(Ended const& ended) {
  auto const& output = ended.output;
  auto const failed = failed_tests(output);
  if (!failed.empty()) return {Outcome::State::failed, failed};
  bool const whole = output.find("[==========] ") != output.rfind("[==========] ");
  if (ended.timed_out || ended.exit_code != 0 || !whole) {
    auto const test = running_test(output);
    return {Outcome::State::failed, reason_of_exit(ended) + (test.empty() ? ": " + last_line(ended) : ", in " + test)};
  }
  int const passed = number_in(output, R"(\[  PASSED  \] (\d+) test)");
  int const skipped = number_in(output, R"(\[  SKIPPED \] (\d+) test)");
  if (passed + skipped == 0) return {Outcome::State::failed, "the filter names no test"};
  if (passed == 0) return {Outcome::State::skipped, reasons_of_skipped(output)};
  auto remark = fmt::format("{} test{}", passed, passed == 1 ? "" : "s");
  if (skipped > 0) remark += fmt::format(", {} skipped: {}", skipped, reasons_of_skipped(output));
  return {Outcome::State::passed, remark};
}

}  // namespace ptyger::gpu_checks
