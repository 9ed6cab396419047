#pragma once

#include "model/exit_waves.hpp"

namespace ptyger::model {

/// Back-projection of the residuals w of a chunk, transformed to exit waves:
///   object gradient += S^T sum over modes of conj(p_m) w_m,  probe gradient_m += conj(S psi) w_m,
/// and, if they are given, illumination of the probe += |S psi|^2, and on a GPU illumination of the object += S^T
/// power, where ForwardModel::illuminate_object() does not add it. Strips run over the pixels of the object that a
/// patch touches: P x P, or (P+1) x (P+1) with interpolation, where each pixel sums its four terms. An item is a group
/// of frames, whose terms of the probe are summed before they are added: all frames on a host device, so that probe and
/// gradients stay in the cache; on a GPU few, so that there are many threads: see add_strips().
template <class Exec, class Real>
struct BackProject {
  /// A row of products is used for both rows of the object around it.
  static constexpr int strip_rows = 8;

  ProbeRows<Real> probe;
  PatchRows<Real> patch;
  WaveRows<Real> wave;
  ImageRows<Complex<Real>> object_gradient;  ///< cut like the field of `patch`
  Complex<Real>* probe_gradient;             ///< [mode][row][col]
  std::int64_t probe_gradient_stride;        ///< from frame to frame; 0: all frames add to one
  Real* probe_illumination;                  ///< [row][col], or null
  ImageRows<Real const> power;               ///< sum over modes of |p|^2; base null: no illumination of the object
  ImageRows<Real> object_illumination;       ///< += S^T power, on a GPU; cut like the field of `patch`
  core::Box illuminated;                     ///< box of the object; no illumination is added outside
  int frames;                                ///< number of frames of the chunk
  int group;                                 ///< number of frames of an item; 1 unless they add to one gradient

  [[nodiscard]] device::Extent extent() const {
    int const touched =  // rows and columns of the object that a patch touches
        patch.fraction == nullptr ? probe.size : probe.size + 1;
    return {(frames + group - 1) / group, touched, touched};
  }

  KOKKOS_FUNCTION void operator()(device::Strip s) const {
    int const first = s.item * group;
    int const end = first + group < frames ? first + group : frames;
    if constexpr (is_host_device<Exec>) {
      for (int frame = first; frame < end; ++frame) {
        if (patch.fraction == nullptr)
          add_whole(frame, s.row, s.row + s.height, s);
        else
          add_between(frame, s.row, s.row + s.height, s);
      }
    } else {
      for (int mode = 0; mode < wave.modes; ++mode) {
        bool const illuminates = mode == 0 && power.base != nullptr;
        if (patch.fraction == nullptr)
          illuminates ? add_column<false, true>(first, end, mode, s) : add_column<false, false>(first, end, mode, s);
        else
          illuminates ? add_column<true, true>(first, end, mode, s) : add_column<true, false>(first, end, mode, s);
      }
    }
  }

 private:
  KOKKOS_FUNCTION Complex<Real> const* residual(int frame, int mode, int row) const {
    return wave.row(frame, mode, row + wave.pad) + wave.pad;
  }
  KOKKOS_FUNCTION Complex<Real>* probe_gradient_row(int frame, int mode, int row) const {
    return probe_gradient + frame * probe_gradient_stride + (std::int64_t{mode} * probe.size + row) * probe.size;
  }

  /// Adds rows [begin, end) of a patch at whole pixels to the gradients.
  KOKKOS_FUNCTION void add_whole(int frame, int begin, int end, device::Strip s) const {
    for (int row = begin; row < end; ++row) {
      Complex<Real> const* object = patch.field.row(frame, row) + s.col;
      Complex<Real>* onto_object = object_gradient.row(frame, row) + s.col;
      for (int mode = 0; mode < wave.modes; ++mode) {
        Complex<Real> const* w = residual(frame, mode, row) + s.col;
        add_products(s.width, probe.row(frame, mode, row) + s.col, w, onto_object);
        add_row_to_probe(frame, mode, row, s.col, s.width, object, w);
      }
    }
  }

  /// Adds rows [begin, end) of an interpolated patch to the gradients.
  KOKKOS_FUNCTION void add_between(int frame, int begin, int end, device::Strip s) const {
    auto const t = patch.taps(frame);
    device::StripScratch<Exec, Real> rows[2];
    Complex<Real>* products = rows[0].data();        // of the present row of the patch
    Complex<Real>* products_above = rows[1].data();  // of the row above it
    multiply(frame, begin - 1, s, products_above);
    for (int row = begin; row < end; ++row) {
      multiply(frame, row, s, products);
      Real* onto_object = parts(object_gradient.row(frame, row) + s.col);
      Real const* this_row = parts(products);
      Real const* row_above = parts(products_above);
      PTYGER_PIXEL_LOOP
      for (int i = 0; i < 2 * s.width; ++i)
        onto_object[i] +=
            t.w00 * this_row[i + 2] + t.w01 * this_row[i] + t.w10 * row_above[i + 2] + t.w11 * row_above[i];
      if (row < probe.size) add_to_probe(frame, row, s);
      Complex<Real>* const finished = products;
      products = products_above;
      products_above = finished;
    }
  }

