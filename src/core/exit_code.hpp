#pragma once

namespace ptyger::core {

/// Exit status of the program.
enum class ExitCode : int { ok = 0, bad_input = 2, failed = 3, stopped_by_batch_system = 75, interrupted = 130 };

}  // namespace ptyger::core
