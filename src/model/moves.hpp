#pragma once

namespace ptyger::model {

/// Which parts of the estimate a step moves.
struct Moves {
  bool object = true;
  bool probe = true;
  [[nodiscard]] bool joint() const { return object && probe; }
  bool operator==(Moves const&) const = default;
};

}  // namespace ptyger::model
