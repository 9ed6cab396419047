#pragma once

#include <vector>

#include "ptyger/options.hpp"
#include "ptyger/scan.hpp"
#include "solver/trials/orientation.hpp"

namespace ptyger::solver {

inline constexpr int orientation_epochs = 3;  ///< of the short starts that compare turns and scales of positions

/// Short starts on one scan and with one probe, whose positions are turned in different ways.
class TurnTrials {
 public:
  /// scan: positions as in the file.
  TurnTrials(Scan const& scan, ProbeModes const& probe, Options const& options);

  /// Tries each way to turn the positions; several at the same time. The best comes first.
  [[nodiscard]] std::vector<OrientationTrial> run(std::vector<PositionAxes> const& axes) const;

 private:
  Scan const& scan_;
  ProbeModes const& probe_;
  Options const& options_;
};

/// The eight turns of the positions, each followed by the same rotation: axes swapped or not, each axis negated or not.
std::vector<PositionAxes> eight_turns(double rotation_deg);

}  // namespace ptyger::solver
