#pragma once

#include <string_view>

namespace ptyger::core {

/// Writes the line "ptyger: error: MESSAGE" to standard error.
void log_error(std::string_view message);

/// Writes the line "ptyger: warning: MESSAGE" to standard error.
void log_warning(std::string_view message);

}  // namespace ptyger::core
