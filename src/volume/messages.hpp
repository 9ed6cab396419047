#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "comm/world.hpp"
#include "volume/exchange_file.hpp"
#include "volume/outline.hpp"

namespace ptyger::volume {

/// A number for each projection that this rank worked on, with what it has to say about it.
template <class Value>
using Numbered = std::vector<std::pair<std::size_t, Value>>;

// Collective; each projection is known to one rank.

/// What all ranks together know of `count` projections, on all ranks.
std::vector<Outline> share_outlines(comm::World const& world, Numbered<Outline> const& own, std::size_t count);
std::vector<Outcome> share_outcomes(comm::World const& world, Numbered<Outcome> const& own, std::size_t count);

/// The thumbnails of all ranks on rank 0, nothing elsewhere. All of them make up a sheet of 4096 x 4096 pixels at most,
/// 64 MiB, so MPI's counts suffice.
std::vector<write::Thumbnail> gather_thumbnails(comm::World const& world, Numbered<write::Thumbnail> const& own,
                                                std::size_t count);

}  // namespace ptyger::volume
