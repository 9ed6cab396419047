#pragma once

#include <string>

namespace ptyger::core {

/// Now in ISO 8601 with the offset to UTC, such as 2026-01-31T09:05:00+01:00.
std::string time_stamp();

/// Name of this machine.
std::string host_name();

/// Clock ticks after boot at which a process of this machine started; 0 when there is none, or when it has ended and
/// only waits to be buried by its parent.
unsigned long process_start(long process);

}  // namespace ptyger::core
