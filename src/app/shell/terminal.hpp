#pragma once

#include <cstdio>

namespace ptyger::app {

/// Abilities of the terminal behind a stream.
struct Terminal {
  bool redraw = false;  ///< whether the terminal can redraw a line
  bool colour = false;  ///< whether the terminal can redraw, and NO_COLOR is not set
};

/// Abilities of the terminal behind a stream; none when the stream is no terminal.
Terminal inspect_terminal(std::FILE* stream);

/// Columns of the terminal behind a stream; if the stream is no terminal, the value of COLUMNS, else 80.
int terminal_width(std::FILE* stream);

}  // namespace ptyger::app
