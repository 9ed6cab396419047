#pragma once

#include <string>

namespace ptyger::device {

/// Why an array cannot be allocated, and what to do. `id`: number of the device; `label`: name of the array; `cause`:
/// the words of the library that allocates.
std::string out_of_memory(int id, bool on_gpu, std::string const& label, std::string const& cause);

}  // namespace ptyger::device
