#pragma once

#include <memory>
#include <vector>

#include "comm/transport.hpp"
#include "core/box.hpp"
#include "device/device_team.hpp"
#include "ptyger/options.hpp"

namespace ptyger::comm {

/// Throws InputError when devices of this kind cannot use a transport.
template <class Exec>
void require_transport(TransportKind kind);

/// The transports of all devices of a team, [device]. automatic: none for one device, threads for host devices, NCCL
/// for GPUs. territories: [device]. The team must outlive the transports. Throws InputError when devices of this kind
/// cannot use the transport asked for, CallError when NCCL fails.
template <class Exec, class Real>
std::vector<std::unique_ptr<Transport<Exec, Real>>> make_transports(TransportKind kind, device::DeviceTeam<Exec>& team,
                                                                    std::vector<core::Subdomain> const& subdomains);

}  // namespace ptyger::comm
