#pragma once

#include <cstddef>

namespace ptyger::partition {

/// Memory that this process can still have, bytes: of the machine, or of its control group (a batch job's share).
std::size_t available_host_memory();

}  // namespace ptyger::partition
