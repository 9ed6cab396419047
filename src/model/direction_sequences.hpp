#pragma once

#include <array>
#include <cstddef>
#include <span>

#include "model/moves.hpp"
#include "ptyger/options.hpp"

namespace ptyger::model {

/// The sequences of conjugate directions of a run: one that moves object and probe together, or one for the object and
/// one for the probe.
class DirectionSequences {
 public:
  constexpr DirectionSequences() = default;
  constexpr DirectionSequences(Scheme scheme, bool recover_probe) {
    if (scheme == Scheme::joint) {
      moves_[0] = {true, recover_probe};
    } else {
      moves_ = {Moves{true, false}, Moves{false, true}};
      count_ = recover_probe ? 2 : 1;
    }
  }

  /// [sequence] parts of the estimate that its directions move; valid as long as this object.
  [[nodiscard]] constexpr std::span<Moves const> moves() const { return std::span(moves_).first(count_); }
  /// Number of sequences.
  [[nodiscard]] constexpr std::size_t count() const { return count_; }
  /// Whether one step moves object and probe together.
  [[nodiscard]] bool joint() const { return moves_[0].joint(); }

 private:
  std::array<Moves, 2> moves_ = {};
  std::size_t count_ = 1;
};

}  // namespace ptyger::model
