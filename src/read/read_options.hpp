#pragma once

#include <cstddef>
#include <optional>
#include <string>

namespace ptyger {

enum class MaskPolarity {
  zero_is_good,  ///< as in CXI
  one_is_good,   ///< whatever is not zero is good
};

/// A pixel of the detector, counted from 0; may lie between pixels.
struct DetectorPoint {
  double row = 0;
  double col = 0;
};

/// How the frames of a file are turned about their zero frequency: transposed first, then flipped. Mask, dark and
/// DetectorPoint are those of the frames as the file has them and are turned with them.
struct FrameOrientation {
  bool transpose = false;
  bool flip_rows = false;  ///< up and down
  bool flip_cols = false;  ///< left and right
  bool operator==(FrameOrientation const&) const = default;
};

/// The orientation that turning by `first` and then by `second` is.
inline FrameOrientation composed(FrameOrientation first, FrameOrientation second) {
  if (second.transpose) first = {first.transpose, first.flip_cols, first.flip_rows};
  return {first.transpose != second.transpose, first.flip_rows != second.flip_rows,
          first.flip_cols != second.flip_cols};
}

/// How the positions of a file are turned: rows and columns swapped first, then negated.
struct PositionAxes {
  bool swap = false;
  bool negate_row = false;
  bool negate_col = false;
  bool operator==(PositionAxes const&) const = default;
};

/// What a user says of a scan, in place of its files. Whatever is empty is left to them.
struct ReadOptions {
  std::string mask = {};  ///< FILE or FILE:/DATASET, [row][col] like the frames of the file
  MaskPolarity mask_polarity = MaskPolarity::zero_is_good;
  FrameOrientation frames = {};
  PositionAxes axes = {};
  std::optional<std::size_t> crop = {};         ///< N: N x N pixels around the zero frequency are kept
  std::optional<DetectorPoint> center = {};     ///< zero frequency in the frames of the file
  std::optional<double> energy_eV = {};         ///< of the photon, or kinetic energy of the electron
  std::optional<double> distance_m = {};        ///< sample to detector
  std::optional<double> detector_pixel_m = {};  ///< pixel of the detector, square
  std::optional<double> pixel_m = {};           ///< pixel of the object as the whole frames give it, square
  std::optional<double> angle_deg = {};         ///< of the sample in a tomography series
};

}  // namespace ptyger
