#include "read/formats/cxi_geometry.hpp"

#include <fmt/format.h>

#include <cmath>
#include <optional>
#include <utility>
#include <vector>

#include "ptyger/error.hpp"
#include "read/beam.hpp"
#include "read/geometry.hpp"
#include "read/near_field.hpp"
#include "read/stated_number.hpp"
#include "read/unit_names.hpp"

namespace ptyger::read {
namespace {

Beam read_beam(hdf5::InputFile const& file, ReadOptions const& options, ReadingReport& report) {
  if (options.energy_eV) return beam_of_kind(BeamKind::photons, *options.energy_eV, "--energy");
  auto const wavelength_name = cxi_source + "wavelength";
  auto const energy_name = cxi_source + "energy";
  bool const has_energy = file.has_dataset(energy_name);
  auto const wavelength = stated_length_m(file, wavelength_name, report);
  if (!wavelength && !has_energy) {
    if (options.pixel_m) return {};
    throw InputError(file.path() + ": neither '" + cxi_source + "wavelength' (metres) nor '" + cxi_source +
                     "energy' (joules) is there, so the size of the object's pixel is unknown. Add one of them, or " +
                     "give --energy.");
  }
  if (!wavelength) return photons_of_dataset(file, energy_name, report);
  Beam const beam = photons_of_wavelength(*wavelength, file.path() + ": dataset '" + wavelength_name + "'");
  ReadingReport unused;
  if (has_energy && stated_number(file.dataset(energy_name), unused).value > 0) {
    Beam const other = photons_of_dataset(file, energy_name, report);
    if (std::abs(other.wavelength_m / beam.wavelength_m - 1) > 0.01)
      report.add(BeamContradiction{beam.wavelength_m, other.energy_eV});
  }
  return beam;
}

double read_distance(hdf5::InputFile const& file, ReadOptions const& options, ReadingReport& report) {
  if (options.distance_m) return *options.distance_m;
  auto distance = stated_length_m(file, cxi_detector + "distance", report);
  if (!distance && file.has_dataset(cxi_detector + "corner_position")) {
    auto const corner = lengths_m(file, cxi_detector + "corner_position");
    if (corner.size() == 3) {
      distance = corner[2];
      report.add(DistanceFromCornerPosition{});
    }
  }
  if (distance && std::isfinite(*distance) && *distance != 0) return std::abs(*distance);
  if (options.pixel_m) return 0;
  throw InputError(
      file.path() + ": dataset '" + cxi_detector + "distance' is missing, zero or not finite, so the size of " +
      "the object's pixel is unknown. Add the distance from sample to detector in metres, or give --distance.");
}

/// Length of the basis vector of the detector along its slow (0) or fast (1) axis; the dataset is (3, 2) or (2, 3), or
/// has such vectors for each frame.
std::optional<double> basis_length_m(hdf5::InputFile const& file, std::size_t axis, ReadingReport& report) {
  auto const name = cxi_detector + "basis_vectors";
  if (!file.has_dataset(name)) return {};
  auto const dataset = file.dataset(name);
  auto const& shape = dataset.shape();
  if (shape.size() < 2 || shape.size() > 3 || dataset.size() == 0) return {};
  hdf5::Shape const vectors(shape.end() - 2, shape.end());
  bool const by_column = vectors == hdf5::Shape{3, 2};
  if (!by_column && vectors != hdf5::Shape{2, 3}) return {};
  auto const basis_m = lengths_m(file, name);
  std::vector<double> lengths;
  for (std::size_t first = 0; first < basis_m.size(); first += 6) {
    auto const part = [&](std::size_t k) { return basis_m[first + (by_column ? 2 * k + axis : 3 * axis + k)]; };
    lengths.push_back(std::hypot(part(0), part(1), part(2)));
  }
  return common_number(lengths, dataset.where(), report);
}

/// Detector pixel (height, width), metres; a missing value is taken equal to the other.
std::pair<double, double> read_detector_pixel(hdf5::InputFile const& file, ReadOptions const& options,
                                              ReadingReport& report) {
  if (options.detector_pixel_m) return {*options.detector_pixel_m, *options.detector_pixel_m};
  auto const pixel_m = [&](std::string const& name) {
    return file.has_dataset(name) ? std::optional(detector_pixel_m(file, name, report)) : std::nullopt;
  };
  auto height = pixel_m(cxi_detector + "y_pixel_size");
  auto width = pixel_m(cxi_detector + "x_pixel_size");
  using Source = DetectorPixelInferred::Source;
  if (!height != !width) report.add(DetectorPixelInferred{height ? Source::height : Source::width});
  if (!height && !width) {
    height = basis_length_m(file, 0, report);
    width = basis_length_m(file, 1, report);
    if (height) report.add(DetectorPixelInferred{Source::basis_vectors});
  }
  double const height_m = height ? *height : width.value_or(0);
  double const width_m = width ? *width : height_m;
  for (double const pixel : {height_m, width_m})
    if (!(pixel > 0 && pixel < 0.1))
      throw InputError(
          fmt::format("{}: datasets '{}x_pixel_size' and 'y_pixel_size' give a detector pixel of {:.4g} m x "
                      "{:.4g} m (width x height); the size of the object's pixel depends on it. Give it in "
                      "metres, there or by --detector-pixel.",
                      file.path(), cxi_detector, width_m, height_m));
  return {height_m, width_m};
}

void read_beam_and_pixel(hdf5::InputFile const& file, ReadOptions const& options, Scan& scan) {
  Beam const beam = read_beam(file, options, scan.reading);
  scan.wavelength_m = beam.wavelength_m;
  scan.energy_eV = beam.energy_eV;
  scan.distance_m = read_distance(file, options, scan.reading);
  if (options.pixel_m) {
    scan.pixel_row_m = scan.pixel_col_m = *options.pixel_m;
    return;
  }
  auto const [height_m, width_m] = read_detector_pixel(file, options, scan.reading);
  scan.pixel_row_m = object_pixel_m(scan, options, height_m);
  scan.pixel_col_m = object_pixel_m(scan, options, width_m);
}

}  // namespace

bool has_cxi_geometry(hdf5::InputFile const& file) {
  return file.has_dataset(cxi_source + "wavelength") || file.has_dataset(cxi_source + "energy") ||
         file.has_dataset(cxi_detector + "distance");
}

void read_cxi_geometry(hdf5::InputFile const& file, ReadOptions const& options, Scan& scan) {
  read_beam_and_pixel(file, options, scan);
  set_near_field(scan, options, file.path());
}

}  // namespace ptyger::read
