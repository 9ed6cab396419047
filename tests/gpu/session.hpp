#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "tests/gpu/check.hpp"
#include "tests/gpu/outcome.hpp"

namespace ptyger::gpu_checks {

/// Where the programs are, and what is known of this machine.
struct Settings {
  std::string program;                ///< path of `ptyger`
  std::string tests;                  ///< path of `gpu_tests`
  std::string benchmark;              ///< path of `kernel_speed`
  std::string mpirun;                 ///< path of `mpirun`
  std::vector<std::string> launcher;  ///< words before each of these programs: the loader of the bundle
  std::string star;                   ///< file of a small scan
  std::string folder;                 ///< results and logs
  double seconds = 570;               ///< time for all checks
  std::string missing;                ///< why no check with a GPU can run, such as a missing library; empty: it can
  std::string no_nccl;                ///< why only one GPU is used; empty: NCCL is there
  std::optional<int> gpus;            ///< number of GPUs; empty: `ptyger devices` tells
  std::vector<std::string> only;      ///< names of the checks to run; empty: all
};

/// A check that has been made.
struct Result {
  Check check;
  Outcome outcome;
  double seconds = 0;
  std::string output;  ///< of the program
};

/// Names of the checks with a filter, or a part of it, that names no test of the program `tests`.
std::vector<std::string> filters_without_tests(std::string const& tests);

/// Runs the checks, one after the other, within the time limit.
class Session {
 public:
  explicit Session(Settings settings);
  /// Makes all checks; told: called after each.
  std::vector<Result> run(std::function<void(Result const&)> const& told);
  /// What `ptyger devices --json` printed.
  [[nodiscard]] std::string const& devices() const { return devices_; }
  [[nodiscard]] int gpus() const { return gpus_; }

 private:
  Result find_gpus();
  Result make(Check const& check);
  [[nodiscard]] std::string reason_to_skip(Check const& check) const;
  [[nodiscard]] std::vector<std::string> command_of(Check const& check) const;
  [[nodiscard]] std::vector<std::string> arguments_of(Check const& check) const;
  [[nodiscard]] double seconds_left() const;
  [[nodiscard]] std::string log_of(std::string const& check) const { return settings_.folder + "/" + check; }

  Settings settings_;
  std::vector<Check> checks_ = all_checks();
  std::string sanitizer_;  ///< path of compute-sanitizer; empty: not found
  int gpus_ = 0;
  std::string no_gpu_;   ///< why there is none
  std::string devices_;  ///< what `ptyger devices --json` printed
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
};

}  // namespace ptyger::gpu_checks
