#pragma once

#include <vector>

#include "ptyger/scan.hpp"
#include "simulation/scan_positions.hpp"

namespace ptyger::simulation {

/// Rectangle of the object that the beam sees well: centre and half lengths, object pixels.
struct Field {
  Point centre;
  double half_rows = 0;
  double half_cols = 0;
};

/// The star: its period at radius r is 2 pi r / spokes. One spoke is missing, so that no symmetry is left.
struct Star {
  Point centre;
  double inner_radius = 0;  ///< pixels; where the period is the smallest one
  double outer_radius = 0;
  int spokes = 0;
};

/// Three bars, each half a period wide.
struct LineGroup {
  Point corner;             ///< upper left corner of the first bar
  double period = 0;        ///< pixels
  double length = 0;        ///< of the bars, pixels
  bool horizontal = false;  ///< bars run along the columns
};

struct Phantom {
  ObjectImage object;  ///< transmission
  Star star;
  std::vector<LineGroup> lines;
};

inline constexpr double smallest_period = 3;     ///< of star and lines, pixels
inline constexpr double metal_absorption = 0.1;  ///< beta / delta of gold at 8 keV (about 5e-6 / 4.8e-5)
inline constexpr double organic_absorption = 0.005;

/// A test sample: Siemens star and line pairs of metal, a cell and a cluster of spheres of organic matter and metal, on
/// a film of uneven thickness. Matter of refractive index n = 1 - delta + i beta and thickness t transmits exp(-(beta +
/// i delta) k t), so phase and amplitude belong together and |T| <= 1; every pixel is the mean thickness over its area
/// (4 x 4 samples), so edges are smooth. `phase_shift_rad` is k delta t of star and lines.
Phantom make_phantom(std::size_t rows, std::size_t cols, Field const& field, double phase_shift_rad, Random& random);

}  // namespace ptyger::simulation
