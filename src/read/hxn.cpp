#include "read/hxn.hpp"

#include <array>
#include <optional>

#include "read/angle.hpp"
#include "read/beam.hpp"
#include "read/dp_frames.hpp"
#include "read/geometry.hpp"
#include "read/positions.hpp"
#include "read/probe.hpp"

namespace ptyger::read {
namespace {

std::array<std::string, 2> const raw_names = {"entry/data/data", "diff_data/merlin1/det_images"};
std::string const raw_positions = "scan/scan_positions";

/// A number of the file times a factor.
std::optional<double> number(hdf5::InputFile const& file, std::string const& name, double factor = 1) {
  if (!file.has_dataset(name)) return {};
  return factor * file.dataset(name).scalar();
}

std::vector<Position> points_m(hdf5::InputFile const& file, std::string const& name, std::size_t frames) {
  return scaled(read_translation(file.dataset(name), frames), 1e-6);
}

/// What scan_ID.h5 says of the geometry; a dump of it may say the same or nothing.
void set_hxn_geometry(hdf5::InputFile const& file, ReadOptions const& options, Scan& scan) {
  std::optional<Beam> beam;
  if (auto const wavelength = number(file, "lambda_nm", 1e-9))
    beam = photons_of_wavelength(*wavelength, file.path() + ": dataset 'lambda_nm'");
  auto const pixel = number(file, "ccd_pixel_um", 1e-6);
  set_geometry(scan, beam, {number(file, "z_m"), pixel, pixel}, options, file.path());
}

hdf5::InputFile const* raw_file(Inputs const& inputs, std::string& name) {
  for (auto const& candidate : raw_names)
    if (auto const* const file = file_with(inputs, candidate)) {
      name = candidate;
      return file;
    }
  return nullptr;
}

std::string const unproven =
    "the signs of the positions are not proven for this format: compare --negate-x, --negate-y";

}  // namespace

std::string missing_in_hxn(Inputs const& inputs) {
  if (inputs.size() != 1) return "it is one file, but " + std::to_string(inputs.size()) + " were given";
  for (std::string const name : {"diffamp", "points"})
    if (!inputs.front().has_dataset(name)) return inputs.front().why_missing(name);
  return "";
}

Finding find_hxn(Inputs const& inputs, ReadOptions const& options) {
  auto const& file = inputs.front();
  Finding finding{.scan = {}, .frames = file.dataset("diffamp")};
  Scan& scan = finding.scan;
  scan.detector = finding.frames.detector();
  finding.treatment.amplitudes = true;
  finding.turned = {.transpose = true, .flip_rows = true};
  scan.positions = turned(points_m(file, "points", finding.frames.frames()), {.negate_col = true});
  set_hxn_geometry(file, options, scan);
  scan.angle_deg = angle_of_dataset(file, "angle", scan.notes);
  scan.notes.push_back(unproven);
  return finding;
}

std::string missing_in_hxn_raw(Inputs const& inputs) {
  if (inputs.size() > 2) return "it is one or two files, but " + std::to_string(inputs.size()) + " were given";
  std::string name;
  if (raw_file(inputs, name) == nullptr) return "no file has the dataset " + raw_names[0] + " or " + raw_names[1];
  return file_with(inputs, raw_positions) == nullptr ? "no file has the dataset " + raw_positions : "";
}

Finding find_hxn_raw(Inputs const& inputs, ReadOptions const& options) {
  std::string name;
  auto const& frames_file = *raw_file(inputs, name);
  auto const& file = *file_with(inputs, raw_positions);
  Finding finding{.scan = {}, .frames = frames_file.dataset(name)};
  Scan& scan = finding.scan;
  scan.detector = finding.frames.detector();
  scan.positions = points_m(file, raw_positions, finding.frames.frames());
  std::optional<Beam> beam;
  if (auto const energy_eV = number(file, "scan/energy"))
    beam = photons_of_energy(*energy_eV, file.path() + ": dataset 'scan/energy'", scan.notes);
  set_geometry(scan, beam, {}, options, file.path());
  scan.notes.push_back(unproven);
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
  scan.positions = points_m(file, "points", finding.frames.frames());
  set_hxn_geometry(file, options, scan);
  scan.angle_deg = angle_of_dataset(file, "angle", scan.notes);
  scan.probe = initial_probe(file, scan.notes);
  scan.notes.push_back(unproven);
  return finding;
}

}  // namespace ptyger::read
