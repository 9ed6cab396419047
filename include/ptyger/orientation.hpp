#pragma once

#include <array>
#include <cstddef>
#include <optional>

#include "ptyger/words.hpp"

namespace ptyger {

/// Which values of a mask mark good pixels.
enum class MaskPolarity {
  zero_is_good,  ///< zero, as in CXI
  one_is_good,   ///< every value except zero
};
/// Words of MaskPolarity.
constexpr std::array<Word<MaskPolarity>, 2> words_of(MaskPolarity) {
  return {{{"0-is-good", MaskPolarity::zero_is_good}, {"1-is-good", MaskPolarity::one_is_good}}};
}

/// How the frames of a file are turned about their zero frequency: transposed first, then flipped. Mask, dark and
/// DetectorPoint belong to the frames of the file and are turned with them.
struct FrameOrientation {
  bool transpose = false;  ///< rows become columns
  bool flip_rows = false;  ///< the order of the rows is reversed
  bool flip_cols = false;  ///< the order of the columns is reversed
  /// Whether both turn frames alike.
  bool operator==(FrameOrientation const&) const = default;
};

/// The orientation that has the effect of `first`, followed by `second`.
inline FrameOrientation composed(FrameOrientation first, FrameOrientation second) {
  if (second.transpose) first = {first.transpose, first.flip_cols, first.flip_rows};
  return {first.transpose != second.transpose, first.flip_rows != second.flip_rows,
          first.flip_cols != second.flip_cols};
}

/// How the positions of a file are turned: rows and columns swapped first, then negated, then rotated.
struct PositionAxes {
  bool swap = false;        ///< row (y) becomes column (x)
  bool negate_row = false;  ///< the sign of the row changes
  bool negate_col = false;  ///< the sign of the column changes
  double rotation_deg = 0;  ///< rotation about the origin, degrees; positive from x (column) towards y (row)
  /// Whether both have the same members; different members may turn positions alike, such as two signs and 180 degrees.
  bool operator==(PositionAxes const&) const = default;
};

/// Rows and columns of a raster.
struct RasterShape {
  std::size_t rows = 0;  ///< rows, one after the other in the order of the frames
  std::size_t cols = 0;  ///< frames of a row, from left to right
};

/// Steps of a raster.
struct RasterStep {
  double row_m = 0;  ///< from row to row, metres
  double col_m = 0;  ///< from column to column, metres
};

/// What the user states about a raster of frames without positions. Empty members leave the decision to the files.
struct RasterGiven {
  std::optional<RasterShape> shape = {};  ///< rows and columns
  std::optional<RasterStep> step = {};    ///< steps
};

}  // namespace ptyger
