#include "solver/blind_probe.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <deque>
#include <numbers>
#include <numeric>

#include "core/centre.hpp"
#include "core/on_threads.hpp"
#include "core/usable_cores.hpp"
#include "fft/fft2d_batch.hpp"
#include "model/near_field/host_propagation.hpp"
#include "solver/probe_trials.hpp"
#include "update/probe_modes.hpp"

namespace ptyger::solver {
namespace {

constexpr std::size_t trial_frames = 100;  // frames nearest to the middle of the scan
constexpr int defocus_epochs = 3;          // epochs of a short trial
constexpr double least_defocus = 0.05;     // absolute value; a defocus is BlindProbe::defocus
constexpr double most_defocus = 4;         // absolute value
constexpr double defocus_ratio = 1.12;     // from each defocus to the next
constexpr int long_trials = 4;             // local minima that are tried with long_epochs
constexpr int long_epochs = 6;             // epochs of a long trial
constexpr std::size_t most_threads = 8;    // each holds its waves and images
constexpr double fine_defocus = 0.01;      // relative step of the defocus below which the refinement ends

using Host = Kokkos::Serial;

/// Misfit of short starts on a few frames as a function of the defocus.
class Trials {
 public:
  Trials(Scan const& scan, std::vector<double> const& mean, Options const& options)
      : mean_(mean),
        photons_(std::accumulate(mean_.begin(), mean_.end(), 0.0)),
        detector_(scan.detector),
        aspect_(scan.pixel_row_m / scan.pixel_col_m),
        starts_(scan, scan.detector, 1, trial_frames, options) {}

  ProbeModes probe(double defocus) const {
    auto result = defocused_probe(mean_, detector_, defocus, aspect_);
    update::scale_to_power(result, photons_);
    return result;
  }

  double misfit_before_last_epoch(double defocus) {
    return starts_.misfit_before_last_epoch(probe(defocus), defocus_epochs);
  }
  double misfit_after(double defocus) { return starts_.misfit_after(probe(defocus), long_epochs); }
  [[nodiscard]] double transforms() const { return starts_.transforms(); }

 private:
  std::vector<double> const& mean_;  ///< mean pattern
  double photons_;                   ///< counts of the mean pattern
  std::size_t detector_;             ///< D: frames are D x D pixels
  double aspect_;                    ///< height of an object pixel over its width
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
  std::vector<Candidate> scan(double sign) {
    std::vector<double> defoci;
    for (double c = least_defocus; c <= most_defocus; c *= defocus_ratio) defoci.push_back(sign * c);
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

/// An image whose pixels that are not measured take the mean of their neighbours, from the measured ones outwards.
/// Rows and columns are periodic.
std::vector<double> filled_from_neighbours(std::vector<double> image, std::vector<std::uint8_t> known, std::size_t n) {
  for (bool grew = true; grew;) {
    grew = false;
    auto const before = known;
    for (std::size_t i = 0; i < image.size(); ++i) {
      if (before[i] != 0) continue;
      double sum = 0;
      double neighbours = 0;
      for (std::size_t k = 0; k < 9; ++k) {
        std::size_t const at = (i / n + n + k / 3 - 1) % n * n + (i % n + n + k % 3 - 1) % n;
        if (before[at] == 0) continue;
        sum += image[at];
        ++neighbours;
      }
      if (neighbours == 0) continue;
      image[i] = sum / neighbours;
      known[i] = 1;
      grew = true;
    }
  }
  return image;
}

}  // namespace

ProbeModes defocused_probe(std::vector<double> const& mean, std::size_t size, double defocus, double aspect) {
  ProbeModes probe{1, size, std::vector<std::complex<double>>(size * size)};
  auto const n = static_cast<double>(size);
  auto const frequency = [&](std::size_t i) {  // cycles a pixel
    return (i < (size + 1) / 2 ? static_cast<double>(i) : static_cast<double>(i) - n) / n;
  };
  DeviceContext<Host> const host{.deterministic = true};  // measured plans are not worthwhile for one image
  auto const field = make_view<Array2<Host, Complex<double>>>(host, "defocused probe", size, size);
  for (std::size_t row = 0; row < size; ++row)
    for (std::size_t col = 0; col < size; ++col) {
      double const k2 = frequency(row) * frequency(row) / aspect + frequency(col) * frequency(col) * aspect;
      auto const wave = std::polar(std::sqrt(mean[row * size + col]), std::numbers::pi * defocus * n * k2);
      field(row, col) = Kokkos::complex<double>(wave);
    }
  fft::Fft2dBatch<Host, double>(host, static_cast<int>(size)).inverse(field.data(), 1);
  std::copy_n(field.data(), probe.values.size(), probe.values.begin());
  core::corner_to_centre(probe.values.data(), size);
  return probe;
}

ProbeModes back_propagated_probe(Scan const& scan, std::vector<double> const& mean) {
  auto const n = scan.detector;
  auto const filled = filled_from_neighbours(mean, scan.measured, n);
  model::HostPropagation::Wave wave;
  for (double const counts : filled) wave.emplace_back(std::sqrt(counts));
  model::HostPropagation(*model::fresnel_of(scan), n).propagate_back(wave);
  return {1, n, std::move(wave)};
}

BlindProbe find_probe(Scan const& scan, std::vector<double> const& mean, Options const& options,
                      Observer const& observer) {
  if (scan.near_field) {
    BlindProbe found{.probe = back_propagated_probe(scan, mean)};
    update::scale_to_power(found.probe, std::accumulate(mean.begin(), mean.end(), 0.0));
    if (observer.on_message) observer.on_message("probe found blind: the mean frame, propagated back to the sample");
    return found;
  }
  std::deque<Trials> trials;
  while (trials.size() < std::min(core::usable_cores(), most_threads)) trials.emplace_back(scan, mean, options);
  Search search(trials, static_cast<double>(scan.frames), observer);
  auto minima = search.scan(+1);
  for (auto const& minimum : search.scan(-1)) minima.push_back(minimum);
  std::sort(minima.begin(), minima.end(), better);
  minima.resize(std::min<std::size_t>(minima.size(), long_trials));
  std::vector<double> defoci;
  for (auto const& minimum : minima) defoci.push_back(minimum.defocus);
  auto const longer = search.try_long(defoci);
  auto best = minima[static_cast<std::size_t>(std::min_element(longer.begin(), longer.end(), better) - longer.begin())];
  for (double distance = (defocus_ratio - 1) / 2; distance > fine_defocus; distance /= 2) {
    auto const around = search.try_short({best.defocus * (1 + distance), best.defocus / (1 + distance)});
    best = std::min({best, around[0], around[1]}, better);
  }
  BlindProbe found{trials.front().probe(best.defocus), best.defocus, best.misfit,
                   transforms_of(trials) / static_cast<double>(scan.frames)};
  bool const interrupted = observer.stop_requested && observer.stop_requested();
  if (observer.on_message && !interrupted)
    observer.on_message(
        fmt::format("probe found blind: defocus {:.3f}, misfit {:.4f} on {} frames, {:.0f} transforms a "
                    "frame of the scan",
                    found.defocus, found.misfit, std::min(scan.frames, trial_frames), found.transforms));
  return found;
}

}  // namespace ptyger::solver
