#include "app/orientation.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "app/inspect/findings.hpp"
#include "ptyger/error.hpp"
#include "ptyger/reconstruct.hpp"

namespace ptyger::app {
namespace {

bool is_checkable(Scan const& scan, prepare::ReconstructSettings const& settings) {
  return !settings.no_check && settings.init.empty() && scan.frames >= least_blind_frames;
}

}  // namespace

void require_orientation(Scan const& scan, prepare::ReconstructSettings const& settings) {
  if (!is_checkable(scan, settings) || scan.probe.modes == 0) return;
  auto const check = solver::check_orientation(scan, settings.read.axes, solver::RotationSearch::where_suspected);
  auto const difference = inspect::orientation_difference(check, settings.read.axes);
  if (!difference) return;
  auto const words = describe(*difference);
  throw InputError(
      fmt::format("{}: {} -> {}. Trial runs on {} frames decided so, which `ptyger inspect` with --check-orientation "
                  "shows; --no-check "
                  "reconstructs nevertheless",
                  fmt::join(settings.inputs, ", "), words.what, words.remedy, check.frames));
}

std::string orientation_note(Scan const& scan, prepare::ReconstructSettings const& settings) {
  if (!is_checkable(scan, settings) || scan.probe.modes > 0 || settings.read.axes != PositionAxes{}) return {};
  return fmt::format(
      "without a probe it is not checked whether positions and frames are turned alike; `ptyger inspect {} "
      "--check-orientation` does",
      fmt::join(settings.inputs, " "));
}

}  // namespace ptyger::app
