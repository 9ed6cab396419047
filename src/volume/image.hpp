#pragma once

#include <vector>

#include "volume/field.hpp"
#include "volume/flatten_phase.hpp"
#include "write/picture/contact_sheet.hpp"

namespace ptyger::volume {

/// One projection as it stands in the volume, [row][col] of the common field.
struct VolumeImage {
  std::vector<float> phase;      ///< radians
  std::vector<float> amplitude;  ///< 1 = air
};

/// An image of which nothing is known: NaN.
VolumeImage missing_image(Field const& field);

/// A flattened object in its place; around it and where it is not lit, air.
VolumeImage placed_image(write::LitRegion const& region, Place const& place, Field const& field);

/// The phase of a flattened object in its place in the field, made smaller: of the mean over the lit pixels that fall
/// into each pixel of the thumbnail, which has at most the shape of the pictures of `layout`.
write::Thumbnail thumbnail(write::LitRegion const& region, Place const& place, Field const& field,
                           write::SheetLayout const& layout);

}  // namespace ptyger::volume
