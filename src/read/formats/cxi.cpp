#include "read/formats/cxi.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <optional>
#include <utility>

#include "ptyger/error.hpp"
#include "read/angle.hpp"
#include "read/beam.hpp"
#include "read/dark.hpp"
#include "read/geometry.hpp"
#include "read/near_field.hpp"
#include "read/positions.hpp"
#include "read/probe.hpp"

namespace ptyger::read {
namespace {

std::string const source = "entry_1/instrument_1/source_1/";
std::string const detector = "entry_1/instrument_1/detector_1/";
std::array<std::string, 2> const frame_names = {"entry_1/data_1/data", detector + "data"};
std::array<std::string, 3> const translation_names = {
    "entry_1/data_1/translation", "entry_1/sample_1/geometry_1/translation", detector + "translation"};
std::string const index_name = "entry_1/ptychodus/probe_position_indexes";

template <std::size_t N>
std::optional<std::string> first_present(hdf5::InputFile const& file, std::array<std::string, N> const& names) {
  for (auto const& name : names)
    if (file.has_dataset(name)) return name;
  return {};
}

template <std::size_t N>
hdf5::InputFile const* file_with_any(Inputs const& inputs, std::array<std::string, N> const& names) {
  for (auto const& input : inputs)
    if (first_present(input, names)) return &input;
  return nullptr;
}

/// For each of these names, why there is no such dataset.
template <std::size_t N>
std::string reasons(hdf5::InputFile const& file, std::array<std::string, N> const& names) {
  std::string text;
  for (auto const& name : names) text += (text.empty() ? "" : "; ") + file.why_missing(name) + " (" + name + ")";
  return text;
}

std::optional<double> number(hdf5::InputFile const& file, std::string const& name) {
  if (!file.has_dataset(name)) return {};
  return file.dataset(name).scalar();
}

Beam read_beam(hdf5::InputFile const& file, ReadOptions const& options, ReadingReport& report) {
  if (options.energy_eV) return beam_of_kind(BeamKind::photons, *options.energy_eV, "--energy");
  auto const where = [&](std::string const& name) { return file.path() + ": dataset '" + source + name + "'"; };
  auto const wavelength = number(file, source + "wavelength");
  auto const energy = number(file, source + "energy");
  if (!wavelength && !energy) {
    if (options.pixel_m) return {};
    throw InputError(file.path() + ": neither '" + source + "wavelength' (metres) nor '" + source +
                     "energy' (joules) is there, so the size of the object's pixel is unknown. Add one of them, or " +
                     "give --energy.");
  }
  if (!wavelength) return photons_of_energy(*energy, where("energy"), report);
  Beam const beam = photons_of_wavelength(*wavelength, where("wavelength"));
  if (energy && *energy > 0) {
    Beam const other = photons_of_energy(*energy, where("energy"), report);
    if (std::abs(other.wavelength_m / beam.wavelength_m - 1) > 0.01)
      report.add(BeamContradiction{beam.wavelength_m, other.energy_eV});
  }
  return beam;
}

double read_distance(hdf5::InputFile const& file, ReadOptions const& options, ReadingReport& report) {
  if (options.distance_m) return *options.distance_m;
  auto distance = number(file, detector + "distance");
  if (!distance && file.has_dataset(detector + "corner_position")) {
    auto const corner = file.dataset(detector + "corner_position").read<double>();
    if (corner.size() == 3) {
      distance = corner[2];
      report.add(DistanceFromCornerPosition{});
    }
  }
  if (distance && std::isfinite(*distance) && *distance != 0) return std::abs(*distance);
  if (options.pixel_m) return 0;
  throw InputError(
      file.path() + ": dataset '" + detector + "distance' is missing, zero or not finite, so the size of " +
      "the object's pixel is unknown. Add the distance from sample to detector in metres, or give --distance.");
}

/// Length of the basis vector of the detector along its slow (0) or fast (1) axis; the dataset is (3, 2) or (2, 3).
std::optional<double> basis_length(hdf5::InputFile const& file, std::size_t axis) {
  if (!file.has_dataset(detector + "basis_vectors")) return {};
  auto const dataset = file.dataset(detector + "basis_vectors");
  bool const by_column = dataset.shape() == hdf5::Shape{3, 2};
  if (!by_column && dataset.shape() != hdf5::Shape{2, 3}) return {};
  auto const basis = dataset.read<double>();
  double squares = 0;
  for (std::size_t k = 0; k < 3; ++k) {
    double const part = by_column ? basis[2 * k + axis] : basis[3 * axis + k];
    squares += part * part;
  }
  return std::sqrt(squares);
}

/// Detector pixel (height, width), metres; a missing value is taken equal to the other.
std::pair<double, double> read_detector_pixel(hdf5::InputFile const& file, ReadOptions const& options,
                                              ReadingReport& report) {
  if (options.detector_pixel_m) return {*options.detector_pixel_m, *options.detector_pixel_m};
  auto height = number(file, detector + "y_pixel_size");
  auto width = number(file, detector + "x_pixel_size");
  using Source = DetectorPixelInferred::Source;
  if (!height != !width) report.add(DetectorPixelInferred{height ? Source::height : Source::width});
  if (!height && !width) {
    height = basis_length(file, 0);
    width = basis_length(file, 1);
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
                      file.path(), detector, width_m, height_m));
  return {height_m, width_m};
}

void read_geometry(hdf5::InputFile const& file, ReadOptions const& options, Scan& scan) {
  Beam const beam = read_beam(file, options, scan.reading);
  scan.wavelength_m = beam.wavelength_m;
  scan.energy_eV = beam.energy_eV;
  scan.distance_m = read_distance(file, options, scan.reading);
  if (options.pixel_m) {
    scan.pixel_row_m = scan.pixel_col_m = *options.pixel_m;
    return;
  }
  auto const [height_m, width_m] = read_detector_pixel(file, options, scan.reading);
  scan.pixel_row_m = object_pixel_m(beam.wavelength_m, scan.distance_m, scan.detector, height_m);
  scan.pixel_col_m = object_pixel_m(beam.wavelength_m, scan.distance_m, scan.detector, width_m);
}

std::optional<double> read_angle(hdf5::InputFile const& file, ReadingReport& report) {
  for (std::string const folder : {"", "geometry_1/", "transformations/"})
    if (auto const angle = angle_of_dataset(file, "entry_1/sample_1/" + folder + "rotation_angle", report))
      return angle;
  return angle_of_dataset(file, "entry_1/ptychodus/tomography_angle_deg", report);
}

/// Positions, and the numbers of their frames if they are stated.
void read_positions(hdf5::InputFile const& file, Finding& finding) {
  Scan& scan = finding.scan;
  if (file.has_dataset(index_name)) scan.indexes = file.dataset(index_name).read<std::int64_t>();
  auto const translation = file.dataset(*first_present(file, translation_names));
  finding.positions_where = translation.where();
  scan.positions = read_translation(translation, scan.indexes.empty() ? finding.frames.frames() : scan.indexes.size());
}

}  // namespace

