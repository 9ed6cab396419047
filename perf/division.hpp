#pragma once

#include <array>
#include <vector>

#include "partition/tiles.hpp"
#include "partition/traffic.hpp"

namespace ptyger::perf {

enum class Mode { tiled, replicated };
inline constexpr std::array both_modes{Mode::tiled, Mode::replicated};
char const* name_of(Mode mode);

/// How the devices share one scan: all that the partition knows of it.
struct Division {
  std::vector<core::Subdomain> tiled;       ///< [device]
  std::vector<core::Subdomain> replicated;  ///< [device] the same cores, but everyone holds and steps the whole object
  std::vector<std::size_t> frames;          ///< [device]
  std::vector<std::size_t> neighbours;      ///< [device] other frames whose light a device adds up when tiled
  std::size_t scan_frames = 0;
  partition::Balance balance;

  [[nodiscard]] int devices() const { return static_cast<int>(tiled.size()); }
  [[nodiscard]] std::vector<core::Subdomain> const& subdomains(Mode mode) const {
    return mode == Mode::tiled ? tiled : replicated;
  }
};

/// Throws InputError when there are fewer frames than devices.
Division divide(model::Placement const& placement, int devices);

/// Bytes that leave a device over its links: what it gathers and scatters, and 2 (G - 1) / G of what is all-reduced
/// around a ring of all G devices.
struct Sent {
  double halos = 0;
  double reduced = 0;
  [[nodiscard]] double total() const { return halos + reduced; }
};
Sent over_links(comm::Traffic const& traffic, int devices, Mode mode);

/// Mean and maximum over the devices.
struct Spread {
  double mean = 0;
  double most = 0;
};
Spread spread(std::vector<double> const& values);

/// Bytes that the conjugate gradients keep on a device of the object's size: estimate, gradient, direction,
/// preconditioned gradient and both gradients of the last iteration, complex, and the illumination.
double vector_bytes(core::Subdomain const& subdomain, std::size_t real_bytes);

}  // namespace ptyger::perf
