#pragma once

#include "device/launch.hpp"
#include "model/detector/response_grid.hpp"
#include "model/patches.hpp"
#include "model/wave_rows.hpp"

namespace ptyger::model {

/// Intensities of far fields, sum over modes of |f|^2. item = frame, [row][col] of D x D.
template <class Real>
struct FormIntensities {
  WaveRows<Real> f;
  ImageRows<Real> to;

  KOKKOS_FUNCTION void operator()(device::Strip s) const {
    Real* out = to.row(s.item, s.row) + s.col;
    for (int i = 0; i < s.width; ++i) {
      Real sum = 0;
      for (int mode = 0; mode < f.modes; ++mode) sum += norm2(f.row(s.item, mode, s.row)[s.col + i]);
      out[i] = sum;
    }
  }
};

/// Real and imaginary part of the sum over `modes` modes of conj(f) times `modes` derivatives from `first` on: two
/// images a frame. item = frame, [row][col] of D x D.
template <class Real>
struct FormProducts {
  WaveRows<Real> f, derivative;
  int modes, first;
  ImageRows<Real> to;

  KOKKOS_FUNCTION void operator()(device::Strip s) const {
    Real* real = to.row(2 * s.item, s.row) + s.col;
    Real* imaginary = to.row(2 * s.item + 1, s.row) + s.col;
    for (int i = 0; i < s.width; ++i) {
      Complex<Real> sum = 0;
      for (int mode = 0; mode < modes; ++mode)
        sum += Kokkos::conj(f.row(s.item, mode, s.row)[s.col + i]) *
               derivative.row(s.item, first + mode, s.row)[s.col + i];
      real[i] = sum.real();
      imaginary[i] = sum.imag();
    }
  }
};

/// The values of detector pixels in images, in the order of their place and with zeros around them: sums over their
/// pixels, or the values at their first pixels. item = image, [row][col] of d x d.
template <class Real>
struct TakeDetectorPixels {
  ResponseGrid grid;
  bool sums;
  ImageRows<Real> from;
  ImageRows<Real> to;  ///< [image][row][col] of padded() x padded()

  KOKKOS_FUNCTION void operator()(device::Strip s) const {
    int const first = grid.index(s.row) * grid.up;
    int const rows = sums ? grid.up : 1;
    Real* out = to.row(s.item, s.row + grid.side / 2) + s.col + grid.side / 2;
    for (int i = 0; i < s.width; ++i) {
      int const left = grid.index(s.col + i) * grid.up;
      Real sum = 0;
      for (int row = 0; row < rows; ++row)
        for (int col = 0; col < rows; ++col) sum += from.row(s.item, first + row)[left + col];
      out[i] = sum;
    }
  }
};

/// Pixels whose sums Correlate keeps in registers.
template <class Exec>
inline constexpr int correlated_together = is_host_device<Exec> ? 16 : 1;

/// The correlation of detector pixels with a point spread. item = image, [row][col] of d x d.
template <class Exec, class Real>
struct Correlate {
  ResponseGrid grid;
  Real const* spread;    ///< [side][side]
  ImageRows<Real> from;  ///< TakeDetectorPixels::to, with correlated_together values behind its end
  ImageRows<Real> to;    ///< [image][row][col] of d x d, zero frequency in the corner

  static constexpr int together = correlated_together<Exec>;

  KOKKOS_FUNCTION void operator()(device::Strip s) const {
    Real* out = to.row(s.item, grid.index(s.row));
    for (int first = s.col; first < s.col + s.width; first += together) {
      Real sum[std::size_t{together}] = {};
      for (int row = 0; row < grid.side; ++row) {
        Real const* in = from.row(s.item, s.row + row) + first;
        Real const* share = spread + row * grid.side;
        for (int col = 0; col < grid.side; ++col) {
          PTYGER_PIXEL_LOOP
          for (int i = 0; i < together; ++i) sum[i] += share[col] * in[col + i];
        }
      }
      int const left = s.col + s.width - first;
      for (int i = 0; i < together; ++i)
        if (i < left) out[grid.index(first + i)] = sum[i];
    }
  }
};

/// Puts the values of detector pixels at their first pixels, and zeros between them. item = image, [row][col] of n x n.
template <class Real>
struct PutDetectorPixels {
  ResponseGrid grid;
  ImageRows<Real> from, to;

