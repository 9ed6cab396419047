#pragma once

#include <cstddef>
#include <string>

#include "volume/field.hpp"
#include "volume/image.hpp"
#include "volume/volume.hpp"

namespace ptyger::volume {

/// Makes FOLDER/phase and FOLDER/amplitude and removes the images of an earlier stack with the numbers `count` and
/// above. Throws InputError when a folder cannot be made.
void prepare_tiff_stack(std::string const& folder, std::size_t count);

/// Writes phase/phase_NNNNN.tif (radians) and amplitude/amplitude_NNNNN.tif, NNNNN = index in the volume.
/// Throws as write_tiff.
void write_tiff_images(std::string const& folder, std::size_t number, VolumeEntry const& entry,
                       VolumeImage const& image, Field const& field);

/// Removes the images of an earlier stack with the index of a projection that is missing now.
void remove_tiff_images(std::string const& folder, std::size_t number);

}  // namespace ptyger::volume
