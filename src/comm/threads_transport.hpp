#pragma once

#include <array>
#include <atomic>

#include "comm/team_transport.hpp"

namespace ptyger::comm {

/// The memory that host devices let each other read and write during an exchange.
template <class Real>
struct ThreadsExchange {
  static constexpr std::size_t most_parts = 2;  ///< largest number of parts in one exchange
  struct Device {
    std::array<Real*, most_parts> lent = {};             ///< [part] arrays of this device that others read and write
    std::array<std::atomic<std::int64_t>, 3> sent = {};  ///< [kind] bytes that other devices copied from this device
  };

  explicit ThreadsExchange(device::Rendezvous& meeting)
      : rendezvous(meeting), devices(static_cast<std::size_t>(meeting.members())) {}

  device::Rendezvous& rendezvous;
  std::vector<Device> devices;
};

/// Host devices of one process: copies between the threads' memory, every sum in the order of the devices.
template <class Real>
class ThreadsTransport final : public TeamTransport<Kokkos::Serial, Real> {
 public:
  ThreadsTransport(std::shared_ptr<ThreadsExchange<Real>> exchange, std::shared_ptr<HostExchange> host,
                   std::vector<core::Subdomain> subdomains, int device)
      : TeamTransport<Kokkos::Serial, Real>(std::move(host), std::move(subdomains), device),
        exchange_(std::move(exchange)) {}

 protected:
  using Part = typename TeamTransport<Kokkos::Serial, Real>::Part;
  using Kind = typename Part::Kind;
  void exchange(std::span<Part const> parts) override;
  [[nodiscard]] std::int64_t sent(Kind kind) const override;

 private:
  void reduce_to_owners_part(std::size_t part);
  void broadcast_from_owners_part(std::size_t part);
  void sum_part(std::size_t part, std::int64_t reals);
  [[nodiscard]] Real* row(int device, std::size_t part, core::Box const& box, int row) const;
  void count_sent(int from, Kind kind, std::int64_t reals);

  /// Array that a device gives to a part of the present exchange.
  [[nodiscard]] Real*& lent(int device, std::size_t part) const {
    return exchange_->devices[static_cast<std::size_t>(device)].lent[part];
  }

  std::shared_ptr<ThreadsExchange<Real>> exchange_;
};

}  // namespace ptyger::comm
