#pragma once

#include <string>
#include <vector>

namespace ptyger::gpu_checks {

/// Program that a check starts.
enum class Program {
  ptyger,       ///< the program of the user
  tests,        ///< all tests over devices in one program: `gpu_tests`
  benchmark,    ///< speed of each kernel: `kernel_speed`
  every_rank,   ///< `ptyger` under mpirun
  other_tests,  ///< `tests` without the cases of all other checks
  sanitizer     ///< `tests` under compute-sanitizer
};

/// One line of the report.
struct Check {
  std::string name;
  std::string what;  ///< one sentence for the report
  Program program = Program::tests;
  /// Arguments; of tests a single filter of GoogleTest, of compute-sanitizer the tool and the filter. {star} is the
  /// file of a small scan, {folder} a folder for the files of this check.
  std::vector<std::string> arguments;
  int least_gpus = 1;
  bool nccl = false;         ///< needs NCCL also on a single GPU
  int seconds = 60;          ///< time limit
  int ranks = 1;             ///< of `every_rank`; 0: one more than there are GPUs
  std::string refusal = {};  ///< text in the message of the program when it has to refuse
};

/// The list "The first day on a GPU": what is known without a GPU comes first.
std::vector<Check> all_checks();

/// Filter of GoogleTest for the cases that no check of `Program::tests` names.
std::string filter_of_other_tests(std::vector<Check> const& checks);

}  // namespace ptyger::gpu_checks
