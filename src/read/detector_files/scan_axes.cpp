#include "read/detector_files/scan_axes.hpp"

#include <fmt/format.h>

#include <cmath>
#include <string_view>
#include <utility>

#include "hdf5/extents.hpp"
#include "ptyger/error.hpp"
#include "read/unit_names.hpp"

namespace ptyger::read {
namespace {

/// The text without blanks, brackets and the marks of formulas.
std::string bare(std::string const& text) {
  std::string result;
  for (char const letter : text)
    if (std::string_view(" \t[]{}$_^").find(letter) == std::string_view::npos) result += letter;
  return result;
}

/// The unit without the mark of its inverse, as in 1/nm and nm-1; empty when it is not inverse.
std::string inverse_of(std::string const& unit) {
  if (unit.starts_with("1/")) return unit.substr(2);
  for (std::string const mark : {"-1", "\u207b\u00b9"})
    if (unit.ends_with(mark)) return unit.substr(0, unit.size() - mark.size());
  return {};
}

/// A step in SI units, and what it measures; unknown when the file does not state it.
struct Step {
  AxisKind kind = AxisKind::unknown;
  double size = 0;
};

Step step_of(ScanAxis const& axis) {
  auto const unit = axis_unit(axis.unit);
  double const size = axis.step * unit.factor;
  bool const is_stated = unit.kind != AxisKind::unknown && std::isfinite(size) && size != 0;
  return is_stated ? Step{unit.kind, size} : Step{};
}

void require_scan_axis(Step const& step, ScanAxis const& axis, std::string const& where) {
  if (step.kind == AxisKind::length || step.kind == AxisKind::unknown) return;
  if (step.kind == AxisKind::energy)
    throw InputError(
        fmt::format("{} has an axis of energies, with the unit '{}', so it is no raster of frames. Write the frames of "
                    "one energy into a file.",
                    where, axis.unit));
  throw InputError(fmt::format(
      "{}: the steps of the first two axes should be those of the scan, but have the unit '{}', which is one "
      "of diffraction patterns. The axes are in another order: write them as (scan row, scan column, row, "
      "column).",
      where, axis.unit));
}

void require_frame_axis(Step const& step, ScanAxis const& axis, std::string const& where) {
  if (step.kind == AxisKind::length || step.kind == AxisKind::energy)
    throw InputError(
        fmt::format("{}: the frames have the unit '{}', so they are images of the sample and no diffraction "
                    "patterns; or the axes are in another order than (scan row, scan column, row, column).",
                    where, axis.unit));
  if (step.size < 0)
    throw InputError(
        fmt::format("{}: the step of the frames is {} {}, but must be positive. Correct the calibration in the file.",
                    where, axis.step, axis.unit));
}

/// Sets the pixel of the object, or the angle of a detector pixel.
void set_calibration(DetectorFrames& found, Step const& rows, Step const& cols) {
  if (rows.kind != cols.kind) return;
  auto const size = static_cast<double>(found.frames.detector());
  if (rows.kind == AxisKind::frequency) {
    found.pixel_row_m = 1 / (size * rows.size);
    found.pixel_col_m = 1 / (size * cols.size);
  } else if (rows.kind == AxisKind::angle) {
    found.angle_row_rad = rows.size;
    found.angle_col_rad = cols.size;
  }
}

}  // namespace

AxisUnit axis_unit(std::string const& text) {
  auto unit = bare(text);
  if (unit.starts_with("k") && inverse_of(unit).size() > 1) unit.erase(0, 1);  // k_nm^-1, wave number without 2 pi
  if (auto const inverted = inverse_of(unit); !inverted.empty()) {
    auto const metres = known_metres(inverted);
    return metres ? AxisUnit{AxisKind::frequency, 1 / *metres} : AxisUnit{};
  }
  for (auto const& [name, radians] : {std::pair("rad", 1.0), std::pair("mrad", 1e-3), std::pair("urad", 1e-6)})
    if (unit == name) return {AxisKind::angle, radians};
  for (auto const& [name, electronvolts] : {std::pair("eV", 1.0), std::pair("keV", 1e3)})
    if (unit == name) return {AxisKind::energy, electronvolts};
  auto const metres = known_metres(unit);
  return metres ? AxisUnit{AxisKind::length, *metres} : AxisUnit{};
}

DetectorFrames electron_frames(hdf5::InputDataset frames, std::array<ScanAxis, 4> const& axes,
                               std::optional<double> kinetic_eV) {
  auto const where = frames.where();
  auto const shape = frames.shape();
  std::array<Step, 4> steps;
  for (std::size_t i = 0; i < axes.size(); ++i) {
    steps[i] = step_of(axes[i]);
    i < 2 ? require_scan_axis(steps[i], axes[i], where) : require_frame_axis(steps[i], axes[i], where);
  }
  DetectorFrames found{.frames = FrameSet(std::move(frames)), .particles = BeamKind::electrons};
  if (kinetic_eV) found.beam = beam_of_kind(BeamKind::electrons, *kinetic_eV, where);
  set_calibration(found, steps[2], steps[3]);
  if (shape.size() == 4)
    found.raster = Raster{.shape = found.frames.raster(), .step = {.row_m = steps[0].size, .col_m = steps[1].size}};
  return found;
}

}  // namespace ptyger::read
