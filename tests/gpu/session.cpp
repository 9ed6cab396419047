#include "tests/gpu/session.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <sstream>
#include <utility>

namespace ptyger::gpu_checks {
namespace {

using State = Outcome::State;

constexpr double least_seconds = 5;  ///< a check is not begun with less time

std::vector<std::string> folders_of_tools() {
  std::vector<std::string> folders{"/usr/local/cuda/bin", "/usr/local/cuda/compute-sanitizer"};
  for (auto const* const name : {"CUDA_HOME", "CUDA_PATH"})
    if (char const* const root = std::getenv(name); root != nullptr) folders.push_back(std::string(root) + "/bin");
  return folders;
}

/// Number of GPUs in what `ptyger devices --json` printed.
int gpus_in(std::string const& text) {
  auto const json = nlohmann::json::parse(text, nullptr, false);
  if (!json.is_object() || json.value("kind", "") != "gpus") return 0;
  return static_cast<int>(json.value("devices", nlohmann::json::array()).size());
}

/// Parts of the positive part of a filter of GoogleTest.
std::vector<std::string> parts_of(std::string const& filter) {
  std::stringstream text(filter.substr(0, filter.find('-')));
  std::vector<std::string> parts;
  for (std::string part; std::getline(text, part, ':');) parts.push_back(part);
  return parts;
}

}  // namespace

std::vector<std::string> filters_without_tests(std::string const& tests) {
  auto const log = (std::filesystem::temp_directory_path() / fmt::format("gpu_checks_{}", getpid())).string();
  std::vector<std::string> names;
  auto const list = [&](std::string const& filter) {
    auto const ended = gpu_checks::run({tests, "--gtest_list_tests", "--gtest_filter=" + filter}, log, 60);
    return ended.exit_code == 0 && ended.output.find("\n  ") != std::string::npos;
  };
  for (auto const& check : all_checks())
    if (check.program == Program::tests || check.program == Program::sanitizer)
      for (auto const& part : parts_of(check.arguments.back()))
        if (!list(part)) names.push_back(check.name + ": " + part);
  for (auto const* const ending : {".out", ".err"}) std::filesystem::remove(log + ending);
  return names;
}

Session::Session(Settings settings)
    : settings_(std::move(settings)), sanitizer_(find_program("compute-sanitizer", folders_of_tools())) {
  std::error_code ignored;  // a missing scan shows in the checks that read it
  if (std::filesystem::temp_directory_path(ignored).empty())
    setenv("TMPDIR", settings_.folder.c_str(), 1);  // a machine without /tmp
  auto const scan = settings_.folder + "/second_scan.cxi";
  std::filesystem::copy_file(settings_.star, scan, std::filesystem::copy_options::overwrite_existing, ignored);
}

std::vector<Result> Session::run(std::function<void(Result const&)> const& told) {
  std::vector<Result> results;
  auto const add = [&](Result const& result) {
    results.push_back(result);
    told(result);
  };
  add(find_gpus());
  for (auto const& check : checks_) {
    auto const& only = settings_.only;
    if (only.empty() || std::find(only.begin(), only.end(), check.name) != only.end()) add(make(check));
  }
  return results;
}

/// The check `devices`. A machine without a GPU passes it when the program says so; one with a driver does not.
Result Session::find_gpus() {
  Result result{{"devices", "the GPUs of this node", Program::ptyger, {"devices", "--json"}, 0}, {}, 0, {}};
  auto const ended = gpu_checks::run(command_of(result.check), log_of("devices"), result.check.seconds);
  result.seconds = ended.seconds;
  result.output = ended.output;
  if (ended.exit_code == 0) {
    devices_ = ended.output;
    gpus_ = gpus_in(devices_);
    no_gpu_ = "no GPU";
  } else if (ended.diagnostics.find("none is usable here") != std::string::npos &&
             !std::filesystem::exists("/dev/nvidiactl")) {
    no_gpu_ = "no GPU";
  } else {
    result.outcome = outcome_of_program(ended, {});
    no_gpu_ = "`ptyger devices` failed";
  }
  gpus_ = settings_.gpus.value_or(gpus_);
  if (!settings_.no_nccl.empty() && gpus_ > 1) {
    setenv("CUDA_VISIBLE_DEVICES", "0", 0);
    gpus_ = 1;
  }
  if (result.outcome.state == State::passed)
    result.outcome.remark = gpus_ == 0 ? "no GPU" : fmt::format("{} GPU{}", gpus_, gpus_ == 1 ? "" : "s");
  return result;
}

std::string Session::reason_to_skip(Check const& check) const {
  if (check.least_gpus > 0 && gpus_ == 0) return no_gpu_;
  if (check.least_gpus > 0 && !settings_.missing.empty()) return settings_.missing;
  if (!settings_.no_nccl.empty() && (check.nccl || check.least_gpus > 1)) return settings_.no_nccl;
  if (check.least_gpus > gpus_)
    return fmt::format("{} GPU{}, it needs {}", gpus_, gpus_ == 1 ? "" : "s", check.least_gpus);
  if (check.program == Program::sanitizer && sanitizer_.empty()) return "compute-sanitizer was not found";
  if (seconds_left() < least_seconds) return fmt::format("no time left of {:.0f} s", settings_.seconds);
  return {};
}

Result Session::make(Check const& check) {
  Result result{check, {}, 0, {}};
  if (auto const reason = reason_to_skip(check); !reason.empty()) {
    result.outcome = {State::skipped, reason};
    return result;
  }
  auto const limit = std::min<double>(check.seconds, seconds_left());
  auto const ended = gpu_checks::run(command_of(check), log_of(check.name), limit);
  bool const is_tests = check.program == Program::tests || check.program == Program::other_tests;
  result.outcome = is_tests ? outcome_of_tests(ended) : outcome_of_program(ended, check.refusal);
  result.seconds = ended.seconds;
  result.output = ended.output;
  if (ended.timed_out && limit < check.seconds)
    result.outcome = {State::skipped, fmt::format("no time left of {:.0f} s", settings_.seconds)};
  return result;
}

std::vector<std::string> Session::arguments_of(Check const& check) const {
  if (check.program == Program::tests) return {"--gtest_filter=" + check.arguments.front()};
  if (check.program == Program::other_tests) return {"--gtest_filter=" + filter_of_other_tests(checks_)};
  if (check.program == Program::sanitizer) return {"--gtest_filter=" + check.arguments.back()};
  auto const folder = settings_.folder + "/" + check.name;
  std::filesystem::create_directories(folder);
  auto arguments = check.arguments;
  for (auto& word : arguments)
    for (auto const& [mark, text] : {std::pair{std::string("{star}"), settings_.star},
                                     {"{second star}", settings_.folder + "/second_scan.cxi"},
                                     {"{folder}", folder}})
      if (auto const at = word.find(mark); at != std::string::npos) word.replace(at, mark.size(), text);
  return arguments;
}

std::vector<std::string> Session::command_of(Check const& check) const {
  std::vector<std::string> words;
  auto const append = [&](std::vector<std::string> const& more) {
    words.insert(words.end(), more.begin(), more.end());
  };
  if (check.program == Program::every_rank) {
    append(settings_.launcher);
    append({settings_.mpirun, "-n", std::to_string(check.ranks > 0 ? check.ranks : gpus_ + 1)});
  } else if (check.program == Program::sanitizer) {
    append({sanitizer_, "--tool", check.arguments.front(), "--error-exitcode", "1", "--target-processes", "all"});
  }
  append(settings_.launcher);
  bool const ptyger = check.program == Program::ptyger || check.program == Program::every_rank;
  words.push_back(ptyger ? settings_.program
                         : (check.program == Program::benchmark ? settings_.benchmark : settings_.tests));
  append(arguments_of(check));
  return words;
}

double Session::seconds_left() const {
  return settings_.seconds - std::chrono::duration<double>(std::chrono::steady_clock::now() - begin_).count();
}

}  // namespace ptyger::gpu_checks