  KOKKOS_FUNCTION void operator()(device::Strip s) const {
    Real const* in = from.row(s.item, s.row / grid.up);
    Real* out = to.row(s.item, s.row) + s.col;
    bool const is_first = s.row % grid.up == 0;
    for (int i = 0; i < s.width; ++i)
      out[i] = is_first && (s.col + i) % grid.up == 0 ? in[(s.col + i) / grid.up] : Real(0);
  }
};

/// Far fields of one mode with real values whose intensity is an image. item = frame, [row][col] of D x D.
template <class Real>
struct FormRoots {
  ImageRows<Real> from;
  WaveRows<Real> to;

  KOKKOS_FUNCTION void operator()(device::Strip s) const {
    Real const* in = from.row(s.item, s.row) + s.col;
    Complex<Real>* out = to.row(s.item, 0, s.row) + s.col;
    for (int i = 0; i < s.width; ++i) out[i] = Kokkos::sqrt(in[i]);
  }
};

/// Quotient of two images (real and imaginary part) and the roots of FormRoots; 0 where the root is 0. item = frame,
/// [row][col] of D x D.
template <class Real>
struct DivideByRoots {
  ImageRows<Real> from;
  WaveRows<Real> roots, to;
  int mode;  ///< of `to`

  KOKKOS_FUNCTION void operator()(device::Strip s) const {
    Real const* real = from.row(2 * s.item, s.row) + s.col;
    Real const* imaginary = from.row(2 * s.item + 1, s.row) + s.col;
    Complex<Real> const* root = roots.row(s.item, 0, s.row) + s.col;
    Complex<Real>* out = to.row(s.item, mode, s.row) + s.col;
    for (int i = 0; i < s.width; ++i) {
      Real const factor = root[i].real() > 0 ? 1 / root[i].real() : Real(0);
      out[i] = Complex<Real>(real[i] * factor, imaginary[i] * factor);
    }
  }
};

/// Quotients of the residuals of roots and the roots: derivatives by the measured intensity. item = frame, [row][col]
/// of D x D.
template <class Real>
struct FormWeights {
  WaveRows<Real> residual, roots;
  ImageRows<Real> to;

  KOKKOS_FUNCTION void operator()(device::Strip s) const {
    Complex<Real> const* r = residual.row(s.item, 0, s.row) + s.col;
    Complex<Real> const* root = roots.row(s.item, 0, s.row) + s.col;
    Real* out = to.row(s.item, s.row) + s.col;
    for (int i = 0; i < s.width; ++i) out[i] = root[i].real() > 0 ? r[i].real() / root[i].real() : Real(0);
  }
};

/// Residuals of far fields f: f times the weights of the detector pixels. item = frame, [row][col] of D x D.
template <class Real>
struct WeighFields {
  ResponseGrid grid;
  ImageRows<Real> weights;  ///< [frame][row][col] of d x d
  WaveRows<Real> f, to;     ///< may be the same memory

  KOKKOS_FUNCTION void operator()(device::Strip s) const {
    Real const* weight = weights.row(s.item, s.row / grid.up);
    for (int mode = 0; mode < f.modes; ++mode) {
      Complex<Real> const* in = f.row(s.item, mode, s.row);
      Complex<Real>* out = to.row(s.item, mode, s.row);
      for (int col = s.col; col < s.col + s.width; ++col) out[col] = weight[col / grid.up] * in[col];
    }
  }
};

/// Coefficients of the intensity |f + t a + t^2 b|^2 summed over modes, five images a frame; b null: 0. item = frame,
/// [row][col] of D x D.
template <class Real>
struct FormCoefficients {
  WaveRows<Real> f, a, b;
  ImageRows<Real> to;

  KOKKOS_FUNCTION void operator()(device::Strip s) const {
    for (int i = 0; i < s.width; ++i) {
      Real c0 = 0, c1 = 0, c2 = 0, c3 = 0, c4 = 0;
      for (int mode = 0; mode < f.modes; ++mode) {
        auto const field = f.row(s.item, mode, s.row)[s.col + i];
        auto const first = a.row(s.item, mode, s.row)[s.col + i];
        auto const second = b.base != nullptr ? b.row(s.item, mode, s.row)[s.col + i] : Complex<Real>(0);
        c0 += norm2(field);
        c1 += 2 * real_inner(field, first);
        c2 += norm2(first) + 2 * real_inner(field, second);
        c3 += 2 * real_inner(first, second);
        c4 += norm2(second);
      }
      int const col = s.col + i;
      to.row(5 * s.item, s.row)[col] = c0;
      to.row(5 * s.item + 1, s.row)[col] = c1;
      to.row(5 * s.item + 2, s.row)[col] = c2;
      to.row(5 * s.item + 3, s.row)[col] = c3;
      to.row(5 * s.item + 4, s.row)[col] = c4;
    }
  }
};

}  // namespace ptyger::model
