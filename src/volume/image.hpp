#pragma once

#include <vector>

#include "volume/field.hpp"
#include "volume/flatten_phase.hpp"
#include "write/picture/contact_sheet.hpp"

namespace ptyger::volume {

/// The images of one projection in the volume, [row][col] of the common field.
struct VolumeImage {
  std::vector<float> phase;      ///< radians
  std::vector<float> amplitude;  ///< 1 = air
};

/// The images of a missing projection: all NaN.
VolumeImage missing_image(Field const& field);

/// A flattened object at its place in the field; pixels that are not lit are air, phase 0 and amplitude 1.
VolumeImage placed_image(write::LitRegion const& region, Place const& place, Field const& field);

/// The field with a flattened object, reduced to at most the shape of the pictures of `layout`: phase of the mean over
/// the lit pixels that fall into each pixel of the thumbnail.
write::Thumbnail thumbnail(write::LitRegion const& region, Place const& place, Field const& field,
                           write::SheetLayout const& layout);

}  // namespace ptyger::volume
