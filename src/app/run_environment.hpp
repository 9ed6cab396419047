#pragma once

#include <map>
#include <string>

namespace ptyger::app {

/// Versions of the program, of Kokkos and of the compiler, by name.
std::map<std::string, std::string> versions();

}  // namespace ptyger::app
