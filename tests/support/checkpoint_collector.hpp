#pragma once

#include <memory>
#include <vector>

#include "ptyger/reconstruct.hpp"

namespace ptyger::test {

/// Collects all checkpoints of a run.
struct CheckpointCollector {
  std::vector<Checkpoint> collected;
  Observer observer{.checkpoint_due = [] { return true; },
                    .on_checkpoint = [this](auto const& c) { collected.push_back(c); }};
};

/// Continues a run from a checkpoint.
inline Result resumed(Scan const& scan, Options options, Checkpoint const& from, Observer const& observer = {}) {
  options.resume = std::make_shared<Checkpoint const>(from);
  return reconstruct(scan, options, observer);
}

/// Runs a reconstruction and returns the checkpoints of all its iterations.
inline std::vector<Checkpoint> checkpoints(Scan const& scan, Options const& options) {
  CheckpointCollector collector;
  reconstruct(scan, options, collector.observer);
  return collector.collected;
}

}  // namespace ptyger::test
