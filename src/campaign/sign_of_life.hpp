#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "campaign/job.hpp"

namespace ptyger::campaign {

/// Modification time of a file, by the clock of the file system, since 1970; empty without the file.
std::optional<std::chrono::nanoseconds> last_sign_of_life(std::string const& file);

/// Whether the process `owner`, which renews `file`, lives at the time `now`, as `self` sees it. Life::unknown: it
/// cannot be seen from here, but has renewed the file within the longer of its lease and `lease`.
Life life_of_owner(Job const& owner, std::string const& file, Job const& self, std::chrono::nanoseconds now,
                   std::chrono::milliseconds lease = {});

}  // namespace ptyger::campaign
