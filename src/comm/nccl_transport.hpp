#pragma once

#include <array>
#include <memory>
#include <vector>

#include "comm/nccl_group.hpp"
#include "comm/team_transport.hpp"
#include "device/device_context.hpp"

namespace ptyger::comm {

/// What the devices of one team share while they exchange through NCCL.
struct NcclExchange {
  /// Throws CallError when NCCL does.
  NcclExchange(device::Rendezvous& meeting, std::vector<NcclGroup::Member> const& members)
      : rendezvous(meeting), group(members, meeting.timeout()), posted(members.size()) {}

  device::Rendezvous& rendezvous;
  NcclGroup group;
  std::vector<std::span<NcclMessage const>> posted;  ///< [device] of the present exchange
};

/// GPUs of one process: pixels travel packed, box by box, from the GPU that has them to the GPU that needs them,
/// vectors are summed by NCCL. All messages are put on the streams by the last thread to come, in the order of the
/// devices, and what was received is added in the order of the devices. Bodies in nccl_transport_impl.hpp.
template <class Exec, class Real>
class NcclTransport final : public TeamTransport<Exec, Real> {
 public:
  /// The stream of member `device.id` of the exchange is that of device.exec. Allocates all work space.
  NcclTransport(DeviceContext<Exec> const& device, std::shared_ptr<NcclExchange> exchange,
                std::shared_ptr<Scalars> scalars, std::vector<core::Subdomain> subdomains);

 protected:
  using Part = typename TeamTransport<Exec, Real>::Part;
  using Kind = typename Part::Kind;
  void exchange(std::span<Part const> parts) override;
  [[nodiscard]] std::int64_t sent(Kind kind) const override { return sent_[static_cast<std::size_t>(kind)]; }

 private:
  /// Pixels of one device that another holds, too.
  struct Border {
    int peer;
    core::Box box;        ///< as seen from the corner of the own held box
    std::int64_t offset;  ///< of its first real in the buffer
    [[nodiscard]] std::int64_t reals() const { return 2 * box.pixels(); }
  };
  struct Borders {
    std::vector<Border> list;   ///< in the order of the devices; none is empty
    Array1<Exec, Real> packed;  ///< all boxes, one after the other
  };
  [[nodiscard]] Borders make_borders(DeviceContext<Exec> const& device, char const* label, bool of_the_peers) const;
  void send(Part const& part);
  void take_in(Part const& part);
  void post(NcclMessage::Kind kind, Borders const& borders, std::int64_t* sent);

  Exec exec_;
  std::shared_ptr<NcclExchange> exchange_;
  Borders remote_halo_;  ///< pixels of other cores that this device holds: sent by a gather, received by a scatter
  Borders owned_halo_;   ///< pixels of the own core that others hold: received by a gather, sent by a scatter
  std::vector<NcclMessage> messages_;
  std::array<std::int64_t, 3> sent_ = {};  ///< [kind] bytes
};

}  // namespace ptyger::comm
