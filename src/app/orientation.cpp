#include "app/orientation.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "app/inspect/findings.hpp"
#include "ptyger/error.hpp"
#include "ptyger/reconstruct.hpp"
#include "read/positions.hpp"

namespace ptyger::app {

namespace {

/// What to say of a check that has not decided. A probe that was found blind fits frames that are turned otherwise, or
/// by an angle, in no turn better than in the others.
OrientationRemark undecided(solver::OrientationCheck const& check, std::string const& command) {
  if (!check.blind)
    return {"trial runs do not tell whether positions and frames are turned alike, as with few counts; " + command +
            " shows them"};
  return {
      "no turn of the positions fits better than the others with a probe that is found blind: the positions may be "
      "rotated against the frames, or distance or energy wrong -> " +
          command + " tries angles; --probe FILE with a probe of the same beam decides more surely",
      true};
}

}  // namespace

OrientationRemark check_orientation(Scan const& scan, prepare::ReconstructSettings const& settings) {
  auto const& given = settings.read.axes;
  if (settings.no_check || !settings.init.empty() || scan.frames < least_blind_frames) return {};
  auto const command = fmt::format("`ptyger inspect {} --check-orientation`", fmt::join(settings.inputs, " "));
  auto const check = solver::check_orientation(scan, given, solver::RotationSearch::where_suspected, settings.solver);
  if (!check.decided()) return undecided(check, command);
  auto const difference = inspect::orientation_difference(check, given);
  if (!difference) return {};
  auto const words = describe(*difference);
  constexpr double small_turn_deg = 2;  // costs little resolution, so that a run need not stop
  if (read::turn_between_deg(difference->best, given) < small_turn_deg)
    return {fmt::format("trial runs prefer a small turn: {} -> {}", words.what, words.remedy)};
  throw InputError(
      fmt::format("{}: {} -> {}. Trial runs on {} frames decided so, which {} shows; --no-check "
                  "reconstructs nevertheless",
                  fmt::join(settings.inputs, ", "), words.what, words.remedy, check.frames, command));
}

}  // namespace ptyger::app
