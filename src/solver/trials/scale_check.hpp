#pragma once

#include <vector>

#include "ptyger/options.hpp"
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

/// What short starts say of the scale of the positions: enough to suspect a scale that is wrong by a tenth or more.
struct ScaleSuspicion {
  double scale = 1;  ///< the better one of a smaller and a larger scale
  double gain = 0;   ///< relative fall of the misfit from scale 1 to `scale`; may be negative

  /// Whether the scale should be checked. Measured: 0.01 at most for scans of right scale, 0.09 and more for simulated
  /// scans whose scale is wrong by a tenth.
  [[nodiscard]] bool is_serious() const { return gain > 0.04; }
};

/// Compares short starts for the positions of a scan with the same starts for positions that are closer together and
/// farther apart. probe: initial probe of all starts, as OrientationCheck::probe.
ScaleSuspicion suspect_scale(Scan const& scan, ProbeModes const& probe, Options const& options = {});

}  // namespace ptyger::solver
