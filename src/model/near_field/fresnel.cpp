#include "model/near_field/fresnel.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/signed_frequency.hpp"
#include "ptyger/error.hpp"

namespace ptyger::model {

std::optional<Fresnel> fresnel_of(Scan const& scan) {
  if (!scan.near_field) return {};
  auto const file = scan.sources.empty() ? std::string("the scan") : scan.sources.front();
  double const distance_m = scan.near_field->effective_distance_m;
  if (!(scan.wavelength_m > 0) || !(distance_m > 0) || !std::isfinite(distance_m))
    throw InputError(
        fmt::format("{}: a near field needs the wavelength and the distance from sample to detector, but they are {:g} "
                    "m and (effective) {:g} m; give --energy and --distance",
                    file, scan.wavelength_m, distance_m));
  double const reach = scan.wavelength_m * distance_m;
  Fresnel const found{reach / (scan.pixel_row_m * scan.pixel_row_m), reach / (scan.pixel_col_m * scan.pixel_col_m)};
  double const strongest = std::max(found.row, found.col);
  if (strongest <= static_cast<double>(scan.detector)) return found;
  throw InputError(fmt::format(
      "{}: wavelength x effective distance / (object pixel)^2 is {:.4g}, but frames of {} x {} pixels sample the "
      "propagation of a near field only up to {}: give --pad {} or more, if distances and pixel are right; or leave "
      "--near-field out, if the frames are far fields",
      file, strongest, scan.detector, scan.detector, scan.detector,
      2 * static_cast<std::size_t>(std::ceil(strongest / 2))));
}

std::vector<std::complex<double>> propagator_factors(double strength, std::size_t n) {
  std::vector<std::complex<double>> factors;
  auto const size = static_cast<double>(n);
  for (std::size_t i = 0; i < n; ++i) {
    double const cycles = core::signed_frequency(i, n);                // a window
    double const turns = static_cast<double>(i * (n / 2) % n) / size;  // of the shift by n/2 pixels
    factors.push_back(std::polar(1.0, std::numbers::pi * (2 * turns - strength * (cycles / size) * (cycles / size))));
  }
  return factors;
}

}  // namespace ptyger::model
