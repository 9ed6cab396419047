#include "solver/trials/defocus_search.hpp"

#include <algorithm>
#include <deque>
#include <limits>
#include <numeric>

#include "core/on_threads.hpp"
#include "core/usable_cores.hpp"
#include "solver/trials/probe_trials.hpp"
#include "update/probe_modes.hpp"

namespace ptyger::solver {
namespace {

constexpr int defocus_epochs = 3;              // epochs of a short trial
constexpr double defocus_ratio = 1.12;         // from each defocus to the next
constexpr int long_trials = 4;                 // local minima that are tried with long_epochs
constexpr int long_epochs = 6;                 // epochs of a long trial
constexpr std::size_t most_trial_threads = 8;  // each holds its waves and images
constexpr double fine_defocus = 0.01;          // relative step of the defocus below which the refinement ends

/// Misfit of short starts on a few frames as a function of the defocus.
class Trials {
 public:
  Trials(Scan const& scan, DefocusedProbes const& probes, Options const& options)
      : probes_(probes), starts_(scan, probes.size, probes.modes, defocus_trial_frames, options) {}

  double misfit_before_last_epoch(double defocus) {
    return starts_.misfit_before_last_epoch(probes_.scaled(defocus), defocus_epochs);
  }
  double misfit_after(double defocus) { return starts_.misfit_after(probes_.scaled(defocus), long_epochs); }
  [[nodiscard]] double transforms() const { return starts_.transforms(); }

 private:
  DefocusedProbes const& probes_;
  ProbeTrials starts_;
};

/// A defocus that was tried.
struct Candidate {
  double defocus = 0;
  double misfit = std::numeric_limits<double>::max();
};

double transforms_of(std::deque<Trials> const& trials) {
  return std::accumulate(trials.begin(), trials.end(), 0.0,
                         [](double sum, Trials const& one) { return sum + one.transforms(); });
}

bool better(Candidate const& a, Candidate const& b) {
  return a.misfit < b.misfit;
}

/// Tries candidates, as many at the same time as there are trials, reports each to the observer, and tries no more once
/// the observer asks to stop.
class Search {
 public:
  Search(std::deque<Trials>& trials, double scan_frames, Observer const& observer)
      : trials_(trials), scan_frames_(scan_frames), observer_(observer) {}

  /// Tries defoci with defocus_epochs.
  std::vector<Candidate> try_short(std::vector<double> const& defoci) {
    return try_all(defoci, [](Trials& trials, double defocus) { return trials.misfit_before_last_epoch(defocus); });
  }
  /// Tries defoci with long_epochs.
  std::vector<Candidate> try_long(std::vector<double> const& defoci) {
    return try_all(defoci, [](Trials& trials, double defocus) { return trials.misfit_after(defocus); });
  }

  /// Tries defoci of one sign in geometric steps; returns the local minima.
  std::vector<Candidate> scan(double sign, DefocusRange range) {
    std::vector<double> defoci;
    for (double c = range.least; c <= range.most; c *= defocus_ratio) defoci.push_back(sign * c);
    auto const all = try_short(defoci);
    std::vector<Candidate> minima;
    for (std::size_t i = 0; i < all.size(); ++i)
      if ((i == 0 || better(all[i], all[i - 1])) && (i + 1 == all.size() || !better(all[i + 1], all[i])))
        minima.push_back(all[i]);
    return minima;
  }

 private:
  template <class Misfit>
  std::vector<Candidate> try_all(std::vector<double> const& defoci, Misfit const& misfit) {
    std::vector<Candidate> tried;
    for (std::size_t begin = 0; begin < defoci.size(); begin += trials_.size()) {
      std::size_t const count = std::min(trials_.size(), defoci.size() - begin);
      std::vector<Candidate> batch(count);
      for (std::size_t i = 0; i < count; ++i) batch[i].defocus = defoci[begin + i];
      if (!stopped_)
        core::on_threads(count, [&](std::size_t i) { batch[i].misfit = misfit(trials_[i], batch[i].defocus); });
      for (auto const& candidate : batch) tried.push_back(report(candidate));
    }
    return tried;
  }

  Candidate report(Candidate const& candidate) {
    if (stopped_) return candidate;
    if (observer_.on_record)
      observer_.on_record({.phase = Phase::search,
                           .iteration = ++number_,
                           .transforms = transforms_of(trials_) / scan_frames_,
                           .nrmse = candidate.misfit,
                           .step = candidate.defocus});
    stopped_ = observer_.stop_requested && observer_.stop_requested();
    return candidate;
  }

  std::deque<Trials>& trials_;
  double scan_frames_;
  Observer const& observer_;
  int number_ = 0;  ///< trials so far
  bool stopped_ = false;
};

}  // namespace

ProbeModes DefocusedProbes::scaled(double defocus) const {
  auto probe = probe_of(defocus);
  update::scale_to_power(probe, photons);
  return probe;
}

FoundDefocus search_defocus(Scan const& scan, DefocusedProbes const& probes, DefocusRange range, Options const& options,
                            Observer const& observer) {
  std::deque<Trials> trials;
  while (trials.size() < std::min(core::usable_cores(), most_trial_threads)) trials.emplace_back(scan, probes, options);
  Search search(trials, static_cast<double>(scan.frames), observer);
  auto minima = search.scan(+1, range);
  for (auto const& minimum : search.scan(-1, range)) minima.push_back(minimum);
  auto const at_zero = range.zero ? search.try_short({0}).front() : Candidate{};
  if (range.zero) minima.push_back(at_zero);
  std::sort(minima.begin(), minima.end(), better);
  minima.resize(std::min<std::size_t>(minima.size(), long_trials));
  std::vector<double> defoci;
  for (auto const& minimum : minima) defoci.push_back(minimum.defocus);
  auto const longer = search.try_long(defoci);
  auto best = minima[static_cast<std::size_t>(std::min_element(longer.begin(), longer.end(), better) - longer.begin())];
  for (double distance = (defocus_ratio - 1) / 2; distance > fine_defocus && best.defocus != 0; distance /= 2) {
    auto const around = search.try_short({best.defocus * (1 + distance), best.defocus / (1 + distance)});
    best = std::min({best, around[0], around[1]}, better);
  }
  return {probes.scaled(best.defocus), best.defocus, best.misfit, at_zero.misfit,
          transforms_of(trials) / static_cast<double>(scan.frames)};
}

}  // namespace ptyger::solver
