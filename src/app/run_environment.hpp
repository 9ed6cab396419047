#pragma once

#include <map>
#include <string>

namespace ptyger::app {

/// Versions of the program and of what it was built with, by name.
std::map<std::string, std::string> versions();

}  // namespace ptyger::app
