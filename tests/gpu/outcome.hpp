#pragma once

#include <string>

#include "tests/gpu/process.hpp"

namespace ptyger::gpu_checks {

/// Outcome of a check, and what the report says about it.
struct Outcome {
  enum class State { passed, failed, skipped };
  State state = State::passed;
  std::string remark;
};

char const* to_word(Outcome::State state);

/// Outcome of a program. refusal: text that its message must have when it has to refuse; empty: it must succeed.
Outcome outcome_of_program(Ended const& ended, std::string const& refusal);

/// Outcome of a program of GoogleTest. A filter that names no test is a failure; tests that are all skipped are a check
/// that is skipped.
Outcome outcome_of_tests(Ended const& ended);

}  // namespace ptyger::gpu_checks
