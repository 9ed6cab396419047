#pragma once

#include <string>

namespace ptyger {

/// Now in ISO 8601 with the offset to UTC, such as 2026-01-31T09:05:00+01:00.
std::string time_stamp();

/// Name of this machine.
std::string host_name();

}  // namespace ptyger
