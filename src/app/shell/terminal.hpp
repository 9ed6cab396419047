#pragma once

#include <cstdio>

namespace ptyger::app {

/// Abilities of the terminal behind a stream.
struct Terminal {
  bool redraw = false;  ///< it can return to the beginning of a line
  bool colour = false;  ///< it can redraw, and NO_COLOR is not set
};

/// Abilities of the terminal behind a stream; none when the stream is no terminal.
Terminal inspect_terminal(std::FILE* stream);

/// Columns of the terminal behind a stream; if it is none, the value of COLUMNS, else 80.
int terminal_width(std::FILE* stream);

}  // namespace ptyger::app
