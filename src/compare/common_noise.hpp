#pragma once

#include <optional>
#include <string>

#include "core/placed_object.hpp"

namespace ptyger::compare {

/// Whether the noise of two results is independent; only then does their correlation give a resolution.
struct CommonNoise {
  std::optional<bool> independent;  ///< empty: the files do not state it
  std::string note;                 ///< message for the user; may be empty
};

/// The noise of two halves of one scan is independent unless an initial result used frames of the other half.
CommonNoise common_noise(core::PlacedObject const& a, core::PlacedObject const& b);

}  // namespace ptyger::compare
