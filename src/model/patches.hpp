#pragma once

#include "device/launch.hpp"
#include "model/device_scan.hpp"

namespace ptyger::model {

/// Rows of one image per frame of a chunk: cut out of a field at the patch corners, or stored in a buffer in the order
/// of the frames, or one image that all frames share (item_size 0).
template <class T>
struct ImageRows {
  T* base = nullptr;            ///< the field, or the buffer
  int stride = 0;               ///< values from row to row
  std::int64_t item_size = 0;   ///< values from frame to frame of a buffer; 0: one image for all frames
  int const* corner = nullptr;  ///< [frame][2] patch corners, DeviceScan::corner; null: a buffer
  FrameRange chunk;             ///< the frames that the items stand for; only with corners

  [[nodiscard]] KOKKOS_FUNCTION T* row(int item, int row) const {
    if (corner == nullptr) return base + item * item_size + row * stride;
    int const* at = corner + 2 * static_cast<std::int64_t>(chunk(item));
    return base + (std::int64_t{at[0]} + row) * stride + at[1];
  }
  /// The pixels of a strip that lie inside a box of the field; width or height 0 or less: none.
  [[nodiscard]] KOKKOS_FUNCTION device::Strip clip(device::Strip s, core::Box const& part) const {
    int const* at = corner != nullptr ? corner + 2 * static_cast<std::int64_t>(chunk(s.item)) : nullptr;
    int const top = part.row - (at != nullptr ? at[0] : 0);   // row of the patch where the part begins
    int const left = part.col - (at != nullptr ? at[1] : 0);  // and column
    int const row = s.row > top ? s.row : top;
    int const col = s.col > left ? s.col : left;
    int const bottom = s.row + s.height < top + part.rows ? s.row + s.height : top + part.rows;
    int const right = s.col + s.width < left + part.cols ? s.col + s.width : left + part.cols;
    return {s.item, row, col, right - col, bottom - row};
  }
};

/// Derivative of a patch by the row or the column of the position of its frame; none: the patch itself.
enum class Along { none, rows, columns };

/// Weights of the four pixels of the object around one pixel of a patch: w(row)(col). Bilinear interpolation.
template <class Real>
struct Taps {
  Real w00, w01, w10, w11;
  /// fraction: distance of the patch from its whole-pixel corner, rows and columns, in [0, 1).
  KOKKOS_FUNCTION Taps(Real const* fraction, Along along) : Taps(fraction) {
    if (along == Along::rows) {
      w00 = fraction[1] - 1, w01 = -fraction[1], w10 = 1 - fraction[1], w11 = fraction[1];
    } else if (along == Along::columns) {
      w00 = fraction[0] - 1, w01 = 1 - fraction[0], w10 = -fraction[0], w11 = fraction[0];
    }
  }
  KOKKOS_FUNCTION explicit Taps(Real const* fraction)
      : w00((1 - fraction[0]) * (1 - fraction[1])),
        w01((1 - fraction[0]) * fraction[1]),
        w10(fraction[0] * (1 - fraction[1])),
        w11(fraction[0] * fraction[1]) {}
};

/// The patches S psi of a chunk, [row][col] of P x P each: read at whole pixels of the field, or interpolated between
/// four pixels.
template <class Real>
struct PatchRows {
  ImageRows<Complex<Real> const> field;  ///< cut at the whole-pixel corners
  Real const* fraction = nullptr;        ///< [frame][2] DeviceScan::fraction; null: whole pixels
  Along derivative = Along::none;        ///< only with a fraction

  /// Interpolation weights of a frame; only with a fraction.
  [[nodiscard]] KOKKOS_FUNCTION Taps<Real> taps(int item) const {
    return Taps<Real>(fraction + 2 * static_cast<std::int64_t>(field.chunk(item)), derivative);
  }

  /// `count` pixels of a row from column `col` on. Interpolated pixels are written to `scratch`. On a GPU all pixels
  /// are written there, because the compiler keeps them in registers only if they are always in the same array.
  [[nodiscard]] KOKKOS_FUNCTION Complex<Real> const* strip(int item, int row, int col, int count,
                                                           Complex<Real>* scratch) const {
    Complex<Real> const* upper = field.row(item, row) + col;
    if (fraction == nullptr) {
      KOKKOS_IF_ON_HOST((return upper;))
      KOKKOS_IF_ON_DEVICE((for (int i = 0; i < count; ++i) scratch[i] = upper[i]; return scratch;))
    }
    auto const t = taps(item);
    Real const* upper_row = parts(upper);
    Real const* lower_row = parts(upper + field.stride);
    Real* out = parts(scratch);
    PTYGER_PIXEL_LOOP
    for (int i = 0; i < 2 * count; ++i)
      out[i] = t.w00 * upper_row[i] + t.w01 * upper_row[i + 2] + t.w10 * lower_row[i] + t.w11 * lower_row[i + 2];
    return scratch;
  }
};

/// A column of the patch of one frame, which a thread of a GPU walks down. Interpolated patches use each row of the
/// field twice: for the pixel above it and for the pixel below it.
template <class Real, bool interpolated>
class PatchColumn {
 public:
  /// The column `col` from row `row` on; both are read.
  KOKKOS_FUNCTION PatchColumn(PatchRows<Real> const& patch, int item, int row, int col)
      : PatchColumn(patch, patch.field.row(item, row) + col, patch.field.chunk(item)) {}
  /// first: pixel of the field under the first pixel of the column; frame: number of the frame on the device.
  KOKKOS_FUNCTION PatchColumn(PatchRows<Real> const& patch, Complex<Real> const* first, int frame)
      : next_(first), stride_(patch.field.stride) {
    if constexpr (interpolated) {
      Real const* fraction = patch.fraction + 2 * static_cast<std::int64_t>(frame);
      upper_ = 1 - fraction[0], lower_ = fraction[0];
      left_ = 1 - fraction[1], right_ = fraction[1];
      if (patch.derivative == Along::rows) upper_ = -1, lower_ = 1;
      if (patch.derivative == Along::columns) left_ = -1, right_ = 1;
      row_ = read();
    }
  }
  /// The next pixel of the patch.
  KOKKOS_FUNCTION Complex<Real> take() {
    if constexpr (!interpolated) return read();
    Complex<Real> const above = row_;
    row_ = read();
    return upper_ * above + lower_ * row_;
  }

