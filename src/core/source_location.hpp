#pragma once

namespace ptyger::core {

/// Place of a call; what std::source_location is, which clang 14 does not have with GNU's library.
class SourceLocation {
 public:
  static constexpr SourceLocation current(char const* file = __builtin_FILE(), unsigned line = __builtin_LINE()) {
    return {file, line};
  }
  constexpr char const* file_name() const { return file_; }
  constexpr unsigned line() const { return line_; }

 private:
  constexpr SourceLocation(char const* file, unsigned line) : file_(file), line_(line) {}

  char const* file_;
  unsigned line_;
};

}  // namespace ptyger::core
