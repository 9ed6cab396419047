#pragma once

#include <cstddef>
#include <string>

#include "ptyger/options.hpp"

namespace ptyger {

/// What decides about the bytes of a reconstruction on one device.
struct MemoryNeeds {
  std::size_t frames = 0;
  std::size_t detector = 0;  ///< D
  std::size_t pitch = 0;     ///< values from row to row of a far field
  std::size_t probe = 0;     ///< P
  std::size_t modes = 1;
  std::size_t object_pixels = 0;
  std::size_t real_bytes = 4;  ///< of one real number
  bool joint = true;           ///< steps move object and probe together
  std::size_t lines = 1;       ///< sequences of conjugate directions: 2 when object and probe move in turn
};

/// Bytes that a strategy keeps for all frames, beyond the frames themselves (solver.md, "What an iteration costs").
std::size_t kept_bytes(MemoryNeeds const& needs, MemoryStrategy strategy);

/// Bytes of iterate, gradients and directions, the same for every strategy.
std::size_t state_bytes(MemoryNeeds const& needs);

/// The strategy asked for, or for `automatic` the fastest whose bytes fit into `available`. Throws InputError with the
/// numbers when none does.
MemoryStrategy choose_strategy(MemoryNeeds const& needs, MemoryStrategy asked, std::size_t available);

/// Memory that this process can still have, bytes: of the machine, or of its control group (a batch job's share).
std::size_t available_host_memory();

std::string to_string(MemoryStrategy strategy);

}  // namespace ptyger
