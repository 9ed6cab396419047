#pragma once

#include <memory>
#include <vector>

#include "comm/transport.hpp"
#include "core/box.hpp"
#include "device/device_team.hpp"
#include "ptyger/options.hpp"

namespace ptyger::comm {

/// Throws InputError when devices of this kind cannot use the transport `kind`.
template <class Exec>
void require_transport(TransportKind kind);

/// The transports of the devices of this process, [device of this process]. kind: `automatic` chooses none for one
/// device, threads for host devices and NCCL for GPUs. subdomains: [device of the team]. The team must outlive the
/// transports. Throws InputError when devices of this kind cannot use the transport asked for, CallError when NCCL
/// fails.
template <class Exec, class Real>
std::vector<std::unique_ptr<Transport<Exec, Real>>> make_transports(TransportKind kind, device::DeviceTeam<Exec>& team,
                                                                    std::vector<core::Subdomain> const& subdomains);

/// Closes the NCCL communicators that make_transports() keeps for the next team of the same GPUs, whose memory they
/// hold; Kokkos::finalize() does so, too. Returns whether there were any; host devices have none.
template <class Exec>
bool close_kept_communicators();

}  // namespace ptyger::comm
