#pragma once

#include <vector>

#include "ptyger/options.hpp"
#include "ptyger/read_options.hpp"
#include "ptyger/scan.hpp"

namespace ptyger::solver {

/// How well the frames fit when the positions of the file are turned one way.
struct OrientationTrial {
  PositionAxes axes = {};
  double misfit = 0;  ///< NRMSE of the frames before their steps of the last epoch of a short start
};

/// What short starts on neighbouring frames say about the axes of the positions.
struct OrientationCheck {
  std::vector<OrientationTrial> trials = {};  ///< eight with one probe, the best first
  bool blind = false;                         ///< the probe was found, so that the opposite of the best fits as well
  std::size_t frames = 0;                     ///< that were used
  ProbeModes probe = {};                      ///< that all began with

  /// Misfit of the second over that of the best.
  [[nodiscard]] double ratio() const { return trials[1].misfit / trials[0].misfit; }
  /// How far the best one lies below the second, in standard deviations of all others.
  [[nodiscard]] double distance() const;
  /// The best one is better by more than chance makes it.
  [[nodiscard]] bool decided() const;
};

/// Tries the eight ways to turn the positions, each with a short start on a few hundred neighbouring frames from the
/// middle of the scan.
///
/// Negating both axes gives the same frames when object and probe become their conjugates turned by 180 degrees: with
/// p'(x) = conj p(-x), O'(x) = conj O(-x) the wave p'(x) O'(x - r) is the conjugate of p(y) O(y + r) at y = -x, and its
/// far field the conjugate of the other's. So the frames tell four pairs of opposites apart, and only a probe that is
/// known, by the sign of its defocus, tells the two of a pair. Blind, a probe is found for one of each pair and tried
/// on all eight.
///
/// scan: with the positions of the file as they are. Throws InputError when it has too few frames.
OrientationCheck check_orientation(Scan const& scan, bool blind, Options const& options = {});

/// The turn that undoes another one.
PositionAxes inverse(PositionAxes axes);

}  // namespace ptyger::solver
