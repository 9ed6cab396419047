#pragma once

#include "ptyger/result.hpp"

namespace ptyger::write {

/// Name of a part of a run in files and messages: "search", "start" or "cg".
constexpr char const* phase_name(Phase phase) {
  constexpr char const* names[] = {"search", "start", "cg"};
  return names[static_cast<int>(phase)];
}

}  // namespace ptyger::write
