#pragma once

#include <vector>

#include "ptyger/scan.hpp"

namespace ptyger::solver {

/// Result of short starts that compare scales of the positions. In the far field the scale stands for energy, distance
/// and detector pixel: it is wrong where one of them is.
struct ScaleCheck {
  /// Misfit of the frames with positions of one scale.
  struct Trial {
    double scale = 1;   ///< positions over the positions of the file
    double misfit = 0;  ///< NRMSE
  };
  std::vector<Trial> trials = {};  ///< in ascending order of scale
  double best = 1;                 ///< scale with the least misfit: vertex of a parabola through three trials
  double gain = 0;                 ///< relative fall of the misfit from scale 1 to `best`

  /// Whether the data prefer another scale by more than 1 %, and by more than errors of the model do: the Siemens star
  /// and its probe prefer 0.97, with a gain of 1.3 %.
  [[nodiscard]] bool decided() const { return (best < 0.99 || best > 1.01) && gain > 0.02; }
};

/// Tries scales from 0.9 to 1.1, each with a reconstruction of six iterations, on up to 400 frames in the middle of the
/// scan. InputError when the scan has no probe or too few frames: a blind probe follows the scale by its defocus.
ScaleCheck check_scale(Scan const& scan);

}  // namespace ptyger::solver
