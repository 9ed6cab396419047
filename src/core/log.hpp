#pragma once

#include <string_view>

namespace ptyger::core {

/// One line on stderr: "ptyger: error: ...".
void log_error(std::string_view message);

/// One line on stderr: "ptyger: warning: ...".
void log_warning(std::string_view message);

}  // namespace ptyger::core