 private:
  KOKKOS_FUNCTION Complex<Real> read() {
    Complex<Real> const* const at = next_;
    next_ += stride_;
    if constexpr (interpolated)
      return left_ * at[0] + right_ * at[1];
    else
      return at[0];
  }

  Complex<Real> const* next_;
  int stride_;
  Real upper_ = 0, lower_ = 0, left_ = 0, right_ = 0;  ///< weights of rows and columns of the field
  Complex<Real> row_ = 0;                              ///< interpolated between columns
};

/// Adds one image per frame to the field, pixel by pixel: the transpose of cutting at whole pixels. T: real or complex.
template <class Exec, class T>
struct ScatterNearest {
  static constexpr int strip_rows = device::column_rows<Exec>;

  ImageRows<T const> patches;
  ImageRows<T> field;
  core::Box part;  ///< box of the field; nothing is added outside

  KOKKOS_FUNCTION void operator()(device::Strip s) const {
    auto const inside = field.clip(s, part);
    if (inside.width <= 0 || inside.height <= 0) return;
    T const* in = patches.row(s.item, inside.row) + inside.col;
    T* out = field.row(s.item, inside.row) + inside.col;
    if constexpr (is_host_device<Exec>) {
      PTYGER_PIXEL_LOOP
      for (int i = 0; i < inside.width; ++i) accumulate<Exec>(out[i], in[i]);
    } else {
      for (int i = 0; i < inside.height; ++i, in += patches.stride, out += field.stride) accumulate<Exec>(*out, *in);
    }
  }
};

/// Adds one image per frame to the field with the transpose of the interpolation. Its strips run over the (P+1) x (P+1)
/// pixels of the field that a patch touches; each pixel sums its four terms, so that it is written once.
template <class Exec, class Real>
struct ScatterBilinear {
  static constexpr int strip_rows = device::column_rows<Exec>;

  ImageRows<Real const> patches;
  ImageRows<Real> field;
  Real const* fraction;  ///< [frame][2] rows, columns
  int size;              ///< P: patches are P x P pixels
  core::Box part;        ///< box of the field; nothing is added outside

  KOKKOS_FUNCTION void operator()(device::Strip whole) const {
    auto const s = field.clip(whole, part);
    if (s.width <= 0 || s.height <= 0) return;
    Real const* shift = fraction + 2 * static_cast<std::int64_t>(field.chunk(s.item));  // row, column
    if constexpr (is_host_device<Exec>)
      add_row(s, shift[0], shift[1]);
    else
      add_column(s, shift[0], shift[1]);
  }

 private:
  KOKKOS_FUNCTION void add_row(device::Strip s, Real row_shift, Real col_shift) const {
    Real const weight = s.row < size ? 1 - row_shift : 0;  // of row s.row of the image
    Real const weight_above = s.row > 0 ? row_shift : 0;   // of row s.row - 1 of the image
    Real const* image_row = patches.row(s.item, s.row < size ? s.row : size - 1);
    Real const* image_row_above = patches.row(s.item, s.row > 0 ? s.row - 1 : 0);
    Real* out = field.row(s.item, s.row);
    int const end = s.col + s.width;
    if (s.col == 0)
      accumulate<Exec>(out[0], (1 - col_shift) * (weight * image_row[0] + weight_above * image_row_above[0]));
    int const inner_end = end < size ? end : size;
    PTYGER_PIXEL_LOOP
    for (int c = s.col > 1 ? s.col : 1; c < inner_end; ++c)
      accumulate<Exec>(out[c], (1 - col_shift) * (weight * image_row[c] + weight_above * image_row_above[c]) +
                                   col_shift * (weight * image_row[c - 1] + weight_above * image_row_above[c - 1]));
    if (end > size)
      accumulate<Exec>(out[size],
                       col_shift * (weight * image_row[size - 1] + weight_above * image_row_above[size - 1]));
  }

  KOKKOS_FUNCTION void add_column(device::Strip s, Real row_shift, Real col_shift) const {
    Real const left = s.col > 0 ? col_shift : 0;  // weights of the columns s.col - 1 and s.col of the image
    Real const here = s.col < size ? 1 - col_shift : 0;
    Real const* in = patches.row(s.item, s.row) + s.col;
    int const to_left = s.col > 0 ? -1 : 0;
    int const to_here = s.col < size ? 0 : -1;
    auto const read = [&](Real const* at) { return left * at[to_left] + here * at[to_here]; };
    Real above = s.row > 0 ? read(in - patches.stride) : 0;
    Real* out = field.row(s.item, s.row) + s.col;
    for (int i = 0; i < s.height; ++i, in += patches.stride, out += field.stride) {
      Real const present = s.row + i < size ? read(in) : 0;
      accumulate<Exec>(*out, (1 - row_shift) * present + row_shift * above);
      above = present;
    }
  }
};

}  // namespace ptyger::model
