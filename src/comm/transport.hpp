#pragma once

#include <cstdint>
#include <span>

#include "device/views.hpp"

namespace ptyger::comm {

/// What one device has sent to others, payload bytes: src/comm/README.md, "One iteration".
struct Traffic {
  std::int64_t gathered = 0;    ///< partial gradients, to the owners of the pixels
  std::int64_t scattered = 0;   ///< directions, or stepped objects, from the owner
  std::int64_t summed = 0;      ///< replicated vectors given to an all-reduce
  std::int64_t scalars = 0;     ///< doubles given to an all-reduce
  std::int64_t reductions = 0;  ///< calls for scalars
  friend bool operator==(Traffic const&, Traffic const&) = default;
};

/// What the devices that share one projection exchange (src/comm/README.md, "One iteration"). Every device calls the
/// same functions in the same order; all are collective. Partial results come in, equal results go out on every device.
template <class Exec, class Real>
class Transport {
 public:
  Transport() = default;
  Transport(Transport const&) = delete;
  Transport& operator=(Transport const&) = delete;
  virtual ~Transport() = default;

  /// One exchange of partial sums. Gather: adds to `field`, [row][col] of the held box, what other devices hold for the
  /// pixels that this device steps; what is left elsewhere is of no use. All-reduce: `vector` of what is replicated,
  /// gradient and illumination of the probe.
  virtual void reduce_to_owners(Array2<Exec, Complex<Real>> const& field, Array1<Exec, Real> const& vector) = 0;
  /// All-reduce of a replicated vector alone.
  virtual void sum(Array1<Exec, Real> const& vector) = 0;
  /// Scatter: owners send the values of their stepped pixels to whoever holds the same pixels.
  virtual void broadcast_from_owners(Array2<Exec, Complex<Real>> const& field) = 0;
  /// All-reduce of host scalars: sums and maxima.
  virtual void reduce(std::span<double> sums, std::span<double> maxima) = 0;
  void reduce(std::span<double> sums) { reduce(sums, {}); }
  /// One device decides: the value of device 0 goes to all.
  virtual double broadcast(double value) = 0;

  [[nodiscard]] virtual Traffic traffic() const { return {}; }
};

/// One device: nothing to exchange.
template <class Exec, class Real>
class NoTransport final : public Transport<Exec, Real> {
 public:
  using Transport<Exec, Real>::reduce;
  void reduce_to_owners(Array2<Exec, Complex<Real>> const&, Array1<Exec, Real> const&) override {}
  void sum(Array1<Exec, Real> const&) override {}
  void broadcast_from_owners(Array2<Exec, Complex<Real>> const&) override {}
  void reduce(std::span<double>, std::span<double>) override {}
  double broadcast(double value) override { return value; }
};

}  // namespace ptyger::comm
