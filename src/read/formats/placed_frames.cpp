#include "read/formats/placed_frames.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <variant>

#include "ptyger/error.hpp"
#include "read/candidate_quantities.hpp"
#include "read/detector_files/detector_frames.hpp"

namespace ptyger::read {
namespace {

/// The beam of the file, or that of the options where the particles of the file are known.
std::optional<Beam> beam_of(DetectorFrames const& found, ReadOptions const& options) {
  if (options.energy_eV && found.particles) return beam_of_kind(*found.particles, *options.energy_eV, "--energy");
  return found.beam;
}

/// Sets the pixel of the object to what the file states, by itself or by the angle of a detector pixel: lambda / (D a).
void set_stated_pixel(Scan& scan, DetectorFrames const& found, std::optional<Beam> const& beam,
                      std::string const& where) {
  scan.pixel_row_m = found.pixel_row_m;
  scan.pixel_col_m = found.pixel_col_m;
  if (found.pixel_row_m > 0 || found.angle_row_rad == 0) return;
  if (!beam)
    throw InputError(
        fmt::format("{} states the angle of a detector pixel, {:.4g} mrad, but not the energy, so the size "
                    "of the object's pixel is unknown. Give --energy, or --pixel.",
                    where, found.angle_row_rad * 1e3));
  auto const size = static_cast<double>(scan.detector);
  scan.pixel_row_m = beam->wavelength_m / (size * found.angle_row_rad);
  scan.pixel_col_m = beam->wavelength_m / (size * found.angle_col_rad);
}

/// Beam, distance and pixel. A pixel that the file states holds for every energy, so it is set like one of the options.
void set_geometry_of(Scan& scan, DetectorFrames const& found, ReadOptions const& options, std::string const& where) {
  auto const beam = beam_of(found, options);
  bool const replaced = options.pixel_m || options.detector_pixel_m;
  if (!replaced) set_stated_pixel(scan, found, beam, where);
  Position const pixel{.row_m = scan.pixel_row_m, .col_m = scan.pixel_col_m};
  if (!replaced && pixel.row_m > 0 && options.distance_m)
    throw InputError(where +
                     ": --distance has no effect, because the file states the pixel of the object. Leave it out, or "
                     "give --pixel to replace this pixel.");
  bool const from_detector = found.detector.distance_m || found.detector.pixel_row_m || found.detector.pixel_col_m;
  ReadOptions with_pixel = options;
  if (pixel.row_m > 0) with_pixel.pixel_m = pixel.row_m;
  if (with_pixel.pixel_m || from_detector || options.detector_pixel_m)
    set_geometry(scan, beam, found.detector, with_pixel, where);
  else
    replace_geometry(scan, options, where, "the calibration of the frames");
  if (pixel.row_m > 0) scan.pixel_col_m = pixel.col_m;
}

/// The numbers that the files state without a unit, as the end of an error about a missing quantity; empty when there
/// are none.
std::string numbers_without_unit(Inputs const& inputs) {
  std::string numbers;
  for (auto const& file : inputs)
    for (auto const& [quantity, where, value] : unread_numbers(file))
      numbers += fmt::format("{}{} is {:.6g}", numbers.empty() ? " " : ", ", where, value);
  if (numbers.empty()) return "";
  return numbers +
         ": not used, as nothing states their units. Give them as options, or by a --mapping; `ptyger inspect FILES "
         "--write-mapping FILE.toml` writes a first one.";
}

}  // namespace

std::string missing_in_placed_frames(Inputs const& inputs) {
  std::string lacks;
  for (auto const& kind : detector_files()) {
    auto const lack = kind.missing(inputs);
    if (lack.empty()) return "";
    lacks += fmt::format("{}{}: {}", lacks.empty() ? "" : "; ", kind.name, lack);
  }
  return "no file is one of a known detector (" + lacks + ")";
}

Finding find_placed_frames(Inputs const& inputs, ReadOptions const& options) {
  auto const& kinds = detector_files();
  auto const& kind =
      *std::find_if(kinds.begin(), kinds.end(), [&](auto const& k) { return k.missing(inputs).empty(); });
  ReadingReport report;
  auto found = kind.open(inputs, report);
  Finding finding{.scan = {}, .frames = std::move(found.frames), .kind = kind.name};
  Scan& scan = finding.scan;
  scan.reading = std::move(report);
  scan.detector = finding.frames.detector();
  scan.saturation = found.saturation;
  try {
    set_geometry_of(scan, found, options, finding.frames.where());
  } catch (InputError const& error) {
    throw InputError(error.what() + numbers_without_unit(inputs));
  }
  finding.mask = std::move(found.mask);
  if (!options.mask.empty())  // it replaces that of the file
    std::erase_if(scan.reading.events, [](auto const& event) { return std::holds_alternative<MaskFromFile>(event); });
  scan.probe = std::move(found.probe);
  finding.conversion = std::move(found.conversion);
  finding.raster = found.raster;
  finding.orientation = found.orientation;
  return finding;
}

}  // namespace ptyger::read
