#pragma once

#include "device/launch.hpp"
#include "model/device_scan.hpp"

namespace ptyger::model {

/// Rows of one image per frame of a chunk: cut out of a field at the patch corners, or one behind the other in a
/// buffer, or the same image for every frame (item_size 0).
template <class T>
struct ImageRows {
  T* base = nullptr;
  std::int64_t stride = 0;      ///< from row to row
  std::int64_t item_size = 0;   ///< from frame to frame of a buffer
  int const* corner = nullptr;  ///< [frame][2] of the device scan, or null for a buffer
  FrameRange chunk;

  [[nodiscard]] KOKKOS_FUNCTION T* row(int item, int row) const {
    if (corner == nullptr) return base + item * item_size + row * stride;
    int const* at = corner + 2 * static_cast<std::int64_t>(chunk(item));
    return base + (at[0] + row) * stride + at[1];
  }
  /// What of a strip falls into a part of the field; width 0 or less: nothing.
  [[nodiscard]] KOKKOS_FUNCTION device::Strip clip(device::Strip s, core::Box const& part) const {
    int const* at = corner != nullptr ? corner + 2 * static_cast<std::int64_t>(chunk(s.item)) : nullptr;
    int const row = (at != nullptr ? at[0] : 0) + s.row - part.row;
    int const left = part.col - (at != nullptr ? at[1] : 0);  // column of the patch where the part begins
    int const from = s.col > left ? s.col : left;
    int const to = s.col + s.width < left + part.cols ? s.col + s.width : left + part.cols;
    return {s.item, s.row, from, row >= 0 && row < part.rows ? to - from : 0};
  }
};

/// A patch, or its derivative by the position of the frame.
enum class Along { none, rows, columns };

/// Weights of the four pixels between which a patch pixel lies: w[row][col].
template <class Real>
struct Taps {
  Real w00, w01, w10, w11;
  /// fraction: how far the patch lies below and to the right of its whole-pixel corner.
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

/// The patches S psi of a chunk, [row][col] of P x P each: whole pixels are read where they lie in the field, others
/// interpolated between four of them.
template <class Real>
struct PatchRows {
  ImageRows<Complex<Real> const> field;  ///< cut at the whole-pixel corners
  Real const* fraction = nullptr;        ///< [frame][2] of the device scan; null: whole pixels
  Along derivative = Along::none;        ///< only with a fraction

  /// Only with a fraction.
  [[nodiscard]] KOKKOS_FUNCTION Taps<Real> taps(int item) const {
    return Taps<Real>(fraction + 2 * static_cast<std::int64_t>(field.chunk(item)), derivative);
  }

  /// `count` pixels of a row from column `col` on; they lie in `scratch` when they had to be interpolated, and always
  /// on a GPU, which can only keep them in registers when they have one place.
  [[nodiscard]] KOKKOS_FUNCTION Complex<Real> const* strip(int item, int row, int col, int count,
                                                           Complex<Real>* scratch) const {
    Complex<Real> const* upper = field.row(item, row) + col;
    if (fraction == nullptr) {
      KOKKOS_IF_ON_HOST((return upper;))
      KOKKOS_IF_ON_DEVICE((for (int i = 0; i < count; ++i) scratch[i] = upper[i]; return scratch;))
    }
    auto const t = taps(item);
    Real const* above = parts(upper);
    Real const* below = parts(upper + field.stride);
    Real* out = parts(scratch);
    PTYGER_PIXEL_LOOP
    for (int i = 0; i < 2 * count; ++i)
      out[i] = t.w00 * above[i] + t.w01 * above[i + 2] + t.w10 * below[i] + t.w11 * below[i + 2];
    return scratch;
  }
};

/// Adds images into the field, pixel by pixel: the transpose of cutting whole pixels. T is real or complex.
template <class Exec, class T>
struct ScatterNearest {
  ImageRows<T const> patches;
  ImageRows<T> field;
  core::Box part;  ///< of the field: nothing is added outside it

  KOKKOS_FUNCTION void operator()(device::Strip s) const {
    auto const inside = field.clip(s, part);
    if (inside.width <= 0) return;
    T const* in = patches.row(s.item, s.row) + inside.col;
    T* out = field.row(s.item, s.row) + inside.col;
    PTYGER_PIXEL_LOOP
    for (int i = 0; i < inside.width; ++i) accumulate<Exec>(out[i], in[i]);
  }
};

/// Adds images into the field with the transpose of the interpolation. Works on the (P+1) x (P+1) pixels that a patch
/// touches, each gathering its four taps, so that every pixel of the field is written once.
template <class Exec, class Real>
struct ScatterBilinear {
  ImageRows<Real const> patches;
  ImageRows<Real> field;
  Real const* fraction;  ///< [frame][2]
  int size;              ///< P
  core::Box part;        ///< of the field: nothing is added outside it

  KOKKOS_FUNCTION void operator()(device::Strip whole) const {
    auto const s = field.clip(whole, part);
    if (s.width <= 0) return;
    Real const* at = fraction + 2 * static_cast<std::int64_t>(field.chunk(s.item));
    Real const fx = at[1];
    Real const own = s.row < size ? 1 - at[0] : 0;  // weight of the patch row with this number
    Real const above = s.row > 0 ? at[0] : 0;       // and of the one above it
    Real const* here = patches.row(s.item, s.row < size ? s.row : size - 1);
    Real const* up = patches.row(s.item, s.row > 0 ? s.row - 1 : 0);
    Real* out = field.row(s.item, s.row);
    int const end = s.col + s.width;
    if (s.col == 0) accumulate<Exec>(out[0], (1 - fx) * (own * here[0] + above * up[0]));
    int const last = end < size ? end : size;
    PTYGER_PIXEL_LOOP
    for (int c = s.col > 1 ? s.col : 1; c < last; ++c)
      accumulate<Exec>(out[c],
                       (1 - fx) * (own * here[c] + above * up[c]) + fx * (own * here[c - 1] + above * up[c - 1]));
    if (end > size) accumulate<Exec>(out[size], fx * (own * here[size - 1] + above * up[size - 1]));
  }
};

}  // namespace ptyger::model
