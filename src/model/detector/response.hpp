#pragma once

#include "model/detector/response_grid.hpp"
#include "model/device_scan.hpp"
#include "model/patches.hpp"
#include "model/wave_rows.hpp"

namespace ptyger::model {

/// A detector that sums up and blurs intensities (src/solver/README.md, "Detector"): I = R sum over modes of |f|^2 with
/// a linear R. The kernels that compare far fields with counts do not know it: they get far fields g of one mode with
/// |g|^2 = I and their derivatives, and what they find is carried back. Works on one chunk at a time; everything is
/// allocated at construction.
template <class Exec, class Real>
class Response {
 public:
  Response(DeviceContext<Exec> const& device, DeviceScan<Exec, Real> const& scan);

  /// g of far fields f; valid until the next call.
  WaveRows<Real> fields(FrameRange chunk, WaveRows<Real> f) const;
  /// Work space for the residuals dL/dg of the last g.
  [[nodiscard]] WaveRows<Real> residuals() const { return rows(1); }
  /// The residuals of the far fields f of the last g, from the residuals of g in residuals(). residual may be f.
  void carry_back(FrameRange chunk, WaveRows<Real> f, WaveRows<Real> residual) const;

  /// Derivative of the last g by a parameter whose derivative of the far fields f is given, in the work space 1 or 2.
  /// Its imaginary part is the derivative by the same parameter times i.
  WaveRows<Real> derivative(FrameRange chunk, WaveRows<Real> f, WaveRows<Real> df, int which) const;
  /// Replaces derivatives of the first mode of f, [frame][K][D][D], by the derivatives of the last g.
  void replace_derivatives(FrameRange chunk, WaveRows<Real> f, WaveRows<Real> parts) const;

  /// Coefficients of the measured intensity of f + t a + t^2 b, [frame][5][D][D], in `to`, or for null in work space
  /// that is returned.
  Real* coefficients(FrameRange chunk, WaveRows<Real> f, WaveRows<Real> a, WaveRows<Real> b, Real* to) const;

 private:
  [[nodiscard]] ImageRows<Real> images(Array1<Exec, Real> const& of, int size) const;
  [[nodiscard]] WaveRows<Real> rows(int which) const;
  void correlate(int images, Array1<Exec, Real> const& from, bool sums, Array1<Exec, Real> const& spread) const;
  void respond(int images, Real* to) const;
  void divide(FrameRange chunk, WaveRows<Real> to, int mode) const;

  DeviceContext<Exec> const& device_;
  ResponseGrid grid_;
  std::size_t frame_values_;  ///< values of a wave of one mode
  int pitch_;
  int chunk_frames_;
  Array1<Exec, Real> spread_;          ///< [side][side]
  Array1<Exec, Real> turned_spread_;   ///< the same, turned by half a turn
  Array1<Exec, Real> formed_;          ///< [frame][5][D][D] images before the response
  Array1<Exec, Real> padded_;          ///< [frame][5] detector pixels before the correlation
  Array1<Exec, Real> correlated_;      ///< [frame][5][d][d] detector pixels after it
  Array1<Exec, Real> measured_;        ///< [frame][5][D][D] images after the response
  Array1<Exec, Complex<Real>> waves_;  ///< [3][frame][D][pitch] g, and its residuals or derivatives
};

}  // namespace ptyger::model
