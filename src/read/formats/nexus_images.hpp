#pragma once

#include <cstddef>
#include <functional>
#include <string>

#include "hdf5/input_file.hpp"

namespace ptyger::read {

/// The frames of a NeXus entry. Paths from the root, groups with a slash at the end.
struct NexusImages {
  std::string frames = {};    ///< dataset of images: at least two rows and columns; empty: there is none
  std::string detector = {};  ///< the NXdetector of the frames; empty: there is none
  std::string unreadable =
      {};  ///< why a dataset cannot hold the frames, such as a link that leads nowhere; may be empty
  std::string ambiguous = {};  ///< datasets that could be meant as well, in words for the user; empty: none
};

/// Finds the frames among the NXdata of `entry`, first the one that its attribute `default` names, and the NXdetectors
/// of `instrument` (empty: none). Images of a number for which `has_positions` is true are preferred to all others,
/// such as those of diodes. `ambiguous` is set when several detectors have such images and no NXdata says which are
/// meant.
NexusImages find_nexus_images(hdf5::InputFile const& file, std::string const& entry, std::string const& instrument,
                              std::function<bool(std::size_t frames)> const& has_positions);

}  // namespace ptyger::read