  /// product = sum over modes of conj(p_m) w_m for one row of a patch, from the column left of the strip on; 0 outside.
  KOKKOS_FUNCTION void multiply(int frame, int row, device::Strip s, Complex<Real>* product) const {
    bool const inside = row >= 0 && row < probe.size;
    int const from = s.col > 0 ? s.col - 1 : 0;
    int const to = !inside ? from : s.col + s.width < probe.size ? s.col + s.width : probe.size;
    if (!inside || s.col == 0) product[0] = 0;
    for (int i = to - s.col + 1; i <= s.width; ++i) product[i] = 0;
    Complex<Real>* out = product + (from - s.col + 1);
    for (int mode = 0; inside && mode < wave.modes; ++mode) {
      Complex<Real> const* p = probe.row(frame, mode, row) + from;
      Complex<Real> const* w = residual(frame, mode, row) + from;
      if (mode == 0) {
        PTYGER_PIXEL_LOOP
        for (int i = 0; i < to - from; ++i) out[i] = conj_times(p[i], w[i]);
      } else {
        PTYGER_PIXEL_LOOP
        for (int i = 0; i < to - from; ++i) out[i] += conj_times(p[i], w[i]);
      }
    }
  }

  /// Adds one row of an interpolated patch to the gradient of the probe.
  KOKKOS_FUNCTION void add_to_probe(int frame, int row, device::Strip s) const {
    int const count = s.col + s.width < probe.size ? s.width : probe.size - s.col;
    device::StripScratch<Exec, Real> scratch;
    Complex<Real> const* object = patch.strip(frame, row, s.col, count, scratch.data());
    for (int mode = 0; mode < wave.modes; ++mode)
      add_row_to_probe(frame, mode, row, s.col, count, object, residual(frame, mode, row) + s.col);
  }

  /// out += conj(p) w.
  KOKKOS_FUNCTION static void add_products(int count, Complex<Real> const* p, Complex<Real> const* w,
                                           Complex<Real>* out) {
    PTYGER_PIXEL_LOOP
    for (int i = 0; i < count; ++i) out[i] += conj_times(p[i], w[i]);
  }

  /// Adds one mode of a row of a patch to the gradient of the probe, and with the first mode to its illumination.
  KOKKOS_FUNCTION void add_row_to_probe(int frame, int mode, int row, int col, int count, Complex<Real> const* object,
                                        Complex<Real> const* w) const {
    Complex<Real>* out = probe_gradient_row(frame, mode, row) + col;
    if (mode > 0 || probe_illumination == nullptr) return add_products(count, object, w, out);
    Real* illumination = probe_illumination + std::int64_t{row} * probe.size + col;
    PTYGER_PIXEL_LOOP
    for (int i = 0; i < count; ++i) {
      out[i] += conj_times(object[i], w[i]);
      illumination[i] += norm2(object[i]);
    }
  }

  /// Adds one mode of the frames [first, end) in a piece of a column: the work of a thread of a GPU. interpolated:
  /// patches are interpolated; illuminates: the illumination of the object is added, too.
  template <bool interpolated, bool illuminates>
  KOKKOS_FUNCTION void add_column(int first, int end, int mode, device::Strip s) const {
    Complex<Real> onto_probe[strip_rows] = {};
    Real illumination[strip_rows] = {};
    bool const in_patch = s.col < probe.size;
    for (int frame = first; frame < end; ++frame) {
      int const number = patch.field.chunk(frame);
      int const* corner = patch.field.corner + 2 * static_cast<std::int64_t>(number);
      int const row = corner[0] + s.row;  // of the object
      int const col = corner[1] + s.col;
      auto const at = std::int64_t{row} * patch.field.stride + col;
      Complex<Real>* onto_object = object_gradient.base + at;
      PatchColumn<Real, interpolated> object(patch, patch.field.base + (in_patch ? at : at - 1), number);
      SpreadColumn<interpolated, illuminates> spreads(*this, frame, mode, s, number);
      if constexpr (illuminates) spreads.illuminate(object_illumination.base + at, illuminated, row, col);
      // A loop over the constant, so that the sums stay in registers.
      for (int i = 0; i < strip_rows; ++i, onto_object += object_gradient.stride) {
        if (i >= s.height) break;
        bool const inside = s.row + i < probe.size;
        auto const spread = spreads.take(inside);
        accumulate<Exec>(*onto_object, spread.product);
        if (!inside || !in_patch) continue;
        Complex<Real> const pixel = object.take();
        onto_probe[i] += conj_times(pixel, spread.residual);
        illumination[i] += norm2(pixel);
      }
    }
    for (int i = 0; i < strip_rows && in_patch; ++i) {
      if (s.row + i >= probe.size) break;
      accumulate<Exec>(probe_gradient_row(first, mode, s.row + i)[s.col], onto_probe[i]);
      if (mode == 0 && probe_illumination != nullptr)
        accumulate<Exec>(probe_illumination[std::int64_t{s.row + i} * probe.size + s.col], illumination[i]);
    }
  }

