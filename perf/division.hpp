#pragma once

#include <array>
#include <vector>

#include "partition/tiles.hpp"
#include "partition/traffic.hpp"

namespace ptyger::perf {

/// How devices share the object, as Partition.
enum class Mode { tiled, replicated };
inline constexpr std::array both_modes{Mode::tiled, Mode::replicated};
char const* name_of(Mode mode);

/// Division of a scan among devices, in both modes.
struct Division {
  std::vector<core::Subdomain> tiled;       ///< [device]
  std::vector<core::Subdomain> replicated;  ///< [device] boxes when every device updates the whole object
  std::vector<std::size_t> frames;          ///< [device] number of frames
  std::vector<std::size_t> neighbours;      ///< [device] frames of other tiles that illuminate its updated pixels
  std::size_t scan_frames = 0;              ///< frames of the scan
  partition::LoadBalance balance;           ///< of the tiles

  [[nodiscard]] int devices() const { return static_cast<int>(tiled.size()); }
  [[nodiscard]] std::vector<core::Subdomain> const& subdomains(Mode mode) const {
    return mode == Mode::tiled ? tiled : replicated;
  }
};

/// Cuts a scan for a number of devices. Throws InputError when there are fewer frames than devices.
Division divide(model::Placement const& placement, int devices);

/// Bytes that a device sends over its links.
struct SentBytes {
  double halo_bytes = 0;        ///< reductions to owners and broadcasts from owners
  double all_reduce_bytes = 0;  ///< all-reductions on a ring of G devices: 2 (G - 1) / G of the data
  [[nodiscard]] double total() const { return halo_bytes + all_reduce_bytes; }
};
/// Bytes that a device sends over its links when `traffic` is what it gives to exchanges.
SentBytes link_bytes(comm::Traffic const& traffic, int devices, Mode mode);

/// Mean and maximum of a quantity over the devices.
struct Spread {
  double mean = 0;
  double most = 0;  ///< maximum
};
Spread spread(std::vector<double> const& values);

/// Bytes of the arrays of the conjugate gradients on a device, with a value for each local object pixel: estimate,
/// gradient, direction, preconditioned gradient and both gradients of the last iteration (complex), and the
/// illumination (real).
double vector_bytes(core::Subdomain const& subdomain, std::size_t real_bytes);

}  // namespace ptyger::perf
