#include "app/shell/terminal.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>
#include <string_view>

namespace ptyger::app {

Terminal inspect_terminal(std::FILE* stream) {
  auto const* type = std::getenv("TERM");
  auto const* no_colour = std::getenv("NO_COLOR");
  bool const redraw = isatty(fileno(stream)) == 1 && type != nullptr && std::string_view(type) != "dumb";
  return {redraw, redraw && (no_colour == nullptr || *no_colour == '\0')};
}

int terminal_width(std::FILE* stream) {
  winsize size{};
  if (ioctl(fileno(stream), TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  auto const* columns = std::getenv("COLUMNS");
  auto const width = columns == nullptr ? 0 : std::atoi(columns);
  return width > 0 ? width : 80;
}

}  // namespace ptyger::app
