#pragma once

#include <optional>
#include <string>

#include "core/placed_object.hpp"

namespace ptyger::compare {

/// Whether the noise of two results is independent, as their correlation needs to tell a resolution.
struct CommonNoise {
  std::optional<bool> independent;  ///< empty: the files do not tell
  std::string note;                 ///< for the user; empty when there is nothing to say
};

/// Of two halves of one scan it is, unless one began with an object that knew more than its half.
CommonNoise common_noise(core::PlacedObject const& a, core::PlacedObject const& b);

}  // namespace ptyger::compare
