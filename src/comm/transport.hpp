#pragma once

#include <algorithm>
#include <cstdint>
#include <span>

#include "device/views.hpp"

namespace ptyger::comm {

/// Payload bytes that one device has sent to other devices (src/comm/README.md, "One iteration").
struct Traffic {
  std::int64_t to_owners = 0;    ///< partial gradients, sent to the owners of the pixels
  std::int64_t from_owners = 0;  ///< directions or updated objects, sent by the owner of the pixels
  std::int64_t summed = 0;       ///< replicated vectors given to an all-reduce
  std::int64_t scalars = 0;      ///< host scalars given to an all-reduce
  std::int64_t reductions = 0;   ///< number of all-reduces of host scalars
  std::int64_t gathered = 0;     ///< host values given to all_gather() and gather()
  friend bool operator==(Traffic const&, Traffic const&) = default;
};

/// All exchanges between the devices that share one projection (src/comm/README.md, "One iteration"). Every function
/// but traffic() is collective: every device calls the same functions in the same order. A device that waits for
/// another throws when that device fails or does not come within the timeout of the team.
template <class Exec, class Real>
class Transport {
 public:
  Transport() = default;
  Transport(Transport const&) = delete;
  Transport& operator=(Transport const&) = delete;
  virtual ~Transport() = default;

  /// One exchange of partial sums. field: [row][col] of the local box; adds to the pixels that this device updates the
  /// values that the other devices have there. Values of other pixels are undefined afterwards. vector: replicated
  /// values, such as gradient and illumination of the probe; all-reduce.
  virtual void reduce_to_owners(Array2<Exec, Complex<Real>> const& field, Array1<Exec, Real> const& vector) = 0;
  /// All-reduce of a replicated vector.
  virtual void sum(Array1<Exec, Real> const& vector) = 0;
  /// field: [row][col] of the local box; copies the values of the owned pixels of every device to all devices that have
  /// the same pixels in their halo.
  virtual void broadcast_from_owners(Array2<Exec, Complex<Real>> const& field) = 0;

  /// All-reduce of host scalars: sums and maxima.
  virtual void reduce(std::span<double> sums, std::span<double> maxima) = 0;
  void reduce(std::span<double> sums) { reduce(sums, {}); }
  /// The value of device 0, on all devices.
  virtual double broadcast(double value) = 0;
  /// values: host numbers, the parts of all devices in the order of the devices; counts: [device] numbers in each part,
  /// the same on every device. A device fills its own part; afterwards it has all parts.
  virtual void all_gather(std::span<double> values, std::span<std::size_t const> counts) = 0;
  /// Assembles an image of the whole object in the memory of the host of device 0. owned: [row][col][real] of the owned
  /// box, with one or two reals a pixel; image: [row][col][real] of the whole object, used on device 0 only.
  virtual void gather(std::span<double const> owned, std::span<double> image) = 0;

  /// Whether other devices share the projection.
  [[nodiscard]] virtual bool has_peers() const { return true; }
  [[nodiscard]] virtual Traffic traffic() const { return {}; }
};

/// One device: nothing to exchange. Its owned box is the whole object.
template <class Exec, class Real>
class NoTransport final : public Transport<Exec, Real> {
 public:
  using Transport<Exec, Real>::reduce;
  void reduce_to_owners(Array2<Exec, Complex<Real>> const&, Array1<Exec, Real> const&) override {}
  void sum(Array1<Exec, Real> const&) override {}
  void broadcast_from_owners(Array2<Exec, Complex<Real>> const&) override {}
  void reduce(std::span<double>, std::span<double>) override {}
  double broadcast(double value) override { return value; }
  [[nodiscard]] bool has_peers() const override { return false; }
  void all_gather(std::span<double>, std::span<std::size_t const>) override {}
  void gather(std::span<double const> owned, std::span<double> image) override {
    std::copy_n(owned.begin(), std::min(owned.size(), image.size()), image.begin());
  }
};

}  // namespace ptyger::comm
