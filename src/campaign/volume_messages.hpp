#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "campaign/exchange_file.hpp"
#include "campaign/outline.hpp"
#include "comm/world.hpp"

namespace ptyger {

/// A number for each projection that this rank worked on, with what it has to say about it.
template <class Value>
using Numbered = std::vector<std::pair<std::size_t, Value>>;

// Collective; each projection is known to one rank.

/// What all ranks together know of `count` projections, on all ranks.
std::vector<Outline> share_outlines(World const& world, Numbered<Outline> const& own, std::size_t count);
std::vector<Outcome> share_outcomes(World const& world, Numbered<Outcome> const& own, std::size_t count);

/// The thumbnails of all ranks on rank 0, nothing elsewhere. All of them make up a sheet of 4096 x 4096 pixels at most,
/// 64 MiB, so MPI's counts suffice.
std::vector<Thumbnail> gather_thumbnails(World const& world, Numbered<Thumbnail> const& own, std::size_t count);

}  // namespace ptyger
