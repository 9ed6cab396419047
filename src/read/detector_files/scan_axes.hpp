#pragma once

#include <array>
#include <optional>
#include <string>

#include "read/detector_files/detector_frames.hpp"

namespace ptyger::read {

/// What one step along an axis measures.
enum class AxisKind {
  length,     ///< of the sample, metres
  frequency,  ///< 1 / metres
  angle,      ///< radians
  energy,     ///< electronvolts
  unknown     ///< nothing that a unit of this list states
};

/// Unit of an axis: its kind, and metres, 1 / metres, radians or electronvolts per unit.
struct AxisUnit {
  AxisKind kind = AxisKind::unknown;
  double factor = 1;
};

/// The unit of an axis as programs of 4D-STEM write it: "nm", "[n_m]", "1/nm", "1 / nm", "A^-1", "$A^{-1}$", "mrad",
/// ...
AxisUnit axis_unit(std::string const& text);

/// One axis of an array as a file states it.
struct ScanAxis {
  double step = 0;  ///< from element to element, in `unit`; 0: not stated
  std::string unit = {};
};

/// Frames of electrons [scan row][scan column][row][column] with the axes that a file states, in the same order. An
/// axis with an unknown unit, or a step that is 0 or not finite, is not stated. Frames of rank 3 have no raster; their
/// first two axes are not used. kinetic_eV: energy of the electrons, if stated.
///
/// InputError for another rank, when the units show that the axes are not those of a raster and its frames, and when a
/// step of the frames is negative.
DetectorFrames electron_frames(hdf5::InputDataset frames, std::array<ScanAxis, 4> const& axes,
                               std::optional<double> kinetic_eV);

}  // namespace ptyger::read
