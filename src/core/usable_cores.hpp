#pragma once

#include <cstddef>

namespace ptyger::core {

/// Number of processors on which the calling thread may run, at least 1.
std::size_t usable_cores();

}  // namespace ptyger::core
