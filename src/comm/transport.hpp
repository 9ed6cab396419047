#pragma once

#include <span>

#include "device/views.hpp"

namespace ptyger {

/// What the devices that share one projection exchange (hybrid.md, "One iteration"). Every device calls the same
/// functions in the same order; all are collective. Partial results come in, equal results go out on every device.
template <class Exec, class Real>
class Transport {
 public:
  Transport() = default;
  Transport(Transport const&) = delete;
  Transport& operator=(Transport const&) = delete;
  virtual ~Transport() = default;

  /// Gather: adds what other devices hold for the pixels that this device owns. field: [row][col] of the held box.
  virtual void gather(Array2<Exec, Complex<Real>> const& field) = 0;
  virtual void gather(Array2<Exec, Real> const& field) = 0;
  /// Scatter: owners send their values to whoever holds the same pixels.
  virtual void scatter(Array2<Exec, Complex<Real>> const& field) = 0;
  /// Leaves a gathered or summed vector with one device a value, zero elsewhere, so that the devices can add to it and
  /// gather or sum it again.
  virtual void disown(Array2<Exec, Complex<Real>> const& field) = 0;
  virtual void disown(Array3<Exec, Complex<Real>> const& values) = 0;
  /// All-reduce of what is replicated: probe gradient [mode][row][col] and its illumination [row][col].
  virtual void sum(Array3<Exec, Complex<Real>> const& values) = 0;
  virtual void sum(Array2<Exec, Real> const& values) = 0;
  /// All-reduce of host scalars, in double.
  virtual void sum(std::span<double> values) = 0;
  virtual double max(double value) = 0;
  /// One device decides: its value goes to all.
  virtual double decide(double value) = 0;
};

/// One device: nothing to exchange.
template <class Exec, class Real>
class NoTransport final : public Transport<Exec, Real> {
 public:
  void gather(Array2<Exec, Complex<Real>> const&) override {}
  void gather(Array2<Exec, Real> const&) override {}
  void scatter(Array2<Exec, Complex<Real>> const&) override {}
  void disown(Array2<Exec, Complex<Real>> const&) override {}
  void disown(Array3<Exec, Complex<Real>> const&) override {}
  void sum(Array3<Exec, Complex<Real>> const&) override {}
  void sum(Array2<Exec, Real> const&) override {}
  void sum(std::span<double>) override {}
  double max(double value) override { return value; }
  double decide(double value) override { return value; }
};

}  // namespace ptyger
