#pragma once

#include <cstdio>

namespace ptyger::app {

/// What may be written to a stream.
struct Terminal {
  bool redraw = false;  ///< a terminal that can go back to the beginning of a line
  bool colour = false;  ///< redraw, and NO_COLOR is not set
};

Terminal inspect_terminal(std::FILE* stream);

/// Columns of the terminal behind a stream; else those of COLUMNS, else 80.
int terminal_width(std::FILE* stream);

}  // namespace ptyger::app
