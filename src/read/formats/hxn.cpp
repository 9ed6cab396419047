#include "read/formats/hxn.hpp"

#include <array>
#include <cmath>
#include <numbers>
#include <optional>

#include "read/angle.hpp"
#include "read/beam.hpp"
#include "read/formats/dp_frames.hpp"
#include "read/geometry.hpp"
#include "read/positions/position_units.hpp"
#include "read/positions/positions.hpp"
#include "read/probe.hpp"
#include "read/unit_names.hpp"

namespace ptyger::read {
namespace {

std::array<std::string, 2> const raw_names = {"entry/data/data", "diff_data/merlin1/det_images"};
std::string const raw_positions = "scan/scan_positions";

/// Positions of a dataset in micrometres, unless file or options state another unit, converted to metres.
std::vector<Position> points_m(hdf5::InputFile const& file, std::string const& name, std::size_t frames,
                               ReadOptions const& options, Scan& scan) {
  return positions_in_metres(read_translation(file.dataset(name), frames), file, name, options, scan, "um");
}

/// Sets the geometry by the datasets of scan_ID.h5, where they exist.
void set_hxn_geometry(hdf5::InputFile const& file, ReadOptions const& options, Scan& scan) {
  std::optional<Beam> beam;
  if (auto const wavelength = stated_length_m(file, "lambda_nm", scan.reading, "nm"))
    beam = photons_of_wavelength(*wavelength, file.path() + ": dataset 'lambda_nm'");
  auto const pixel = stated_length_m(file, "ccd_pixel_um", scan.reading, "um");
  set_geometry(scan, beam, {stated_length_m(file, "z_m", scan.reading), pixel, pixel}, options, file.path());
}

/// The file with raw frames, and in `name` their dataset; null when there is none.
hdf5::InputFile const* raw_file(Inputs const& inputs, std::string& name) {
  for (auto const& candidate : raw_names)
    if (auto const* const file = file_with(inputs, candidate)) {
      name = candidate;
      return file;
    }
  return nullptr;
}

constexpr double least_foreshortening = 0.7;  // about cos(45 degrees), where another stage takes over

/// Displacement across the beam over displacement along points[0], as the programs of the beamline compute it by
/// default. The stage of points[0] turns with the sample; beyond 45 degrees another stage scans, whose direction is
/// reversed at -45 degrees and below.
double foreshortening_of_x(double angle_deg) {
  double const angle = angle_deg * std::numbers::pi / 180;
  double const factor = std::abs(std::abs(angle_deg) <= 45 ? std::cos(angle) : std::sin(angle));
  return angle_deg <= -45 ? -factor : factor;
}

}  // namespace

std::string missing_in_hxn(Inputs const& inputs) {
  if (inputs.size() != 1) return "it is one file, but " + std::to_string(inputs.size()) + " were given";
  auto const& file = inputs.front();
  if (file.has_dataset("points") && file.has_dataset("raw_data/filename"))
    return "it has the dataset raw_data/filename in place of the frames 'diffamp'; save them with it";
  for (std::string const name : {"diffamp", "points"})
    if (!file.has_dataset(name)) return file.why_missing(name);
  return "";
}

Finding find_hxn(Inputs const& inputs, ReadOptions const& options) {
  auto const& file = inputs.front();
  Finding finding{.scan = {}, .frames = file.dataset("diffamp")};
  Scan& scan = finding.scan;
  scan.detector = finding.frames.detector();
  finding.conversion.amplitudes = true;
  finding.orientation = {.transpose = true, .flip_rows = true};
  finding.positions_where = file.dataset("points").where();
  set_hxn_geometry(file, options, scan);
  scan.positions =
      turn_positions(points_m(file, "points", finding.frames.frames(), options, scan), {.negate_col = true});
  scan.angle_deg = angle_of_dataset(file, "angle", scan.reading);
  scan.reading.add(PositionSignsAssumed{.beamline_default = true});
  double const angle_deg = scan.angle_deg.value_or(0);
  double const factor = foreshortening_of_x(angle_deg);
  if (factor == 1) return finding;
  bool const applied = std::abs(factor) >= least_foreshortening;
  if (applied)
    for (auto& position : scan.positions) position.col_m *= factor;
  scan.reading.add(PositionsForeshortened{.angle_deg = angle_deg, .factor = factor, .applied = applied});
  return finding;
}

std::string missing_in_hxn_raw(Inputs const& inputs) {
  std::string name;
  if (raw_file(inputs, name) == nullptr) return "no file has the dataset " + raw_names[0] + " or " + raw_names[1];
  return file_with(inputs, raw_positions) == nullptr ? "no file has the dataset " + raw_positions : "";
}

Finding find_hxn_raw(Inputs const& inputs, ReadOptions const& options) {
  std::string name;
  raw_file(inputs, name);
  auto const& file = *file_with(inputs, raw_positions);
  Finding finding{.scan = {}, .frames = FrameSet(datasets_of_all(inputs, name))};
  Scan& scan = finding.scan;
  scan.detector = finding.frames.detector();
  finding.positions_where = file.dataset(raw_positions).where();
  std::optional<Beam> beam;
  if (file.has_dataset("scan/energy")) beam = photons_of_dataset(file, "scan/energy", scan.reading);
  set_geometry(scan, beam, {}, options, file.path());
  scan.positions = points_m(file, raw_positions, finding.frames.frames(), options, scan);
  scan.reading.add(PositionSignsAssumed{});
  return finding;
}

std::string missing_in_dp_points(Inputs const& inputs) {
  if (auto missing = missing_dp_frames(inputs); !missing.empty()) return missing;
  return file_with(inputs, "points") == nullptr ? "no file has the dataset points" : "";
}

Finding find_dp_points(Inputs const& inputs, ReadOptions const& options) {
  Finding finding = find_dp_frames(inputs);
  Scan& scan = finding.scan;
  auto const& file = *file_with(inputs, "points");
  finding.positions_where = file.dataset("points").where();
  set_hxn_geometry(file, options, scan);
  scan.positions = points_m(file, "points", finding.frames.frames(), options, scan);
  scan.angle_deg = angle_of_dataset(file, "angle", scan.reading);
  scan.probe = initial_probe(file, scan.reading);
  scan.reading.add(PositionSignsAssumed{});
  return finding;
}

}  // namespace ptyger::read
