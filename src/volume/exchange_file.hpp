#pragma once

#include <string>
#include <vector>

#include "volume/field.hpp"
#include "volume/flatten_phase.hpp"
#include "volume/volume.hpp"

namespace ptyger::volume {

/// Datasets that the ranks fill: (theta, y, x), 32-bit floats, in chunks of one image.
inline constexpr char const* exchange_phase = "/exchange/data";
inline constexpr char const* exchange_amplitude = "/exchange/amplitude";

/// Makes a volume in the layout of Data Exchange (De Carlo et al. 2014, J. Synchrotron Rad. 21, 1224), complete but for
/// the images and what finish_exchange_file() adds:
///   /exchange/data        phase, radians; /exchange/amplitude; /exchange/theta, degrees, NaN = not known;
///   /exchange/names /measurement/instrument/detector/{x,y}_pixel_size, metres;
///   /measurement/instrument/monochromator/energy, keV /process/ptyger       result (files), corner and shape of the
///   lit rectangle in the image and what whole pixels left
///                         of its place (subpixel_offset), as (theta, 2): row, column; version
/// There is no data_white or data_dark: the images are normalised, and readers that look for them get None.
/// name: that the file is to get in the end, here and below.
void make_exchange_file(std::string const& path, std::string const& name, std::vector<VolumeEntry> const& entries,
                        std::vector<Outline> const& outlines, Field const& field, VolumeOptions const& options);

/// What became of one projection.
struct Outcome {
  std::string missing;  ///< why it is not there; empty: it is
  Flattening taken;
};

/// Adds what is known when the images are made: /exchange/valid, 1 = there; and in /process/ptyger missing (reasons),
/// phase_ramp (theta, 2) in radians a pixel, phase_offset in radians at the corner of the lit rectangle and
/// amplitude_factor, which were taken out: object = image * amplitude_factor * exp(i (offset + ramp)).
void finish_exchange_file(std::string const& path, std::string const& name, std::vector<Outcome> const& outcomes);

}  // namespace ptyger::volume
