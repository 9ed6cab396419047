#pragma once

#include <memory>

#include "comm/scalars.hpp"
#include "comm/transport.hpp"
#include "core/box.hpp"

namespace ptyger::comm {

/// What all transports between several devices have in common: scalars go through the memory of the process, and a
/// replicated object is summed like a vector and needs no scatter. What is left to a transport is how one exchange of
/// pixels and vectors is carried out.
template <class Exec, class Real>
class TeamTransport : public Transport<Exec, Real> {
 public:
  using Transport<Exec, Real>::reduce;
  void reduce_to_owners(Array2<Exec, Complex<Real>> const& field, Array1<Exec, Real> const& vector) final;
  void sum(Array1<Exec, Real> const& vector) final;
  void broadcast_from_owners(Array2<Exec, Complex<Real>> const& field) final;
  void reduce(std::span<double> sums, std::span<double> maxima) final;
  double broadcast(double value) final { return scalars_->broadcast(device_, value); }
  [[nodiscard]] Traffic traffic() const final;

 protected:
  TeamTransport(std::shared_ptr<Scalars> scalars, std::vector<core::Subdomain> subdomains, int device);

  /// One part of an exchange.
  struct Part {
    enum class Kind {
      gather,   ///< data: complex values of the held box; add to the own core what the others hold of it
      scatter,  ///< data: the same; send the own core to whoever holds its pixels
      sum       ///< data: `reals` numbers; all-reduce
    };
    Kind kind;
    Real* data;
    std::int64_t reals;
  };
  /// Carries out all parts, the same kinds on every device, at one meeting.
  virtual void exchange(std::span<Part const> parts) = 0;
  /// Payload bytes sent by this device in gathers, scatters and sums.
  [[nodiscard]] virtual std::int64_t sent(typename Part::Kind kind) const = 0;

  [[nodiscard]] int device() const { return device_; }
  [[nodiscard]] int devices() const { return static_cast<int>(subdomains_.size()); }
  [[nodiscard]] core::Subdomain const& subdomain(int device) const {
    return subdomains_[static_cast<std::size_t>(device)];
  }

 private:
  std::shared_ptr<Scalars> scalars_;
  std::vector<core::Subdomain> subdomains_;  ///< [device]
  int device_;
  bool replicated_;
  std::int64_t gathered_as_sum_ = 0;  ///< bytes of replicated fields, which travel as sums
  std::int64_t scalar_bytes_ = 0;
  std::int64_t reductions_ = 0;
};

}  // namespace ptyger::comm
