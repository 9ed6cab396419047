#pragma once

#include <cstddef>
#include <string>

#include "ptyger/options.hpp"

namespace CLI {
class App;
}

namespace ptyger::app {

/// Registers what commands that reconstruct ask about devices; `options` must outlive parsing. The default number of
/// devices is that of the machine.
void add_device_options(CLI::App& command, DeviceOptions& options);

/// Bytes of "80GiB", "500 MB", "1.5T" or a plain number; 0 when it is none of these.
std::size_t parse_bytes(std::string const& text);

}  // namespace ptyger::app
