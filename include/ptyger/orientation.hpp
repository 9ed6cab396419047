#pragma once

namespace ptyger {

enum class MaskPolarity {
  zero_is_good,  ///< as in CXI
  one_is_good,   ///< whatever is not zero is good
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

}  // namespace ptyger
