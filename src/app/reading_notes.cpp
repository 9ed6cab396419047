#include "app/reading_notes.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace ptyger::app {
namespace {

std::string sentence(FormatRecognised const& event) {
  return "format: " + event.name;
}

std::string sentence(GeometryGiven const& event) {
  std::vector<std::string> parts;
  auto const add = [&](std::optional<double> const& value, char const* name, char const* unit) {
    if (value) parts.push_back(fmt::format("{} {} {}", name, *value, unit));
  };
  add(event.energy_eV, "energy", "eV");
  add(event.distance_m, "distance", "m");
  add(event.detector_pixel_m, "detector pixel", "m");
  add(event.pixel_m, "object pixel", "m");
  return fmt::format("given: {}", fmt::join(parts, ", "));
}

std::string sentence(UnitCorrected const& event) {
  using Number = UnitCorrected::Number;
  switch (event.number) {
    case Number::energy_in_joules:
      return fmt::format("{} is {:.6g}, which cannot be joules and is taken as {}", event.where, event.value,
                         event.taken);
    case Number::energy_in_stated_unit:
      return fmt::format("{} is {:.6g} {}, which no photons have: the unit is taken to be wrong", event.where,
                         event.value, event.stated);
    case Number::positions:
      return fmt::format("{} has the unit {} but numbers below 1 nm: they are taken as metres", event.where,
                         event.stated);
    default:
      return fmt::format("{} has the unit {} but is below 1 nm: it is taken as metres", event.where, event.stated);
  }
}

std::string sentence(ParticleAssumed const& event) {
  char const* const particles = event.electrons ? "electrons" : "photons";
  if (event.from_wavelength)
    return fmt::format("wavelength {:.4g} pm: taken as {} of {:.4g} keV", event.wavelength_m * 1e12, particles,
                       event.energy_eV / 1e3);
  auto const pixel =
      event.pixel_m > 0 ? fmt::format(" with an object pixel of {:.4g} nm", event.pixel_m * 1e9) : std::string();
  return fmt::format("{:.6g} keV{}: taken as {}, wavelength {:.4g} pm", event.energy_eV / 1e3, pixel, particles,
                     event.wavelength_m * 1e12);
}

std::string sentence(BeamContradiction const& event) {
  return fmt::format("wavelength {:.6g} m and energy {:.6g} eV disagree; the wavelength is used", event.wavelength_m,
                     event.energy_eV);
}

std::string sentence(EnergyNotStated const& /*event*/) {
  return "the product file does not say the energy; it is not needed, as the file says the object's pixel";
}

std::string sentence(DistanceFromCornerPosition const& /*event*/) {
  return "distance taken from the detector's corner_position";
}

std::string sentence(DetectorPixelInferred const& event) {
  using Source = DetectorPixelInferred::Source;
  if (event.source == Source::basis_vectors) return "pixel size of the detector taken from its basis_vectors";
  bool const height = event.source == Source::height;
  return fmt::format("{}_pixel_size is missing and taken equal to {}_pixel_size", height ? 'x' : 'y',
                     height ? 'y' : 'x');
}

std::string sentence(PixelByConvention const& event) {
  return fmt::format(
      "the object's pixel is taken as {:.5g} nm, which the format has by convention; --pixel gives another one",
      event.pixel_m * 1e9);
}

std::string sentence(PixelOfCroppedFrames const& event) {
  return fmt::format(
      "the probe of the file has {0} x {0} pixels, so that the object pixel of the file is taken for frames cropped to "
      "this size",
      event.probe_size);
}

std::string sentence(AngleNotUsed const& event) {
  return event.where + " is not one angle and is not used";
}

std::string sentence(PositionSignsAssumed const& event) {
  return event.beamline_default ? "the signs of the positions are those of x_direction = y_direction = -1, the default "
                                  "of the beamline's programs: compare --negate-x, --negate-y"
                                : "the signs of the positions are not proven for this format: compare --negate-x, "
                                  "--negate-y";
}

std::string sentence(PositionsForeshortened const& event) {
  if (event.applied)
    return fmt::format("points[0] is multiplied by {:.4g}, because its stage turns with the sample by {:.4g} degrees",
                       event.factor, event.angle_deg);
  return fmt::format(
      "points[0] is taken as it is: at {:.4g} degrees, beyond 135, the programs of the beamline would multiply it by "
      "{:.4g}",
      event.angle_deg, event.factor);
}

std::string sentence(PositionsRefined const& event) {
  return event.file +
         ": its positions are refined; unless this half alone refined them, both halves share their errors";
}

std::string sentence(FramesWithoutPosition const& event) {
  return fmt::format("{} of {} frames have no position and are left out", event.frames, event.in_file);
}

std::string sentence(PositionsWithoutFrame const& event) {
  return fmt::format("{} positions have no pattern and are left out", event.positions);
}

std::string sentence(HalfRead const& event) {
  return fmt::format("half of the scan: the {} of {} frames with {} numbers, counted from 0", event.frames,
                     event.all_frames, event.odd ? "odd" : "even");
}

std::string sentence(MaskFromFile const& event) {
  return fmt::format("mask: {}, {} = good", event.where, event.zero_is_good ? "0" : "1");
}

std::string sentence(PixelsMasked const& event) {
  return fmt::format("{} of {} pixels are masked", event.masked, event.pixels);
}

std::string sentence(PixelsNeverMeasured const& event) {
  return fmt::format("{} pixel{} measured in no frame and masked", event.pixels, event.pixels == 1 ? " is" : "s are");
}

std::string sentence(FramesMasked const& event) {
  return fmt::format("{} values of single frames are masked: {}", event.values, event.where);
}

std::string sentence(CountsMarked const& event) {
  return fmt::format(
      "{} values are {:.0f}, the greatest number of their type, by which detectors mark pixels, and are taken as not "
      "measured",
      event.values, event.mark);
}

std::string sentence(FramesWithoutCounts const& event) {
  return fmt::format("{} without any count {} left out; the first is frame {}",
                     event.frames == 1 ? "1 frame" : fmt::format("{} frames", event.frames),
                     event.frames == 1 ? "is" : "are", event.first);
}

std::string sentence(PositionsNotFinite const& event) {
  return fmt::format("{} whose position is not finite {} left out; the first is frame {}",
                     event.frames == 1 ? "1 frame" : fmt::format("{} frames", event.frames),
                     event.frames == 1 ? "is" : "are", event.first);
}

std::string sentence(FramesMissing const& event) {
  auto const frames =
      event.frames == 0 ? std::string("frames") : fmt::format("{} frame{}", event.frames, event.frames == 1 ? "" : "s");
  return fmt::format("{} is missing: its {} {} left out", event.where, frames, event.frames == 1 ? "is" : "are");
}

std::string sentence(PositionsOfRaster const& event) {
  auto const source = [](bool given) { return std::string(given ? "as given" : "as the file states"); };
  bool const from_beside = !event.shape_given && !event.beside.empty();
  auto const shape =
      from_beside ? fmt::format("as {} beside the frames states", event.beside) : source(event.shape_given);
  auto const step = source(event.step_given);
  std::string turn;
  if (event.axes.swap) turn += ", mirrored (rows and columns exchanged)";
  if (event.axes.rotation_deg != 0) turn += fmt::format(", turned by {:.4g} degrees", event.axes.rotation_deg);
  return fmt::format("positions: a raster of {} x {}{} with steps of {:.4g} x {:.4g} nm, {}{}", event.shape.rows,
                     event.shape.cols, shape == step ? "" : ", " + shape + ",", event.step.row_m * 1e9,
                     event.step.col_m * 1e9, step, turn);
}

std::string sentence(RowsCut const& event) {
  return fmt::format("the last {} rows of each frame hold numbers of the detector and are left out", event.rows);
}

std::string sentence(MeanTaken const& event) {
  return fmt::format("{} has {} values, of which {:.6g} is the mean (spread {:.2g})", event.where, event.values,
                     event.mean, event.spread);
}

std::string sentence(NumberNotUsed const& event) {
  using Quantity = NumberNotUsed::Quantity;
  auto const line = [&](char const* quantity, char const* options) {
    return fmt::format("{} is {:.6g}, which is not used: the {} is that of {}, or of a --mapping", event.where,
                       event.value, quantity, options);
  };
  if (event.quantity == Quantity::energy) return line("energy", "--energy");
  if (event.quantity == Quantity::distance) return line("distance", "--distance");
  return line("pixel", "--detector-pixel or --pixel");
}

std::string sentence(FramesChosen const& event) {
  if (event.matched)
    return fmt::format(
        "there are as many positions as chosen frames, so they belong to these in order: {} of {} frames "
        "have none",
        event.frames, event.all);
  return fmt::format("{} of {} frames are left out, as asked for", event.frames, event.all);
}

std::string sentence(DarkSubtracted const& event) {
  return fmt::format("the mean of {} dark frames is subtracted: {}", event.frames, event.where);
}

std::string sentence(NegativeCountsClamped const& event) {
  return fmt::format("{} negative counts were set to zero", event.counts);
}

std::string sentence(CountsNotFinite const& event) {
  return fmt::format("{} counts are not finite and are taken as not measured", event.counts);
}

std::string sentence(FramesCropped const& event) {
  return fmt::format("{0} x {0} of {1} x {2} pixels are kept, around the {3}", event.size, event.rows, event.cols,
                     event.around_corner ? "corner" : "centre");
}

std::string sentence(ZeroFrequencyGiven const& event) {
  auto const faster =
      event.largest == 0 ? "" : fmt::format(", not {0} x {0}: a size whose transforms are fast", event.largest);
  return fmt::format(
      "zero frequency taken at row {} and column {}, as given{}; {} x {} of {} x {} pixels are kept around it{}",
      event.row, event.col, event.rounded ? " but to the nearest pixel" : "", event.size, event.size, event.rows,
      event.cols, faster);
}

std::string sentence(ZeroFrequencyFound const& event) {
  return fmt::format("zero frequency {} {} (mean amplitude {:.3g} around the centre, {:.3g} around the corner)",
                     event.clear ? "found" : "not clear to see, assumed",
                     event.in_corner ? "in the corner" : "at the centre", event.centre_amplitude,
                     event.corner_amplitude);
}

std::string sentence(CenterNotMiddle const& event) {
  return fmt::format(
      "meta/center is row {0}, column {1} and not the middle; give --center {0},{1} if the zero frequency is there",
      event.row, event.col);
}

std::string sentence(FirstProbeTaken const& event) {
  return fmt::format("{}: the first of {} probes is taken", event.where, event.probes);
}

std::string sentence(ProbeCentred const& event) {
  return event.where + " had its beam in the corner and was moved to the centre";
}

std::string sentence(ProbeCropped const& event) {
  return fmt::format("the probe of the file was cropped to the {0} x {0} frequencies of the frames", event.size);
}

std::string sentence(ProbeNotUsed const& event) {
  return fmt::format("the probe of the file is {} pixels wide, but the frames are {}: it is not used as the start",
                     event.probe_size, event.size);
}

}  // namespace

std::string reading_note(ReadingEvent const& event) {
  return std::visit([](auto const& kind) { return sentence(kind); }, event);
}

std::vector<std::string> reading_notes(ReadingReport const& report) {
  std::vector<std::string> notes;
  for (auto const& event : report.events) notes.push_back(reading_note(event));
  return notes;
}

}  // namespace ptyger::app
