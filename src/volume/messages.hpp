#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "comm/world.hpp"
#include "volume/exchange_file.hpp"
#include "volume/outline.hpp"

namespace ptyger::volume {

/// Values of the projections that this rank has worked on, each with the index of its projection.
template <class Value>
using Numbered = std::vector<std::pair<std::size_t, Value>>;

// All functions are collective. own: the values that this rank knows; each projection has its value on one rank.

/// The values of all `count` projections, on all ranks.
std::vector<Outline> share_outlines(comm::World const& world, Numbered<Outline> const& own, std::size_t count);
std::vector<Outcome> share_outcomes(comm::World const& world, Numbered<Outcome> const& own, std::size_t count);

/// The thumbnails of all projections on rank 0, an empty list on other ranks. All thumbnails fill a sheet of at most
/// 4096 x 4096 pixels, 64 MiB, so the byte counts fit into the int of MPI.
std::vector<write::Thumbnail> gather_thumbnails(comm::World const& world, Numbered<write::Thumbnail> const& own,
                                                std::size_t count);

}  // namespace ptyger::volume
