#include "simulation/beam_changes.hpp"

#include <cmath>
#include <numbers>

namespace ptyger::simulation {
namespace {

constexpr double col_drift = 0.75;  // amplitude along the columns / amplitude along the rows

}  // namespace

std::vector<BeamChange> make_beam_changes(Options const& options, Random& random) {
  if (options.beam_drift == 0 && options.beam_jitter == 0 && options.beam_tilt == 0 && options.flicker == 0) return {};
  std::vector<BeamChange> changes(options.frames);
  for (std::size_t j = 0; j < changes.size(); ++j) {
    double const angle = std::numbers::pi * static_cast<double>(j) / static_cast<double>(options.frames);
    double const by_row = options.beam_jitter * random.normal();
    double const by_col = options.beam_jitter * random.normal();
    changes[j] = {.row = options.beam_drift * std::sin(2 * angle) + by_row,
                  .col = col_drift * options.beam_drift * std::cos(3 * angle) + by_col,
                  .tilt = options.beam_tilt * std::sin(3 * angle),
                  .brightness = 1 + options.flicker * std::sin(5 * angle)};
  }
  return changes;
}

}  // namespace ptyger::simulation