std::string missing_in_cxi(Inputs const& inputs) {
  if (inputs.size() > 2) return "it is one or two files, but " + std::to_string(inputs.size()) + " were given";
  auto const& file = inputs.front();
  if (file_with_any(inputs, frame_names) == nullptr) return "no frames: " + reasons(file, frame_names);
  auto const* const positions = file_with_any(inputs, translation_names);
  if (positions == nullptr) return "no positions: " + reasons(file, translation_names);
  if (inputs.size() == 2 && positions == file_with_any(inputs, frame_names))
    return positions->path() + " has frames and positions, but two files were given";
  return "";
}

std::string missing_in_cxi_frames(Inputs const& inputs) {
  return file_with_any(inputs, frame_names) == nullptr ? "no frames" : "";
}

Finding find_cxi(Inputs const& inputs, ReadOptions const& options) {
  auto const& file = *file_with_any(inputs, frame_names);
  refuse_near_field(file, {"entry_1/propagation", detector + "propagation"});
  Finding finding{.scan = {}, .frames = file.dataset(*first_present(file, frame_names))};
  Scan& scan = finding.scan;
  scan.detector = finding.frames.detector();
  if (auto const* const positions = file_with_any(inputs, translation_names))
    read_positions(*positions, finding);
  else
    finding.positions_where = file.path() + ": " + reasons(file, translation_names);
  read_geometry(file, options, scan);
  if (file.has_dataset(detector + "mask")) finding.mask = MaskPlace{file.dataset(detector + "mask"), MaskRule::cxi};
  for (auto const& input : inputs) {
    if (!scan.angle_deg) scan.angle_deg = read_angle(input, scan.reading);
    if (scan.probe.size == 0) scan.probe = initial_probe(input, scan.reading);
  }
  finding.conversion.dark = find_dark(file, detector, finding.frames.shape(), scan.reading);
  return finding;
}

}  // namespace ptyger::read
