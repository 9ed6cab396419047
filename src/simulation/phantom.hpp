#pragma once

#include <optional>
#include <vector>

#include "ptyger/scan.hpp"
#include "simulation/options.hpp"
#include "simulation/scan_positions.hpp"

namespace ptyger::simulation {

/// Rectangle of the object that the scan illuminates: centre and half lengths, object pixels.
struct Field {
  Point centre;
  double half_rows = 0;  ///< half the height
  double half_cols = 0;  ///< half the width
};

/// Siemens star: its period at radius r is 2 pi r / spokes. One spoke is missing, so that no rotation maps it to
/// itself.
struct Star {
  Point centre;
  double inner_radius = 0;  ///< radius where the period is `smallest_period`, pixels
  double outer_radius = 0;  ///< pixels
  int spokes = 0;           ///< number of spokes, with the missing one
};

/// Three bars, each half a period wide.
struct LineGroup {
  Point corner;             ///< upper left corner of the first bar
  double period = 0;        ///< pixels
  double length = 0;        ///< length of the bars, pixels
  bool horizontal = false;  ///< bars run along the columns
};

/// A test sample with known features.
struct Phantom {
  ObjectImage object;            ///< complex transmission
  std::optional<Star> star;      ///< Siemens star in the centre
  std::vector<LineGroup> lines;  ///< groups of bars
};

inline constexpr double smallest_period = 3;         ///< smallest period of star and lines, pixels
inline constexpr double metal_absorption = 0.1;      ///< beta / delta of gold at 8 keV (about 5e-6 / 4.8e-5)
inline constexpr double organic_absorption = 0.005;  ///< beta / delta of organic matter

/// Makes a test sample of the shape [rows][cols]. Matter of refractive index n = 1 - delta + i beta and thickness t
/// transmits exp(-(beta + i delta) k t), so phase and amplitude belong together and |T| <= 1; every pixel is the mean
/// thickness over its area (4 x 4 samples), so edges are smooth. `phase_shift_rad` is k delta t of the thickest metal.
Phantom make_phantom(std::size_t rows, std::size_t cols, Field const& field, Sample sample, double phase_shift_rad,
                     Random& random);

}  // namespace ptyger::simulation