  /// What one frame adds to a pixel of the object.
  struct Spread {
    Complex<Real> product = 0;   ///< conj(p) w of one mode
    Complex<Real> residual = 0;  ///< w at this pixel of the patch
    Real power = 0;
  };

  /// What one mode of a frame adds to a column of the object: at whole pixels, or with the transpose of the
  /// interpolation. illuminates: adds the power of the probe itself.
  template <bool interpolated, bool illuminates>
  class SpreadColumn {
   public:
    /// number: of the frame on the device.
    KOKKOS_FUNCTION SpreadColumn(BackProject const& k, int frame, int mode, device::Strip s, int number)
        : probe_(k.probe.row(frame, mode, s.row) + s.col),
          wave_(k.residual(frame, mode, s.row) + s.col),
          probe_stride_(k.probe.size),
          wave_stride_(k.wave.pitch),
          has_here_(s.col < k.probe.size),
          has_left_(s.col > 0) {
      if constexpr (illuminates) {
        power_ = k.power.base + (s.row * k.power.stride + s.col);
        illumination_stride_ = k.object_illumination.stride;
      }
      if constexpr (interpolated) {
        Real const* fraction = k.patch.fraction + 2 * static_cast<std::int64_t>(number);
        lower_ = fraction[0];
        left_ = fraction[1];
        if (s.row > 0) {
          step(-1);
          above_ = read();
          step(1);
        }
      }
    }
    /// target: illumination under the first pixel, which is (row, col) of the object; part: box that is illuminated.
    KOKKOS_FUNCTION void illuminate(Real* target, core::Box const& part, int row, int col) {
      illumination_ = target;
      rows_until_updated_ = part.row > row ? part.row - row : 0;
      updated_rows_left_ =
          col >= part.col && col < part.col + part.cols ? part.row + part.rows - row - rows_until_updated_ : 0;
    }
    /// The next pixel. inside: the row belongs to the patch.
    KOKKOS_FUNCTION Spread take(bool inside) {
      Spread const present = inside ? read() : Spread{};
      step(1);
      Spread spread = present;
      if constexpr (interpolated) {
        spread.product = (1 - lower_) * present.product + lower_ * above_.product;
        if constexpr (illuminates) spread.power = (1 - lower_) * present.power + lower_ * above_.power;
        above_ = present;
      }
      if constexpr (illuminates) add_to_object(spread.power);
      return spread;
    }

   private:
    KOKKOS_FUNCTION void step(int rows) {
      probe_ += rows * probe_stride_;
      wave_ += rows * wave_stride_;
      if constexpr (illuminates) power_ += rows * probe_stride_;
    }
    KOKKOS_FUNCTION Spread read() const {
      Spread spread;
      if (has_here_) {
        spread.residual = *wave_;
        spread.product = conj_times(*probe_, spread.residual);
        if constexpr (illuminates) spread.power = *power_;
      }
      if constexpr (interpolated) {
        spread.product = (1 - left_) * spread.product;
        if constexpr (illuminates) spread.power = (1 - left_) * spread.power;
        if (has_left_) {
          spread.product += left_ * conj_times(probe_[-1], wave_[-1]);
          if constexpr (illuminates) spread.power += left_ * power_[-1];
        }
      }
      return spread;
    }
    /// Adds to the illumination of the object where this device computes it.
    KOKKOS_FUNCTION void add_to_object(Real power) {
      if (--rows_until_updated_ < 0 && --updated_rows_left_ >= 0) accumulate<Exec>(*illumination_, power);
      illumination_ += illumination_stride_;
    }

    Complex<Real> const* probe_;
    Complex<Real> const* wave_;
    int probe_stride_, wave_stride_;
    bool has_here_, has_left_;  ///< the patch has this column, and the column to the left
    Real const* power_ = nullptr;
    Real* illumination_ = nullptr;
    int illumination_stride_ = 0;
    int rows_until_updated_ = 0,
        updated_rows_left_ = 0;  ///< rows until the illuminated ones begin; rows of these that are left
    Real lower_ = 0, left_ = 0;  ///< weights of the row below and of the column to the left
    Spread above_;               ///< of the row above
  };
};

}  // namespace ptyger::model
