#pragma once

#include <array>
#include <memory>
#include <vector>

#include "comm/nccl_group.hpp"
#include "comm/team_transport.hpp"
#include "device/device_context.hpp"

namespace ptyger::comm {

/// State that the devices of one team share while they exchange through NCCL.
struct NcclExchange {
  /// nccl: the communicators of these devices.
  NcclExchange(device::Rendezvous& meeting, device::Team const& numbering, std::shared_ptr<NcclGroup> nccl)
      : rendezvous(meeting),
        team(numbering),
        group(std::move(nccl)),
        posted(static_cast<std::size_t>(numbering.local)) {}

  device::Rendezvous& rendezvous;
  device::Team team;
  std::shared_ptr<NcclGroup> group;
  std::vector<std::span<NcclMessage const>> posted;  ///< [device of this process] messages of the present exchange
};

/// Transport between GPUs. Pixels travel packed, box by box, from the GPU that has them to the GPU that needs them;
/// NCCL sums vectors. The thread that arrives last at the rendezvous puts the messages of all devices on their streams,
/// in the order of the devices. Received values are added in the order of the devices. The functions are defined in
/// nccl_transport_impl.hpp.
template <class Exec, class Real>
class NcclTransport final : public TeamTransport<Exec, Real> {
 public:
  /// device: device i of this process uses member i of the NCCL group, whose stream must be the stream of device.exec.
  /// Allocates all work space.
  NcclTransport(DeviceContext<Exec> const& device, std::shared_ptr<NcclExchange> exchange,
                std::shared_ptr<HostExchange> host, std::vector<core::Subdomain> subdomains);

 protected:
  using Part = typename TeamTransport<Exec, Real>::Part;
  using Kind = typename Part::Kind;
  void exchange(std::span<Part const> parts) override;
  [[nodiscard]] std::int64_t sent(Kind kind) const override { return sent_[static_cast<std::size_t>(kind)]; }

 private:
  /// Pixels that both this device and a peer have in their local boxes.
  struct Border {
    int peer;             ///< number of the other device
    core::Box box;        ///< the pixels, relative to the local box of this device
    std::int64_t offset;  ///< index of the first real of the box in the buffer
    [[nodiscard]] std::int64_t reals() const { return 2 * box.pixels(); }
  };
  /// Borders with all peers, and the buffer that messages are sent from or received into.
  struct Borders {
    std::vector<Border> list;   ///< in the order of the peers; no box is empty
    Array1<Exec, Real> packed;  ///< buffer: the values of all boxes, one box after the other
  };
  [[nodiscard]] Borders make_borders(DeviceContext<Exec> const& device, char const* label, bool owned_by_peers) const;
  void pack(Part const& part);
  void unpack(Part const& part);
  void post(NcclMessage::Kind kind, Borders const& borders, std::int64_t* sent);

  Exec exec_;
  std::shared_ptr<NcclExchange> exchange_;
  Borders remote_halo_;  ///< the halo of this device: pixels that peers own
  Borders owned_halo_;   ///< owned pixels that lie in the halos of peers
  std::vector<NcclMessage> messages_;
  std::array<std::int64_t, 3> sent_ = {};  ///< [kind] bytes given to NCCL
};

}  // namespace ptyger::comm
