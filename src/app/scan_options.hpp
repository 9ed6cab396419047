#pragma once

#include "ptyger/read_options.hpp"

namespace CLI {
class App;
}

namespace ptyger::app {

/// Registers what a user may say of a scan in place of its files; `options` must outlive parsing.
void add_scan_options(CLI::App& command, ReadOptions& options);

}  // namespace ptyger::app
