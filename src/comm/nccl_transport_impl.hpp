#pragma once

#include <string>
#include <utility>

#include "comm/box_copies.hpp"
#include "comm/nccl_transport.hpp"
#include "device/copy.hpp"

namespace ptyger::comm {

template <class Exec, class Real>
NcclTransport<Exec, Real>::NcclTransport(DeviceContext<Exec> const& device, std::shared_ptr<NcclExchange> exchange,
                                         std::shared_ptr<HostExchange> host, std::vector<core::Subdomain> subdomains)
    : TeamTransport<Exec, Real>(std::move(host), std::move(subdomains), device.id),
      exec_(device.exec),
      exchange_(std::move(exchange)),
      remote_halo_(make_borders(device, "halo", true)),
      owned_halo_(make_borders(device, "owned pixels in halos of peers", false)) {
  messages_.reserve(remote_halo_.list.size() + owned_halo_.list.size() + 2);
}

template <class Exec, class Real>
auto NcclTransport<Exec, Real>::make_borders(DeviceContext<Exec> const& device, char const* label,
                                             bool owned_by_peers) const -> Borders {
  Borders borders;
  std::int64_t reals = 0;
  auto const& own_boxes = this->subdomain(device.id);
  for (int peer = 0; peer < this->devices() && !own_boxes.replicated(); ++peer) {
    auto const& peer_boxes = this->subdomain(peer);
    auto const shared = owned_by_peers ? core::intersection(own_boxes.local, peer_boxes.owned)
                                       : core::intersection(peer_boxes.local, own_boxes.owned);
    if (peer == device.id || shared.empty()) continue;
    borders.list.push_back({peer, shared.relative_to(own_boxes.local), reals});
    reals += borders.list.back().reals();
  }
  borders.packed = make_view<Array1<Exec, Real>>(device, label, reals);
  return borders;
}

template <class Exec, class Real>
void NcclTransport<Exec, Real>::exchange(std::span<Part const> parts) {
  constexpr auto precision = sizeof(Real) == sizeof(float) ? Precision::single : Precision::full;
  constexpr std::array<char const*, 3> step = {"reduce to owners", "broadcast from owners", "sum"};
  auto& shared = *exchange_;
  auto const place = shared.team.place(this->device());

  messages_.clear();
  for (auto const& part : parts) pack(part);
  shared.posted[place] = messages_;
  shared.rendezvous.meet(static_cast<int>(place), [&] {
    shared.group->issue(step[static_cast<std::size_t>(parts.front().kind)], precision, shared.posted);
  });
  // wait() ends at a timeout; a fence of the stream would wait without end for a device that hangs.
  shared.group->wait(place);
  for (auto const& part : parts) unpack(part);
}

/// Packs the pixels that this device sends, and lists its messages.
template <class Exec, class Real>
void NcclTransport<Exec, Real>::pack(Part const& part) {
  auto* const sent = &sent_[static_cast<std::size_t>(part.kind)];
  if (part.kind == Kind::sum) {
    if (part.reals > 0) messages_.push_back({NcclMessage::Kind::sum, part.data, part.reals, 0, sent});
    return;
  }
  auto const& outgoing = part.kind == Kind::to_owners ? remote_halo_ : owned_halo_;
  auto const& incoming = part.kind == Kind::to_owners ? owned_halo_ : remote_halo_;
  int const cols = this->subdomain(this->device()).local.cols;
  for (auto const& border : outgoing.list)
    copy_box<BoxCopy::pack>(exec_, part.data, cols, border.box, outgoing.packed.data() + border.offset);
  post(NcclMessage::Kind::send, outgoing, sent);
  post(NcclMessage::Kind::receive, incoming, nullptr);
}

/// Lists a message with each peer. sent: counter of the bytes sent; null for messages to receive.
template <class Exec, class Real>
void NcclTransport<Exec, Real>::post(NcclMessage::Kind kind, Borders const& borders, std::int64_t* sent) {
  for (auto const& border : borders.list)
    messages_.push_back({kind, borders.packed.data() + border.offset, border.reals(), border.peer, sent});
}

/// Adds or copies one border after the other, in the order of the peers, so that the sums are the same bits every time.
template <class Exec, class Real>
void NcclTransport<Exec, Real>::unpack(Part const& part) {
  int const cols = this->subdomain(this->device()).local.cols;
  if (part.kind == Kind::to_owners)
    for (auto const& border : owned_halo_.list)
      copy_box<BoxCopy::add>(exec_, part.data, cols, border.box, owned_halo_.packed.data() + border.offset);
  if (part.kind == Kind::from_owners)
    for (auto const& border : remote_halo_.list)
      copy_box<BoxCopy::unpack>(exec_, part.data, cols, border.box, remote_halo_.packed.data() + border.offset);
}

}  // namespace ptyger::comm
