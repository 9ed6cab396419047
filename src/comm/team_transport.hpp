#pragma once

#include <memory>

#include "comm/host_exchange.hpp"
#include "comm/transport.hpp"
#include "core/box.hpp"

namespace ptyger::comm {

/// The part that all transports between several devices have in common: host values go through HostExchange, and a
/// replicated object is summed like a vector, so that its owners need not broadcast it. A transport implements
/// exchange(), which moves pixels and vectors in the memory of the devices.
template <class Exec, class Real>
class TeamTransport : public Transport<Exec, Real> {
 public:
  using Transport<Exec, Real>::reduce;
  void reduce_to_owners(Array2<Exec, Complex<Real>> const& field, Array1<Exec, Real> const& vector) final;
  void sum(Array1<Exec, Real> const& vector) final;
  void broadcast_from_owners(Array2<Exec, Complex<Real>> const& field) final;
  void reduce(std::span<double> sums, std::span<double> maxima) final;
  double broadcast(double value) final { return host_->broadcast(device_, value); }
  void all_gather(std::span<double> values, std::span<std::size_t const> counts) final;
  void gather(std::span<double const> owned, std::span<double> image) final;
  [[nodiscard]] Traffic traffic() const final;

 protected:
  /// subdomains: [device of the team]; device: number of this device.
  TeamTransport(std::shared_ptr<HostExchange> host, std::vector<core::Subdomain> subdomains, int device);

  /// One part of an exchange.
  struct Part {
    enum class Kind {
      to_owners,    ///< data: complex values of the local box; add the values of the other devices to the owned box
      from_owners,  ///< data: complex values of the local box; send the owned box to the halos of the other devices
      sum           ///< data: `reals` numbers; all-reduce
    };
    Kind kind;
    Real* data;
    std::int64_t reals;
  };
  /// Carries out all parts in one exchange; every device gives the same kinds in the same order.
  virtual void exchange(std::span<Part const> parts) = 0;
  /// Payload bytes that this device has sent in parts of this kind.
  [[nodiscard]] virtual std::int64_t sent(typename Part::Kind kind) const = 0;

  [[nodiscard]] int device() const { return device_; }
  [[nodiscard]] int devices() const { return static_cast<int>(subdomains_.size()); }
  [[nodiscard]] core::Subdomain const& subdomain(int device) const {
    return subdomains_[static_cast<std::size_t>(device)];
  }

 private:
  std::shared_ptr<HostExchange> host_;
  std::vector<core::Subdomain> subdomains_;  ///< [device]
  int object_cols_;                          ///< columns of the whole object
  int device_;
  bool replicated_;
  std::int64_t fields_as_sums_ = 0;  ///< bytes of replicated fields given to an all-reduce
  std::int64_t scalar_bytes_ = 0;
  std::int64_t reductions_ = 0;
  std::int64_t gathered_bytes_ = 0;
};

}  // namespace ptyger::comm
