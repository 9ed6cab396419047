#pragma once

#include <memory>
#include <vector>

#include "ptyger/reconstruct.hpp"

namespace ptyger::test {

/// Keeps every checkpoint of a run.
struct Keeper {
  std::vector<Checkpoint> kept;
  Observer observer{.checkpoint_due = [] { return true; },
                    .on_checkpoint = [this](auto const& c) { kept.push_back(c); }};
};

inline Result resumed(Scan const& scan, Options options, Checkpoint const& from, Observer const& observer = {}) {
  options.resume = std::make_shared<Checkpoint const>(from);
  return reconstruct(scan, options, observer);
}

/// Checkpoints of every iteration of a run.
inline std::vector<Checkpoint> checkpoints(Scan const& scan, Options const& options) {
  Keeper keeper;
  reconstruct(scan, options, keeper.observer);
  return keeper.kept;
}

}  // namespace ptyger::test
