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

/// What the detector measures of images. item = image, [row][col] of D x D.
template <class Real>
struct Respond {
  ResponseGrid grid;
  Real const* spread;  ///< [side][side]
  ImageRows<Real> from, to;

  KOKKOS_FUNCTION void operator()(device::Strip s) const {
    Real* out = to.row(s.item, s.row) + s.col;
    for (int i = 0; i < s.width; ++i) {
      int const col = s.col + i;
      bool const is_first = s.row % grid.up == 0 && col % grid.up == 0;
      out[i] = is_first ? respond(grid, spread, from.row(s.item, 0), s.row / grid.up, col / grid.up) : Real(0);
    }
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

/// Residuals of far fields f: f times the transposed response of weights. item = frame, [row][col] of D x D.
template <class Real>
struct WeighBySpread {
  ResponseGrid grid;
  Real const* spread;  ///< [side][side]
  ImageRows<Real> weights;
  WaveRows<Real> f, to;  ///< may be the same memory

  KOKKOS_FUNCTION void operator()(device::Strip s) const {
    for (int i = 0; i < s.width; ++i) {
      int const col = s.col + i;
      Real const weight = spread_back(grid, spread, weights.row(s.item, 0), s.row / grid.up, col / grid.up);
      for (int mode = 0; mode < f.modes; ++mode)
        to.row(s.item, mode, s.row)[col] = weight * f.row(s.item, mode, s.row)[col];
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
