#pragma once

namespace ptyger::model {

/// Which parts of the estimate a step moves.
struct Moves {
  bool object = true;  ///< the object moves
  bool probe = true;   ///< the probe moves
  /// Whether object and probe move together.
  [[nodiscard]] bool joint() const { return object && probe; }
  bool operator==(Moves const&) const = default;
};

}  // namespace ptyger::model
