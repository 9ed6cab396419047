#pragma once

#include <vector>

#include "ptyger/scan.hpp"

namespace ptyger::solver {

// A defocus c is dimensionless: the far field has the phase pi c P k^2, k in cycles a pixel. Free space of the length z
// (Fresnel; metres, downstream) is c = -wavelength z / (P pixel height pixel width).
// aspect: height of an object pixel over its width.

/// Trial probe with a defocus: inverse transform of the square root of the mean pattern with a quadratic phase.
/// mean: [row][col], zero frequency in the corner. The probe is centred in its window; its power is not scaled.
ProbeModes defocused_probe(std::vector<double> const& mean, std::size_t size, double defocus, double aspect = 1);

/// A probe with a defocus more than it has.
ProbeModes refocused_probe(ProbeModes probe, double defocus, double aspect = 1);

/// Defocus of free space of this length, metres, for P x P pixels of the scan.
double defocus_of_distance(Scan const& scan, std::size_t size, double distance_m);

/// Inverse of defocus_of_distance().
double distance_of_defocus(Scan const& scan, std::size_t size, double defocus);

}  // namespace ptyger::solver
