#include "read/detector_files/stated_frames.hpp"

#include <cmath>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "array_files/npy.hpp"
#include "array_files/stated.hpp"

namespace ptyger::read {
namespace {

namespace stated = array_files::stated;

/// The files of one kind (attribute `array_file`).
std::vector<hdf5::InputFile const*> files_of_kind(Inputs const& inputs, char const* kind) {
  std::vector<hdf5::InputFile const*> found;
  for (auto const& input : inputs)
    if (input.text_attribute("/", stated::array_file) == kind) found.push_back(&input);
  return found;
}

std::string missing_files(Inputs const& inputs, char const* kind) {
  return files_of_kind(inputs, kind).empty() ? "no file is of this kind" : "";
}

std::optional<Raster> raster_of(hdf5::InputFile const& file) {
  auto const number = [&](char const* name) { return file.number_attribute("/", name).value_or(0); };
  Raster const raster{.shape = {.rows = static_cast<std::size_t>(number(stated::scan_rows)),
                                .cols = static_cast<std::size_t>(number(stated::scan_columns))},
                      .step = {.row_m = number(stated::step_row), .col_m = number(stated::step_column)},
                      .beside = file.text_attribute("/", stated::raster_file).value_or("")};
  if (raster.shape.rows == 0 || raster.shape.cols == 0) return {};
  return raster;
}

/// The angle and the frequency that a pixel spans. When the file states both, and they differ by more than 5 % at the
/// wavelength of the beam, neither is taken.
void set_calibration_of_pixel(hdf5::InputFile const& file, DetectorFrames& found) {
  auto const angle_rad = file.number_attribute("/", stated::pixel_angle);
  auto const frequency = file.number_attribute("/", stated::pixel_frequency);
  constexpr double tolerance = 0.05;
  if (angle_rad && frequency && found.beam &&
      std::abs(*frequency * found.beam->wavelength_m / *angle_rad - 1) > tolerance)
    return;
  if (angle_rad) {
    found.angle_row_rad = found.angle_col_rad = *angle_rad;
  } else if (frequency) {
    found.pixel_row_m = found.pixel_col_m = 1 / (static_cast<double>(found.frames.detector()) * *frequency);
  }
}

DetectorFrames open_kind(Inputs const& inputs, char const* kind) {
  auto const files = files_of_kind(inputs, kind);
  std::vector<hdf5::InputDataset> parts;
  std::set<std::string> known;
  for (auto const* const file : files) {
    auto part = file->dataset(array_files::only_array);
    // Both files of an EMPAD detector present the same frames.
    auto const frames_file = file->text_attribute("/", stated::frames_file).value_or(file->path());
    if (known.insert(frames_file).second) parts.push_back(std::move(part));
  }
  auto const& first = *files.front();
  DetectorFrames found{.frames = FrameSet(std::move(parts))};
  if (auto const energy_eV = first.number_attribute("/", stated::kinetic_energy))
    found.beam = beam_of_kind(BeamKind::electrons, *energy_eV, first.path());
  found.detector.distance_m = first.number_attribute("/", stated::distance);
  found.detector.pixel_row_m = found.detector.pixel_col_m = first.number_attribute("/", stated::detector_pixel);
  set_calibration_of_pixel(first, found);
  if (known.size() == 1) found.raster = raster_of(first);
  return found;
}

}  // namespace

std::string missing_in_empad(Inputs const& inputs) {
  return missing_files(inputs, "EMPAD");
}

DetectorFrames open_empad(Inputs const& inputs, ReadingReport& /*report*/) {
  auto found = open_kind(inputs, "EMPAD");
  found.particles = BeamKind::electrons;
  return found;
}

std::string missing_in_merlin(Inputs const& inputs) {
  return missing_files(inputs, "Merlin");
}

DetectorFrames open_merlin(Inputs const& inputs, ReadingReport& /*report*/) {
  return open_kind(inputs, "Merlin");
}

std::string missing_in_blockfile(Inputs const& inputs) {
  return missing_files(inputs, "blockfile");
}

DetectorFrames open_blockfile(Inputs const& inputs, ReadingReport& /*report*/) {
  auto found = open_kind(inputs, "blockfile");
  found.particles = BeamKind::electrons;
  return found;
}

}  // namespace ptyger::read
