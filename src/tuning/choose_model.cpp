#include "tuning/choose_model.hpp"

#include <fmt/format.h>

#include <array>
#include <optional>
#include <string_view>
#include <utility>

namespace ptyger::tuning {
namespace {

constexpr std::array<std::size_t, 4> numbers_of_modes{1, 3, 5, 8};
constexpr double decided_by_modes = 0.05;     // least relative fall of the held-out misfit for more modes
constexpr double decided_by_sampling = 0.05;  // the same for fourier sampling, which takes twice the transforms
// The same for refined positions. On simulated scans with exact positions it falls by at most 1.7 %.
constexpr double decided_by_positions = 0.02;

/// A trial, and the same trial continued with the same options when that has been needed.
class Candidate {
 public:
  Candidate(Trials& trials, Trial first) : trials_(trials), trial_(std::move(first)) {}

  [[nodiscard]] Options const& options() const { return trial_.options; }
  /// By how much the held-out misfit is lower when it is continued with other options instead of its own.
  double fall(Trial const& other) {
    if (!continued_) continued_ = trials_.continued(trial_, trial_.options);
    return continued_->held_out > 0 ? 1 - other.held_out / continued_->held_out : 0;
  }
  Trial continued(Options const& options) { return trials_.continued(trial_, options); }
  void become(Trial other) {
    trial_ = std::move(other);
    continued_.reset();
  }
  /// The longest trial with its options.
  [[nodiscard]] Trial longest() const { return continued_ ? *continued_ : trial_; }

 private:
  Trials& trials_;
  Trial trial_;
  std::optional<Trial> continued_;
};

/// Continues with other options, and takes them when the held-out misfit falls by `decided` at least. Returns the fall;
/// nothing when a run with these options does not fit into the memory.
std::optional<double> try_options(Candidate& best, Trials const& trials, Options const& options, double decided) {
  if (!trials.whole_scan_fits(options)) return {};
  auto trial = best.continued(options);
  double const fall = best.fall(trial);
  if (fall >= decided) best.become(std::move(trial));
  return fall;
}

/// Says by how much these options change the held-out misfit, or that they were not tried.
std::string effect_of(std::string_view options, std::optional<double> fall) {
  return fall ? fmt::format("{} changes the misfit of held-out pixels by {:+.1f} %", options, -100 * *fall)
              : fmt::format("{} does not fit into the memory", options);
}

/// Takes more modes as long as they lower the held-out misfit. Returns the reason.
std::string choose_modes(Candidate& best, Trials const& trials) {
  std::string fewer;
  for (std::size_t const modes : numbers_of_modes) {
    auto options = best.options();
    if (modes <= options.probe_modes) continue;
    auto const before = std::exchange(options.probe_modes, modes);
    auto const fall = try_options(best, trials, options, decided_by_modes);
    if (trials.stopped()) return {};
    if (!fall) return fmt::format("{}{} do not fit into the memory", fewer, modes);
    if (*fall < decided_by_modes) return fmt::format("{}{} would lower it by {:.1f} %", fewer, modes, 100 * *fall);
    fewer = fmt::format("lower the misfit of held-out pixels by {:.0f} % against {}; ", 100 * *fall, before);
  }
  return fewer;
}

}  // namespace

Trial choose_model(Trials& trials, Automatic automatic, std::function<void(std::string const&)> const& tell) {
  auto options = trials.options();
  if (automatic.smoothness) options.smoothness = least_smoothness;
  if (automatic.sampling) options.sampling = Sampling::bilinear;
  if (automatic.probe_modes) options.probe_modes = numbers_of_modes.front();
  Candidate best(trials, trials.from_probe(options));
  if (automatic.sampling) {
    auto finer = best.options();
    finer.sampling = Sampling::fourier;
    auto const fall = try_options(best, trials, finer, decided_by_sampling);
    if (!trials.stopped())
      tell(fmt::format("--sampling {}: {}", to_word(best.options().sampling), effect_of("fourier", fall)));
  }
  if (automatic.probe_modes) {
    auto const reason = choose_modes(best, trials);
    if (!trials.stopped()) tell(fmt::format("--probe-modes {}: {}", best.options().probe_modes, reason));
  }
  if (automatic.positions && best.options().sampling != Sampling::nearest) {
    auto refined = best.options();
    refined.refine.positions = true;
    auto const fall = try_options(best, trials, refined, decided_by_positions);
    if (!trials.stopped())
      tell(fmt::format("--positions {}: {}", best.options().refine.positions ? "refine" : "fixed",
                       effect_of("refinement", fall)));
  }
  return best.longest();
}

}  // namespace ptyger::tuning
