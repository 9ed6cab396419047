#pragma once

#include "app/command.hpp"

namespace ptyger {

void add_compare(CLI::App& program, Invocation& chosen);

}  // namespace ptyger
