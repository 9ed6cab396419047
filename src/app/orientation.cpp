#include "app/orientation.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "app/inspect/findings.hpp"
#include "ptyger/error.hpp"
#include "ptyger/reconstruct.hpp"
#include "read/positions.hpp"

namespace ptyger::app {

std::string check_orientation(Scan const& scan, prepare::ReconstructSettings const& settings) {
  auto const& given = settings.read.axes;
  if (settings.no_check || !settings.init.empty() || scan.frames < least_blind_frames) return {};
  auto const command = fmt::format("`ptyger inspect {} --check-orientation`", fmt::join(settings.inputs, " "));
  if (scan.probe.modes == 0)
    return given != PositionAxes{}
               ? std::string()
               : "without a probe it is not checked whether positions and frames are turned alike; " + command +
                     " does";
  auto const check = solver::check_orientation(scan, given, solver::RotationSearch::where_suspected, settings.solver);
  if (!check.decided())
    return "trial runs do not tell whether positions and frames are turned alike, as with few counts; " + command +
           " shows them";
  auto const difference = inspect::orientation_difference(check, given);
  if (!difference) return {};
  auto const words = describe(*difference);
  constexpr double small_turn_deg = 2;  // costs little resolution, so that a run need not stop
  if (read::turn_between_deg(difference->best, given) < small_turn_deg)
    return fmt::format("trial runs prefer a small turn: {} -> {}", words.what, words.remedy);
  throw InputError(
      fmt::format("{}: {} -> {}. Trial runs on {} frames decided so, which {} shows; --no-check "
                  "reconstructs nevertheless",
                  fmt::join(settings.inputs, ", "), words.what, words.remedy, check.frames, command));
}

}  // namespace ptyger::app
