#include "app/compare_halves.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "app/compare/picture.hpp"
#include "app/compare/report.hpp"
#include "compare/compare_objects.hpp"
#include "core/placed_object.hpp"
#include "ptyger/error.hpp"
#include "solver/check_scan.hpp"
#include "solver/trials/trial_scan.hpp"
#include "write/placed_result.hpp"

namespace ptyger::app {
namespace {

/// Every second frame of a scan, with its initial probe.
Scan half_of(Scan const& scan, FrameHalf which) {
  std::vector<int> frames;
  for (std::size_t frame = which == FrameHalf::odd ? 1 : 0; frame < scan.frames; frame += 2)
    frames.push_back(static_cast<int>(frame));
  auto half = solver::frames_of(scan, frames);
  if (!scan.indexes.empty())
    for (int const frame : frames) half.indexes.push_back(scan.indexes[static_cast<std::size_t>(frame)]);
  half.half = which;
  return half;
}

/// The options of the whole run, with as many epochs and iterations as led to its images, and without its state.
Options options_of_half(Options options, Result const& whole) {
  int epochs = 0;
  int iterations = 0;
  for (auto const& record : whole.history) {
    if (record.phase == Phase::start) epochs = record.iteration;
    if (record.phase == Phase::cg) iterations = record.iteration;
  }
  options.start_epochs = epochs;
  options.iterations = whole.kept_iteration > 0 ? whole.kept_iteration : iterations;
  options.fit_summary = false;
  options.resume.reset();
  return options;
}

/// What the comparison does not say, a sentence without a full stop.
std::string caveat_of(Options const& options) {
  std::string text = "each half has half the dose";
  if (options.refine.positions) text += " and has refined its positions by itself";
  text +=
      ", so the result of all frames is better; errors that both halves share, such as a wrong distance, do not show";
  if (options.edge_threshold > 0) text += "; edges that the smoothness sharpens in both make the resolution look finer";
  return text;
}

HalvesComparison numbers_of(compare::Comparison const& comparison, Options const& options) {
  HalvesComparison numbers;
  numbers.frequency = comparison.rings.frequency;
  numbers.correlation = comparison.rings.correlation;
  numbers.threshold = comparison.rings.threshold;
  numbers.pixel_m = std::max(comparison.pixel_row_m, comparison.pixel_col_m);
  if (auto const resolution_m = comparison.resolution_m(); resolution_m > 0) numbers.resolution_m = resolution_m;
  numbers.resolution = resolution_text(comparison);
  numbers.nrmse = comparison.nrmse;
  numbers.phase_rms = comparison.phase_rms;
  numbers.caveat = caveat_of(options);
  return numbers;
}

}  // namespace

void require_frames_of_halves(Scan const& scan, std::string const& option) {
  constexpr auto least_frames = 2 * least_blind_frames;
  if (scan.frames >= least_frames) return;
  throw InputError(fmt::format("{}: {} frames are too few for {}, which needs {}; leave it out", scan.sources.front(),
                               scan.frames, option, least_frames));
}

std::optional<HalvesComparison> compare_halves(Scan const& scan, Options const& options, Result const& whole,
                                               SolveHalf const& solve, HalvesPicture const& picture) {
  auto const half_options = options_of_half(options, whole);
  std::vector<core::PlacedObject> objects;
  for (auto const which : {FrameHalf::odd, FrameHalf::even}) {
    auto const half = half_of(scan, which);
    auto options_here = half_options;
    solver::keep_reached_regions(half, options_here);
    auto result = solve(half, options_here);
    if (!result.complete) return {};
    objects.push_back(write::placed_result(half, std::move(result)));
  }
  auto const comparison = compare::compare_objects(objects[0], objects[1]);
  auto numbers = numbers_of(comparison, options);
  // The end of a name that is too long stays visible.
  auto const file = scan.sources.empty() ? "" : std::filesystem::path(scan.sources.front()).filename().string() + ", ";
  write::write_picture(
      picture.file,
      compare_picture(comparison, file + "odd frames", file + "even frames", {comparison.independent, numbers.caveat}),
      picture.format);
  return numbers;
}

}  // namespace ptyger::app
