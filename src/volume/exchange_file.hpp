#pragma once

#include <string>
#include <vector>

#include "volume/field.hpp"
#include "volume/flatten_phase.hpp"
#include "volume/volume.hpp"

namespace ptyger::volume {

/// Datasets of the images, filled by all ranks: (theta, y, x), 32-bit floats, in chunks of one image.
inline constexpr char const* exchange_phase = "/exchange/data";
inline constexpr char const* exchange_amplitude = "/exchange/amplitude";

/// Makes a volume in the layout of Data Exchange (De Carlo et al. 2014, J. Synchrotron Rad. 21, 1224), without the
/// values of the images and the datasets of finish_exchange_file():
///   /exchange/data, /exchange/amplitude   images; phase in radians
///   /exchange/theta                       degrees, NaN = not known
///   /exchange/names                       names of the projections
///   /measurement/instrument/detector/x_pixel_size, y_pixel_size   metres
///   /measurement/instrument/monochromator/energy                  keV
///   /process/ptyger   result (files); corner and shape of the lit rectangle in the image, and subpixel_offset, each
///                     (theta, 2): row, column; version
/// There is no data_white or data_dark, since the images are normalised; readers that look for them get None.
/// name: final name of the file, for messages of errors; the same for finish_exchange_file().
void make_exchange_file(std::string const& path, std::string const& name, std::vector<VolumeEntry> const& entries,
                        std::vector<Outline> const& outlines, Field const& field, VolumeOptions const& options);

/// How one projection was put into the volume.
struct Outcome {
  std::string missing;    ///< why its images are NaN; empty: the projection is in the volume
  Flattening flattening;  ///< offset, ramp and amplitude that were removed
};

/// Adds the outcomes: /exchange/valid, 1 = the projection is there; and in /process/ptyger missing (reasons),
/// phase_ramp (theta, 2) in radians per pixel, phase_offset in radians at the corner of the lit rectangle, and
/// amplitude_factor: object = image * amplitude_factor * exp(i (offset + ramp)).
void finish_exchange_file(std::string const& path, std::string const& name, std::vector<Outcome> const& outcomes);

}  // namespace ptyger::volume
