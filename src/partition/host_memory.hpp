#pragma once

#include <cstddef>

namespace ptyger::partition {

/// Memory that this process can still allocate, bytes: the free memory of the machine or the rest of its control
/// group's limit (the share of a batch job), whichever is less.
std::size_t available_host_memory();

}  // namespace ptyger::partition
