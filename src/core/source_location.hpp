#pragma once

namespace ptyger::core {

/// File and line of a call. Replaces std::source_location, which clang 14 lacks with GNU's standard library.
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
