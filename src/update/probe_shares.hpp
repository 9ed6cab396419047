#pragma once

#include <complex>
#include <vector>

#include "update/variation_fit.hpp"

namespace ptyger::update {

// A variable probe: the first mode of frame j is p_j = b_j (q_0 + sum_k c_jk q_k), with the brightness b_j > 0, the
// mean probe q_0, the variation probes q_k and their complex shares c_jk (src/solver/README.md, "Variable probe").

/// Step (log b, Re c_1, Im c_1, Re c_2, ...) of one frame: the minimum of g.x + x.Hx/2 with a ridge of 1e-3 of the mean
/// curvature. norms: [K] ||q_k|| / ||q_0||, so that the ridge is the same for probes of any power. 0 where a frame
/// tells nothing.
std::vector<double> share_step(ShareSlopes const& slopes, std::vector<double> const& norms);

/// Shortens shares whose modulus is above 1.5 times the 95 % quantile over all frames, for each variation probe: frames
/// that fit badly would bend the probes of all. shares: [N][K].
void cut_outliers(std::vector<std::complex<double>>& shares, std::size_t variation);

/// Brightness and shares of all frames, and the images that they refer to.
struct ProbeGauge {
  std::vector<double> brightness;            ///< [N] b
  std::vector<std::complex<double>> shares;  ///< [N][K] c
  std::vector<std::complex<double>> images;  ///< [K + 1][K + 1]: image k of q is sum_l images[k][l] old image l
};

/// The same probes p_j, up to a phase of each frame, which is not measured, with q_0 their mean, q_k orthogonal to it
/// and to each other in the order of falling power, and shares with a mean square of 1: the principal components of the
/// probes, from the Gram matrix of the images alone. gram: [K + 1][K + 1], sum q_k conj(q_l).
ProbeGauge principal_probes(std::vector<std::complex<double>> const& gram, std::vector<double> const& brightness,
                            std::vector<std::complex<double>> const& shares);

}  // namespace ptyger::update
