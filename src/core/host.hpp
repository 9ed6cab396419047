#pragma once

#include <optional>
#include <string>

namespace ptyger::core {

/// The current time in ISO 8601 with the offset to UTC, such as 2026-01-31T09:05:00+01:00.
std::string time_stamp();

/// Seconds since 1970 of a text that time_stamp() made; empty for other texts.
std::optional<double> parse_time_stamp(std::string const& text);

/// Network name of this machine; "unknown" when the system does not report one.
std::string host_name();

/// Start time of a process of this machine, clock ticks after boot; 0 when there is no such process, or when it has
/// ended and its parent has not collected its exit status.
unsigned long process_start(long process_id);

/// The same as a time, seconds since 1970; 0 when there is no such process.
double process_start_time(long process_id);

}  // namespace ptyger::core
