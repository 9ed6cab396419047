#include "read/geometry.hpp"

#include <fmt/format.h>

#include <cmath>

#include "ptyger/error.hpp"
#include "read/beam.hpp"
#include "read/near_field.hpp"

namespace ptyger::read {
namespace {

void require_positive(std::optional<double> const& value, char const* option, char const* unit) {
  if (!value || (std::isfinite(*value) && *value > 0)) return;
  throw InputError(
      fmt::format("{} is {}, but must be a positive number of {}: the size of the object's pixel depends "
                  "on it.",
                  option, *value, unit));
}

/// New over old value of a quantity that the options replace. InputError when the file does not state the old value.
double ratio(double new_value, double old_value, char const* quantity, Scan const& scan, std::string const& file) {
  if (old_value > 0) return new_value / old_value;
  throw InputError(
      fmt::format("{} does not say for which {} its object's pixel of {:.6g} m was computed, so it cannot be computed "
                  "for another. If the pixel is right, give --pixel {:.6g} as well; if not, give --energy, --distance "
                  "and --detector-pixel.",
                  file, quantity, scan.pixel_row_m, scan.pixel_row_m));
}

/// InputError when a quantity is 0, which is needed to compute the object's pixel from the detector's pixel.
void require_known(double value, char const* quantity, char const* option, std::string const& file) {
  if (value > 0) return;
  throw InputError(
      fmt::format("{} does not say the {}, so the object's pixel cannot be computed with --detector-pixel. "
                  "Give {} as well.",
                  file, quantity, option));
}

/// A length that the object's pixel depends on, metres. InputError unless it is between 0 and 10 km.
double required_m(std::optional<double> const& value, char const* what, char const* option, std::string const& file) {
  if (value && std::isfinite(*value) && *value > 0 && *value < 1e4) return *value;
  std::string const found = value ? fmt::format("gives {:.6g} m as", *value) : "does not say";
  throw InputError(
      fmt::format("{} {} the {}, but the size of the object's pixel depends on it: it must be a positive "
                  "number below 10 km. Repair it, or give {}.",
                  file, found, what, option));
}

void replace_beam(Scan& scan, double energy_eV) {
  Beam const of_file{scan.wavelength_m, scan.energy_eV};
  double const pixel_m = std::sqrt(scan.pixel_row_m * scan.pixel_col_m);
  Beam const beam = of_file.wavelength_m > 0 ? beam_of_kind(kind_of(of_file), energy_eV, "--energy")
                                             : beam_of_energy(energy_eV, pixel_m, "--energy", scan.reading);
  scan.wavelength_m = beam.wavelength_m;
  scan.energy_eV = beam.energy_eV;
}

/// set_geometry() without the geometry of a near field.
void set_beam_and_pixel(Scan& scan, std::optional<Beam> const& beam, DetectorGeometry const& detector,
                        ReadOptions const& options, std::string const& file) {
  if (beam) {
    scan.wavelength_m = beam->wavelength_m;
    scan.energy_eV = beam->energy_eV;
  }
  if (options.energy_eV) replace_beam(scan, *options.energy_eV);
  auto const distance = options.distance_m ? options.distance_m : detector.distance_m;
  if (options.pixel_m) {
    scan.distance_m = std::abs(distance.value_or(0));
    scan.pixel_row_m = scan.pixel_col_m = *options.pixel_m;
    return;
  }
  if (scan.wavelength_m == 0)
    throw InputError(
        fmt::format("{} says neither energy nor wavelength, so the size of the object's pixel is unknown. "
                    "Give --energy, or --pixel.",
                    file));
  auto const height = detector.pixel_row_m ? detector.pixel_row_m : detector.pixel_col_m;
  auto const width = detector.pixel_col_m ? detector.pixel_col_m : detector.pixel_row_m;
  auto const pixel_m = [&](std::optional<double> const& stated) {
    double const found = required_m(options.detector_pixel_m ? options.detector_pixel_m : stated, "detector's pixel",
                                    "--detector-pixel", file);
    if (found < 0.1) return found;
    throw InputError(
        fmt::format("{} gives {:.6g} m as the detector's pixel, which no detector has: surely a wrong "
                    "unit. Repair it, or give --detector-pixel.",
                    file, found));
  };
  scan.distance_m = required_m(distance, "distance from sample to detector", "--distance", file);
  scan.pixel_row_m = object_pixel_m(scan, options, pixel_m(height));
  scan.pixel_col_m = object_pixel_m(scan, options, pixel_m(width));
}

/// replace_geometry() without the geometry of a near field.
void replace_beam_and_pixel(Scan& scan, ReadOptions const& options, std::string const& file, char const* pixel_name) {
  double const wavelength_of_file = scan.wavelength_m;
  double const distance_of_file = scan.distance_m;
  if (options.pixel_m) scan.pixel_row_m = scan.pixel_col_m = *options.pixel_m;
  if (options.energy_eV) replace_beam(scan, *options.energy_eV);
  if (options.distance_m) scan.distance_m = *options.distance_m;
  if (options.pixel_m) return;
  if (options.detector_pixel_m) {
    require_known(scan.wavelength_m, "energy", "--energy", file);
    require_known(scan.distance_m, "distance from sample to detector", "--distance", file);
    scan.pixel_row_m = scan.pixel_col_m = object_pixel_m(scan, options, *options.detector_pixel_m);
    return;
  }
  if (scan.pixel_row_m == 0)
    throw InputError(
        fmt::format("{} does not say the object's pixel ({}), so the positions cannot be placed. Add it, or "
                    "give --pixel, or --energy, --distance and --detector-pixel.",
                    file, pixel_name));
  double factor = 1;
  if (options.near_field) {
    if (options.distance_m && distance_of_file > 0)
      factor = magnification_of(options, distance_of_file) / magnification_of(options, scan.distance_m);
  } else {
    if (options.energy_eV) factor *= ratio(scan.wavelength_m, wavelength_of_file, "energy", scan, file);
    if (options.distance_m) factor *= ratio(scan.distance_m, distance_of_file, "distance", scan, file);
  }
  scan.pixel_row_m *= factor;
  scan.pixel_col_m *= factor;
}

}  // namespace

void require_object_pixel(double pixel_m, std::string const& where) {
  if (pixel_m >= 1e-13 && pixel_m <= 1e-3) return;
  throw InputError(
      fmt::format("{} states an object pixel of {:.6g} m, which no microscope has. It must be in metres, as "
                  "in --pixel 20e-9 (1 \u00c5 = 1e-10).",
                  where, pixel_m));
}

void require_same_geometry(Scan const& one, Scan const& other, std::string const& file, std::string const& other_file) {
  struct Quantity {
    char const* name;
    double one_m, other_m;
  };
  for (auto const& [name, one_m, other_m] :
       {Quantity{"wavelengths", one.wavelength_m, other.wavelength_m},
        Quantity{"distances from sample to detector", one.distance_m, other.distance_m},
        Quantity{"object pixels", one.pixel_row_m, other.pixel_row_m},
        Quantity{"object pixels", one.pixel_col_m, other.pixel_col_m}})
    if (std::abs(one_m - other_m) > 0.01 * std::abs(one_m))
      throw InputError(
          fmt::format("{} and {} state {} of {:.6g} m and {:.6g} m: they are not of one scan, or one of "
                      "them is wrong.",
                      file, other_file, name, one_m, other_m));
}

void validate_read_options(ReadOptions const& options) {
  require_positive(options.energy_eV, "--energy", "electronvolts");
  require_positive(options.distance_m, "--distance", "metres");
  require_positive(options.detector_pixel_m, "--detector-pixel", "metres");
  require_positive(options.pixel_m, "--pixel", "metres");
  if (options.detector_pixel_m && *options.detector_pixel_m > 0.1)
    throw InputError(fmt::format("--detector-pixel is {} m, which no detector has. Give it in metres, as in 75e-6.",
                                 *options.detector_pixel_m));
  if (options.distance_m && *options.distance_m >= 1e4)
    throw InputError(
        fmt::format("--distance is {} m, which no microscope has. Give it in metres.", *options.distance_m));
  if (options.focus_to_sample_m && !(std::isfinite(*options.focus_to_sample_m) && *options.focus_to_sample_m > 0))
    throw InputError(
        fmt::format("--focus-to-sample is {} m, but only a beam that diverges from a focus before the sample is known "
                    "here: give a positive number of metres, or leave it out for a parallel beam.",
                    *options.focus_to_sample_m));
  if (options.near_field && options.center)
    throw InputError(
        "--center is the zero frequency of far fields, which --near-field has not; --crop keeps the middle.");
  if (options.pixel_m) require_object_pixel(*options.pixel_m, "--pixel");
  if (options.pixel_m && options.detector_pixel_m)
    throw InputError(
        "--pixel says the object's pixel, which --detector-pixel is there to compute; give only one of them.");
  if (options.mask.empty() && options.mask_polarity != ReadOptions().mask_polarity)
    throw InputError("--mask-polarity says which pixels of --mask are good; give both, or leave it out.");
  if (options.angle_deg && !std::isfinite(*options.angle_deg))
    throw InputError(fmt::format("--angle is {}, but must be a number of degrees.", *options.angle_deg));
}

double object_pixel_m(double wavelength_m, double distance_m, std::size_t detector, double detector_pixel_m) {
  return wavelength_m * distance_m / (static_cast<double>(detector) * detector_pixel_m);
}

double object_pixel_m(Scan const& scan, ReadOptions const& options, double detector_pixel_m) {
  if (options.near_field) return detector_pixel_m / magnification_of(options, scan.distance_m);
  return object_pixel_m(scan.wavelength_m, scan.distance_m, scan.detector, detector_pixel_m);
}

void set_geometry(Scan& scan, std::optional<Beam> const& beam, DetectorGeometry const& detector,
                  ReadOptions const& options, std::string const& file) {
  set_beam_and_pixel(scan, beam, detector, options, file);
  set_near_field(scan, options, file);
}

void replace_geometry(Scan& scan, ReadOptions const& options, std::string const& file, char const* pixel_name) {
  replace_beam_and_pixel(scan, options, file, pixel_name);
  set_near_field(scan, options, file);
}

}  // namespace ptyger::read
