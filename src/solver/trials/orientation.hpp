#pragma once

#include <vector>

#include "ptyger/options.hpp"
#include "ptyger/read_options.hpp"
#include "ptyger/scan.hpp"

namespace ptyger::solver {

/// Misfit of the frames with the positions of the file turned one way.
struct OrientationTrial {
  PositionAxes axes = {};  ///< turn of the positions
  double misfit = 0;       ///< NRMSE of the frames before their steps of the last epoch
};

/// Result of short starts that compare the possible axes of the positions.
struct OrientationCheck {
  std::vector<OrientationTrial> trials = {};  ///< eight turns with one probe and one rotation, the best first
  bool blind = false;                         ///< the probe was found blind
  std::size_t frames = 0;                     ///< number of frames used
  ProbeModes probe = {};                      ///< initial probe of all trials

  /// Whether the best trial and its opposite fit alike, as for a probe in focus, which is its own conjugate when
  /// turned.
  [[nodiscard]] bool twins() const;
  /// Whether the opposite of the best trial may be right as well.
  [[nodiscard]] bool opposite_fits() const { return blind || twins(); }
  /// The second best trial; the third where the best two are twins().
  [[nodiscard]] std::size_t first_other() const { return twins() ? 2 : 1; }
  /// Misfit of the first_other() divided by the misfit of the best trial.
  [[nodiscard]] double ratio() const { return trials[first_other()].misfit / trials[0].misfit; }
  /// Misfit of the first_other() minus misfit of the best, in standard deviations of the first_other() and all after
  /// it.
  [[nodiscard]] double distance() const;
  /// Whether the best trial is better by more than chance explains.
  [[nodiscard]] bool decided() const;
};

/// When the rotation of the best turn is searched for.
enum class RotationSearch {
  always,
  where_suspected,  ///< unless the turns decide, and rotations by a few degrees are worse
};

/// Tries the eight ways to turn the positions, each with a short start on a few hundred neighbouring frames in the
/// middle of the scan, and rotations of the best. Where none of the eight stands out, tries all at angles between -45
/// and 45 degrees.
///
/// Negating both axes gives the same frames when object and probe become their conjugates turned by 180 degrees: with
/// p'(x) = conj p(-x), O'(x) = conj O(-x), the wave p'(x) O'(x - r) is the conjugate of p(y) O(y + r) at y = -x, and
/// the far fields are conjugates, too. So the frames distinguish four pairs of opposite turns. Only a known probe, by
/// the sign of its defocus, distinguishes the two turns of a pair. Without a known probe, one is found blind for one
/// turn of each pair, and the best of these is tried with all eight turns.
///
/// `given`: turn that the positions of the scan have had; the turns of the trials are relative to the positions before
/// it. Throws InputError when the scan has too few frames.
OrientationCheck check_orientation(Scan const& scan, PositionAxes given = {},
                                   RotationSearch search = RotationSearch::always, Options const& options = {});

}  // namespace ptyger::solver
