#include "solver/check_scan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "model/near_field/fresnel.hpp"
#include "model/variation.hpp"
#include "ptyger/error.hpp"
#include "solver/allowed_probe.hpp"
#include "solver/ordered_subset_start.hpp"
#include "solver/plan_run.hpp"

namespace ptyger::solver {
namespace {

std::string name_of(Scan const& scan) {
  return scan.sources.empty() ? "the scan" : scan.sources.front();
}

void check_sizes(Scan const& scan) {
  std::size_t const pixels = scan.detector * scan.detector;
  auto const counts = std::visit([](auto const& values) { return values.size(); }, scan.counts);
  if (scan.frames == 0 || scan.detector == 0) throw InputError(name_of(scan) + ": it holds no frames");
  if (counts != scan.frames * pixels || scan.measured.size() != pixels || scan.positions.size() != scan.frames)
    throw InputError(fmt::format(
        "{}: {} counts, {} mask pixels and {} positions do not make {} frames of {} x {} pixels", name_of(scan), counts,
        scan.measured.size(), scan.positions.size(), scan.frames, scan.detector, scan.detector));
  if (!(scan.pixel_row_m > 0) || !(scan.pixel_col_m > 0))
    throw InputError(fmt::format("{}: the object pixel is {} x {} m; it must be positive", name_of(scan),
                                 scan.pixel_row_m, scan.pixel_col_m));
}

void check_propagation(Scan const& scan, Options const& options) {
  if (!model::fresnel_of(scan)) return;
  if (options.rule == Rule::reference)
    throw InputError(name_of(scan) + ": the reference rule is defined for far fields only; leave --rule reference out");
  if (options.fly.moves())
    throw InputError(
        name_of(scan) +
        ": modes of a moving probe describe far fields only, since a near field moves with the sample; leave "
        "--fly out");
}

void require_within(double value, double low, double high, char const* what) {
  if (!(value >= low && value <= high))  // also refuses NaN
    throw InputError(fmt::format("{} is {}, but must be a number from {} to {}", what, value, low, high));
}

/// Whether a patch of a frame reaches into a rectangle.
bool reaches(Scan const& scan, Options const& options, SampleRectangle const& region) {
  auto const half_m = static_cast<double>(probe_size(scan, options)) / 2 * std::max(scan.pixel_row_m, scan.pixel_col_m);
  return std::any_of(scan.positions.begin(), scan.positions.end(), [&](Position const& at) {
    return at.row_m > region.top_m - half_m && at.row_m < region.bottom_m + half_m &&
           at.col_m > region.left_m - half_m && at.col_m < region.right_m + half_m;
  });
}

/// Refuses rectangles that hold no pixel of the object: the numbers were probably not in metres.
void check_empty_regions(Scan const& scan, Options const& options) {
  for (auto const& region : options.constraints.empty_regions) {
    if (!(region.top_m < region.bottom_m && region.left_m < region.right_m))  // also refuses NaN
      throw InputError(
          fmt::format("the empty region {:g},{:g},{:g},{:g} has no area; give X0,Y0,X1,Y1 with X0 < X1 and "
                      "Y0 < Y1, metres",
                      region.left_m, region.top_m, region.right_m, region.bottom_m));
    if (!reaches(scan, options, region))
      throw InputError(
          fmt::format("{}: the empty region {:g},{:g},{:g},{:g} lies outside of the scan; give metres, in the "
                      "coordinates of the positions",
                      name_of(scan), region.left_m, region.top_m, region.right_m, region.bottom_m));
  }
}

void check_numbers(Options const& options) {
  require_within(options.smoothness, 0, 1e6, "the weight of the smoothness");
  require_within(options.edge_threshold, 0, 1e6, "the edge threshold of the smoothness");
  require_within(options.hold_out, 0, 0.5, "the share of pixels that are held out of the fit");
  require_within(options.fly.fraction, 0, 1, "the motion during an exposure, as a fraction of the step,");
}

/// A scan whose frames have several probes needs a variation probe for each after the first.
void check_probes_of_frames(Scan const& scan, Options const& options) {
  if (scan.probe_of_frame.empty()) return;
  if (scan.probe_of_frame.size() != scan.frames)
    throw InputError(fmt::format("{}: the numbers of {} probes do not belong to {} frames", name_of(scan),
                                 scan.probe_of_frame.size(), scan.frames));
  auto const last = *std::max_element(scan.probe_of_frame.begin(), scan.probe_of_frame.end());
  if (last > options.probe_variation)
    throw InputError(fmt::format("{}: a frame has the probe {}, but there are {}", name_of(scan), last + 1,
                                 options.probe_variation + 1));
}

void check_variation(Scan const& scan, Options const& options) {
  check_probes_of_frames(scan, options);
  if (options.probe_variation == 0) return;
  if (options.probe_variation > static_cast<std::size_t>(model::most_variation))
    throw InputError(
        fmt::format("{} variation probes are more than {}", options.probe_variation, model::most_variation));
  if (options.rule == Rule::reference)
    throw InputError("the reference rule knows no probe that varies; leave --probe-variation or --rule reference out");
  if (!options.recover_probe)
    throw InputError("variation probes are found together with the probe; leave --probe-variation or --no-probe out");
}

void check_probe(Scan const& scan, Options const& options) {
  check_variation(scan, options);
  if (options.probe_modes == 0) throw InputError("a reconstruction needs at least one probe mode");
  if (options.probe_start == ProbeStart::blind) {
    if (!options.recover_probe) throw InputError("a probe that is found blind was guessed and must be improved");
    if (scan.frames >= least_blind_frames) return;
    throw InputError(
        fmt::format("{}: {} frames are too few to find a probe from, {} are needed; name a file with a probe "
                    "by --probe FILE",
                    name_of(scan), scan.frames, least_blind_frames));
  }
  auto const& probe = scan.probe;
  if (probe.modes == 0)
    throw InputError(name_of(scan) + ": it holds no probe to begin with; give one, or let it be found blind");
  if (probe.size > scan.detector)
    throw InputError(
        fmt::format("{}: the probe has {} x {} pixels, the detector {} x {}; crop the probe to the detector",
                    name_of(scan), probe.size, probe.size, scan.detector, scan.detector));
  for (auto const& value : probe.values)
    if (!std::isfinite(value.real()) || !std::isfinite(value.imag()))
      throw InputError(name_of(scan) + ": the probe holds values that are not finite");
}

/// A probe that is not recovered must have all modes, or the missing modes must follow from the motion of the stage.
void check_kept_modes(Scan const& scan, Options const& options) {
  bool const modes_follow_motion = options.fly.moves() && !options.keep_probe_power;
  if (options.recover_probe || modes_follow_motion || options.probe_modes <= scan.probe.modes) return;
  throw InputError(
      fmt::format("{}: --no-probe keeps the probe, which has {} of the {} --probe-modes, but modes that were guessed "
                  "must be improved; leave --no-probe out, or give --probe-modes {}",
                  name_of(scan), scan.probe.modes, options.probe_modes, scan.probe.modes));
}

/// Refuses a motion longer than the probe window: the number was probably in nanometres, not in metres.
void check_motion(Scan const& scan, Options const& options) {
  if (!options.fly.motion) return;
  auto const& [row_m, col_m] = *options.fly.motion;
  auto const window = probe_size(scan, options);
  double const pixels = std::hypot(row_m / scan.pixel_row_m, col_m / scan.pixel_col_m);
  if (pixels <= static_cast<double>(window)) return;
  throw InputError(
      fmt::format("{}: --fly {:g},{:g} moves the stage by {:.4g} pixels of the object, {:.4g} m each, during an "
                  "exposure, but the window of the probe has {}; give metres, as in 80e-9,0",
                  name_of(scan), col_m, row_m, pixels, scan.pixel_col_m, window));
}

/// Refuses a run that ends before its first correction: the user would not notice.
void check_time_to_refine(Scan const& scan, Options const& options) {
  if (!options.iterations || *options.iterations > refinement_interval) return;
  if (options.resume || !options.initial_corrections.frames.empty()) return;
  if (start_epochs(options, static_cast<int>(scan.frames)) > 0) return;
  throw InputError(
      fmt::format("{}: nothing of the scan would be corrected: corrections follow epochs of the start, of which there "
                  "are none, and every {} iterations, but not the last one; give --iterations {} or more, or leave "
                  "--positions refine and --fit-... out",
                  name_of(scan), refinement_interval, refinement_interval + 1));
}

void check_initial_corrections(Scan const& scan, Options const& options) {
  auto const& [frames, background, longest_step, variation] = options.initial_corrections;
  if (!variation.empty()) throw InputError("initial shares of variation probes need these probes; leave them out");
  if (frames.empty() && background.empty()) return;
  auto const& refine = options.refine;
  if (!refine.any() || frames.size() != scan.frames ||
      background.size() != (refine.background ? scan.measured.size() : 0))
    throw InputError(
        fmt::format("{}: initial corrections of {} frames and {} pixels of a background do not match this scan and the "
                    "corrections that the options ask for",
                    name_of(scan), frames.size(), background.size()));
  for (auto const& frame : frames)
    if (frame.drift() > (refine.positions ? refine.most_drift * (1 + 1e-9) : 0) ||
        (frame.log_brightness != 0 && !refine.brightness))
      throw InputError(
          fmt::format("{}: initial corrections go beyond the corrections that the options ask for", name_of(scan)));
}

void check_refinement(Scan const& scan, Options const& options) {
  check_initial_corrections(scan, options);
  if (!options.refine.any()) return;
  if (options.rule == Rule::reference)
    throw InputError("the reference rule knows neither corrected positions nor brightness or background");
  if (options.refine.positions && options.sampling == Sampling::nearest)
    throw InputError("positions can be refined with bilinear or fourier sampling only: nearest pixels have no slope");
  if (options.refine.positions && !(options.refine.most_drift > 0 && options.refine.most_drift <= 1000))
    throw InputError(
        fmt::format("positions may drift by more than 0 and up to 1000 pixels, not by {}", options.refine.most_drift));
  check_time_to_refine(scan, options);
}

}  // namespace

void check_beam(Scan const& scan, Options const& options) {
  check_kept_modes(scan, options);
  check_motion(scan, options);
}

void check_scan(Scan const& scan, Options const& options) {
  check_numbers(options);
  check_sizes(scan);
  check_propagation(scan, options);
  check_probe(scan, options);
  check_beam(scan, options);
  check_constraints(options, probe_size(scan, options));
  check_empty_regions(scan, options);
  check_refinement(scan, options);
  for (std::size_t j = 0; j < scan.frames; ++j)
    if (!std::isfinite(scan.positions[j].row_m) || !std::isfinite(scan.positions[j].col_m))
      throw InputError(fmt::format("{}: the position of frame {} is not finite", name_of(scan), j));
  if (options.rule == Rule::reference &&
      (options.scheme != Scheme::alternating || options.sampling != Sampling::nearest))
    throw InputError("the reference rule is defined for alternating steps and nearest sampling only");
}

void keep_reached_regions(Scan const& scan, Options& options) {
  std::erase_if(options.constraints.empty_regions,
                [&](SampleRectangle const& region) { return !reaches(scan, options, region); });
}

}  // namespace ptyger::solver
