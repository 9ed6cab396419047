#include "core/log.hpp"

#include <cstdio>
#include <string>

namespace ptyger::core {
namespace {

void log_line(std::string_view level, std::string_view message) {
  std::string const line = "ptyger: " + std::string(level) + ": " + std::string(message) + "\n";
  std::fwrite(line.data(), 1, line.size(), stderr);  // a single call, so that lines of several threads do not mix
}

}  // namespace

void log_error(std::string_view message) {
  log_line("error", message);
}

void log_warning(std::string_view message) {
  log_line("warning", message);
}

}  // namespace ptyger::core
