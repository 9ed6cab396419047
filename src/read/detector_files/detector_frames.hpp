#pragma once

#include <optional>
#include <string>
#include <vector>

#include "read/beam.hpp"
#include "read/formats/format.hpp"
#include "read/geometry.hpp"
#include "read/positions/raster.hpp"

namespace ptyger::read {

/// What a file of a detector or of 4D-STEM states: frames, but no positions. The object's pixel is stated by itself, by
/// the angle of a detector pixel and the beam, or by beam, distance and detector pixel.
struct DetectorFrames {
  FrameSet frames;
  std::optional<MaskPlace> mask = {};      ///< dataset of the mask, if any
  ProbeModes probe = {};                   ///< initial probe, if any
  std::optional<Beam> beam = {};           ///< photons or electrons, if stated
  std::optional<BeamKind> particles = {};  ///< which particles an energy of the options belongs to, if known
  DetectorGeometry detector = {};          ///< distance and detector pixel, if stated
  double pixel_row_m = 0;                  ///< height of an object pixel of whole frames; 0: not stated
  double pixel_col_m = 0;                  ///< width of an object pixel
  double angle_row_rad = 0;                ///< angle that a detector pixel spans along a column; 0: not stated
  double angle_col_rad = 0;                ///< angle that a detector pixel spans along a row
  FrameOrientation orientation = {};       ///< turns the rows of the frames along y
  std::optional<Raster> raster = {};       ///< order of the frames, if stated
  std::optional<double> saturation = {};   ///< counts from which the detector saturates, if stated
  CountConversion conversion = {};         ///< how the values of the frames become counts
};

/// One kind of file with frames, but without positions.
struct DetectorFile {
  char const* name;  ///< name for the user
  /// What these files lack to be of this kind, in words for the user; empty when the kind fits.
  std::string (*missing)(Inputs const& inputs);
  /// Opens the frames and reads what is stated about them.
  DetectorFrames (*open)(Inputs const& inputs, ReadingReport& report);
};

/// All kinds, in the order in which they are tried.
std::vector<DetectorFile> const& detector_files();

}  // namespace ptyger::read
