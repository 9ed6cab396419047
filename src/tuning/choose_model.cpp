#include "tuning/choose_model.hpp"

#include <fmt/format.h>

#include <array>
#include <optional>
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

/// Continues with other options, and takes them when the held-out misfit falls by `decided` at least. Returns the fall.
double try_options(Candidate& best, Options const& options, double decided) {
  auto trial = best.continued(options);
  double const fall = best.fall(trial);
  if (fall >= decided) best.become(std::move(trial));
  return fall;
}

/// Takes more modes as long as they lower the held-out misfit. Returns the reason.
std::string choose_modes(Candidate& best, Trials const& trials) {
  std::string fewer;
  for (std::size_t const modes : numbers_of_modes) {
    auto options = best.options();
    if (modes <= options.probe_modes) continue;
    auto const before = std::exchange(options.probe_modes, modes);
    double const fall = try_options(best, options, decided_by_modes);
    if (trials.stopped()) return {};
    if (fall < decided_by_modes) return fmt::format("{}{} would lower it by {:.1f} %", fewer, modes, 100 * fall);
    fewer = fmt::format("lower the misfit of held-out pixels by {:.0f} % against {}; ", 100 * fall, before);
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
    double const fall = try_options(best, finer, decided_by_sampling);
    if (!trials.stopped())
      tell(fmt::format("--sampling {}: fourier changes the misfit of held-out pixels by {:+.1f} %",
                       to_word(best.options().sampling), -100 * fall));
  }
  if (automatic.probe_modes) {
    auto const reason = choose_modes(best, trials);
    if (!trials.stopped()) tell(fmt::format("--probe-modes {}: {}", best.options().probe_modes, reason));
  }
  if (automatic.positions && best.options().sampling != Sampling::nearest) {
    auto refined = best.options();
    refined.refine.positions = true;
    double const fall = try_options(best, refined, decided_by_positions);
    if (!trials.stopped())
      tell(fmt::format("--positions {}: refined ones change the misfit of held-out pixels by {:+.1f} %",
                       best.options().refine.positions ? "refine" : "fixed", -100 * fall));
  }
  return best.longest();
}

}  // namespace ptyger::tuning
