#include "app/orientation.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "app/inspect/findings.hpp"
#include "prepare/initial_guess.hpp"
#include "prepare/read_inputs.hpp"
#include "ptyger/error.hpp"
#include "ptyger/reconstruct.hpp"
#include "read/positions/positions.hpp"
#include "solver/trials/orientation.hpp"
#include "solver/trials/scale_check.hpp"

namespace ptyger::app {

namespace {

constexpr double few_particles = 5;  // a pixel of the beam; below, trials of right scans may not decide

/// What to say of a check that has not decided: frames that are turned otherwise, or by an angle, or in another order,
/// fit in no turn better than in the others. `bright_mean`: mean counts of a bright pixel in a frame.
OrientationRemark undecided(double bright_mean, solver::OrientationCheck const& check, std::string const& command) {
  if (!check.blind && bright_mean < few_particles)
    return {
        "trial runs do not tell whether positions and frames are turned alike, since few particles reach a pixel; " +
        command + " shows them"};
  return {fmt::format("no turn of the positions fits better than the others{}: positions and frames may be in another "
                      "order, of another scan or a raster with exchanged rows and columns, the scan rotated, or the "
                      "object pixel wrong -> {} tries angles, --check-scale scales{}",
                      check.blind ? " with a probe that is found blind" : "", command,
                      check.blind ? "; --probe FILE with a probe of the same beam decides more surely" : ""),
          true};
}

/// What to say of positions whose scale looks wrong.
OrientationRemark scale_remark(Scan const& scan, solver::OrientationCheck const& check,
                               prepare::ReconstructSettings const& settings) {
  auto const suspicion = solver::suspect_scale(scan, check.probe, prepare::options_for(settings, scan));
  if (!suspicion.is_serious()) return {};
  return {
      fmt::format("trial runs fit better with positions {} times as far apart: energy, distance, pixel or the unit of "
                  "the positions may be wrong -> `ptyger inspect {} --check-scale` measures it",
                  suspicion.scale, fmt::join(prepare::input_files(settings), " ")),
      true};
}

}  // namespace

OrientationRemark check_orientation(Scan const& scan, inspect::CountStatistics const& counts,
                                    prepare::ReconstructSettings const& settings) {
  auto const& given = settings.read.axes;
  if (settings.no_check || !settings.init.empty() || scan.frames < least_blind_frames) return {};
  auto const command =
      fmt::format("`ptyger inspect {} --check-orientation`", fmt::join(prepare::input_files(settings), " "));
  auto const check = solver::check_orientation(scan, given, solver::RotationSearch::where_suspected,
                                               prepare::options_for(settings, scan));
  if (!check.decided()) return undecided(counts.bright_mean, check, command);
  auto const difference = inspect::orientation_difference(check, given);
  if (!difference) return scale_remark(scan, check, settings);
  auto const words = describe(*difference);
  constexpr double small_turn_deg = 2;  // costs little resolution, so that a run need not stop
  if (read::turn_between_deg(difference->best, given) < small_turn_deg)
    return {fmt::format("trial runs prefer a small turn: {} -> {}", words.what, words.remedy)};
  throw InputError(
      fmt::format("{}: {} -> {}. Trial runs on {} frames decided so, which {} shows; --no-check "
                  "reconstructs nevertheless",
                  fmt::join(prepare::input_files(settings), ", "), words.what, words.remedy, check.frames, command));
}

}  // namespace ptyger::app
