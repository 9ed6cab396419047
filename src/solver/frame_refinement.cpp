#include "solver/frame_refinement.hpp"

#include <algorithm>
#include <cmath>

#include "device/copy.hpp"
#include "device/instantiate.hpp"
#include "model/frame_subsets.hpp"
#include "ptyger/error.hpp"

namespace ptyger::solver {
namespace {

constexpr double least_background = 1e-12;  // share of the mean count, so that no pixel stays at zero
constexpr int escape_interval = 20;         // CG iterations between two calls of escape_false_minima()
constexpr double far_worse = 1.5;       // least objective, relative to the median, of a frame that tries other drifts
constexpr double clearly_better = 0.9;  // largest objective, relative to the present one, of a drift that is taken
constexpr double least_spacing = 2;     // pixels between drifts that are tried
constexpr int most_rings = 6;           // rings of drifts that are tried around the position in the scan

/// Whether frame_fit has something to fit. fits_shares: of variation probes, and with them the brightness.
bool corrects_scan_at_all(Refine const& refine, bool fits_shares) {
  return refine.positions || refine.background || (refine.brightness && !fits_shares);
}

}  // namespace

template <class Exec, class Real>
FrameRefinement<Exec, Real>::FrameRefinement(Workspace<Exec, Real>& workspace, Options const& options,
                                             model::Placement const& placement, std::span<model::Tile const> tiles)
    : work_(workspace),
      options_(options),
      placement_(placement),
      tile_(tiles[static_cast<std::size_t>(workspace.device.id)]),
      proposals_(tiles, workspace.device.id, options.probe_variation) {
  auto const& refine = options.refine;
  if (options.probe_variation > 0 && !work_.scan.known_shares) {
    variation_pass_.emplace(work_.device, work_.model);
    corrections_.variation.resize(placement.row.size() * options.probe_variation);
  }
  if (!refine.any() && !variation_pass_) return;
  if (corrects_scan_at_all(refine, variation_pass_.has_value()))
    pass_.emplace(work_.device, work_.model, refine.positions, refine.background);
  if (refine.positions)
    frames_by_fit_.emplace(work_.device, std::vector<int>(static_cast<std::size_t>(work_.scan.frames)), 2);
  corrections_.frames.resize(placement.row.size());
  auto const size = static_cast<std::size_t>(work_.scan.detector);
  if (refine.background) {
    corrections_.background.resize(size * size);
    work_.scan.background = device::Mirrored(make_zeros<Array2<Exec, Real>>(work_.device, "background", size, size));
    background_slopes_.resize(2 * size * size);
  }
  if (refine.brightness || variation_pass_) {
    work_.scan.brightness =
        device::Mirrored(make_view<Array1<Exec, Real>>(work_.device, "brightness", work_.scan.illuminating_frames));
    device::fill(work_.device, work_.scan.brightness.view(), 1);
  }
  corrections_before_ = corrections_;
}

template <class Exec, class Real>
bool FrameRefinement<Exec, Real>::due(int iteration) const {
  return (scan_due(iteration) || variation_due(iteration)) && iteration != options_.iterations;
}

template <class Exec, class Real>
void FrameRefinement<Exec, Real>::step(int iteration) {
  begin_step();
  if (scan_due(iteration)) step_scan(iteration);
  if (variation_due(iteration)) step_variation();
}

/// Keeps what take_back() restores.
template <class Exec, class Real>
void FrameRefinement<Exec, Real>::begin_step() {
  corrections_before_ = corrections_;
  probe_before_.clear();
}

template <class Exec, class Real>
void FrameRefinement<Exec, Real>::step_scan(int iteration) {
  propose(pass_->run(work_.scan.all(), work_.estimate, options_.noise));
  share();
  if (options_.refine.background) sum_background_slopes();
  if (options_.refine.positions && iteration % escape_interval == 0) {
    escape_false_minima();
    share();
  }
  corrections_.frames = proposals_.frames;
  remove_undetermined();
  if (options_.refine.background) step_background();
  apply_corrections();
}

template <class Exec, class Real>
void FrameRefinement<Exec, Real>::share() {
  work_.count_transforms();
  core::StageClock::Scope const clock(work_.device.clock, "exchange");
  proposals_.share(work_.transport);
}

template <class Exec, class Real>
void FrameRefinement<Exec, Real>::sum_background_slopes() {
  pass_->copy_background_slopes(background_slopes_);
  core::StageClock::Scope const clock(work_.device.clock, "exchange");
  work_.transport.reduce(background_slopes_);
}

/// A frame that fits far worse than most may lie in a false minimum, such as one period of the sample away, where the
/// gradient does not help. Tries a grid over all allowed drifts for each such frame and proposes the best drift if its
/// objective is clearly lower.
template <class Exec, class Real>
void FrameRefinement<Exec, Real>::escape_false_minima() {
  least_objectives_ = proposals_.objectives;
  auto const middle = least_objectives_.begin() + static_cast<std::ptrdiff_t>(least_objectives_.size() / 2);
  std::nth_element(least_objectives_.begin(), middle, least_objectives_.end());
  double const limit = far_worse * *middle;
  subset_of_frame_.clear();
  for (int const frame : tile_.own)
    subset_of_frame_.push_back(proposals_.objectives[static_cast<std::size_t>(frame)] > limit ? 0 : 1);
  frames_by_fit_->assign(work_.device, subset_of_frame_);
  auto const badly_fitting = (*frames_by_fit_)[0];
  if (badly_fitting.count == 0) return;
  least_objectives_ = proposals_.objectives;
  for (double& objective : least_objectives_) objective *= clearly_better;
  double const largest_drift = options_.refine.most_drift;
  int const rings = std::clamp(static_cast<int>(largest_drift / least_spacing), 1, most_rings);
  for (int row = -rings; row <= rings; ++row)
    for (int col = -rings; col <= rings; ++col)
      if (std::hypot(row, col) <= rings)
        try_drift(badly_fitting, row * largest_drift / rings, col * largest_drift / rings);
  corrections_.frames = corrections_before_.frames;
}

/// Evaluates one drift for the frames; proposes it for each frame whose objective is lower than
/// least_objectives_, and updates least_objectives_.
template <class Exec, class Real>
void FrameRefinement<Exec, Real>::try_drift(model::FrameRange frames, double row, double col) {
  auto const frame_of = [&](int device_frame) {
    return static_cast<std::size_t>(tile_.own[static_cast<std::size_t>(device_frame)]);
  };
  for (int item = 0; item < frames.count; ++item) {
    auto& frame = corrections_.frames[frame_of(frames.on_host(item))];
    frame = {row, col, frame.log_brightness};
  }
  apply_corrections();
  auto const& slopes = pass_->run(frames, work_.estimate, options_.noise);
  for (int item = 0; item < frames.count; ++item) {
    int const device_frame = frames.on_host(item);
    double const objective = slopes[static_cast<std::size_t>(device_frame)].objective;
    auto const frame = frame_of(device_frame);
    if (objective >= least_objectives_[frame]) continue;
    least_objectives_[frame] = objective;
    proposals_.frames[frame] = corrections_.frames[frame];
  }
}

template <class Exec, class Real>
void FrameRefinement<Exec, Real>::take_back() {
  corrections_ = corrections_before_;
  corrections_.longest_step /= 2;
  if (changed_probes()) device::copy_to_device(work_.device, probe_before_.data(), work_.estimate.probe);
  apply_corrections();
}

template <class Exec, class Real>
void FrameRefinement<Exec, Real>::resume(FrameCorrections const& from) {
  if (from.frames.size() != corrections_.frames.size() || from.background.size() != corrections_.background.size() ||
      from.variation.size() != corrections_.variation.size())
    throw InputError(
        "this run cannot go on from the checkpoint: it holds other corrections of the scan. Give the options "
        "that it was made with, or begin without it.");
  if (!wanted()) return;
  corrections_ = corrections_before_ = from;
  apply_corrections();
}

/// Proposes a bounded Gauss-Newton step for each frame of this device.
template <class Exec, class Real>
void FrameRefinement<Exec, Real>::propose(std::vector<update::FrameSlopes> const& slopes) {
  auto const& refine = options_.refine;
  // With a variable probe the brightness is fitted together with the shares.
  std::array<bool, 3> const fitted{refine.positions, refine.positions, refine.brightness && !variation_pass_};
  for (std::size_t device_frame = 0; device_frame < slopes.size(); ++device_frame) {
    auto const frame = static_cast<std::size_t>(tile_.own[device_frame]);
    auto const move = update::frame_step(slopes[device_frame], fitted);
    auto const bounded = [&](double value, double by, double limit) { return value + std::clamp(by, -limit, limit); };
    proposals_.objectives[frame] = slopes[device_frame].objective;
    auto const& last = corrections_.frames[frame];
    proposals_.frames[frame] = {bounded(last.row, move[0], corrections_.longest_step),
                                bounded(last.col, move[1], corrections_.longest_step),
                                bounded(last.log_brightness, move[2], largest_log_brightness_step)};
  }
}

/// Removes the mean drift, the growth of the drifts with the distance from the middle, and the mean log brightness;
/// then shortens drifts to the largest allowed.
template <class Exec, class Real>
void FrameRefinement<Exec, Real>::remove_undetermined() {
  auto const n = static_cast<double>(corrections_.frames.size());
  FrameParameters mean;
  double centre_row = 0;
  double centre_col = 0;
  for (std::size_t j = 0; j < corrections_.frames.size(); ++j) {
    mean.row += corrections_.frames[j].row / n;
    mean.col += corrections_.frames[j].col / n;
    mean.log_brightness += corrections_.frames[j].log_brightness / n;
    centre_row += placement_.row[j] / n;
    centre_col += placement_.col[j] / n;
  }
  double growth = 0;
  double squares = 0;
  for (std::size_t j = 0; j < corrections_.frames.size(); ++j) {
    auto& frame = corrections_.frames[j];
    frame = {frame.row - mean.row, frame.col - mean.col, frame.log_brightness - mean.log_brightness};
    double const y = placement_.row[j] - centre_row;
    double const x = placement_.col[j] - centre_col;
    growth += frame.row * y + frame.col * x;
    squares += y * y + x * x;
  }
  growth = squares > 0 ? growth / squares : 0;
  for (std::size_t j = 0; j < corrections_.frames.size(); ++j) {
    auto& frame = corrections_.frames[j];
    frame.row -= growth * (placement_.row[j] - centre_row);
    frame.col -= growth * (placement_.col[j] - centre_col);
    frame = frame.within(options_.refine.most_drift);
  }
}

/// One Gauss-Newton step of the background in each pixel.
template <class Exec, class Real>
void FrameRefinement<Exec, Real>::step_background() {
  auto& background = corrections_.background;
  double const least = least_background * work_.scan.mean_count;
  for (std::size_t pixel = 0; pixel < background.size(); ++pixel) {
    double const slope = background_slopes_[pixel];
    double const curvature = background_slopes_[background.size() + pixel];
    if (curvature > 0) background[pixel] = std::max(background[pixel] - slope / curvature, least);
  }
}

/// Copies the present corrections to the device.
template <class Exec, class Real>
void FrameRefinement<Exec, Real>::apply_corrections() {
  auto& scan = work_.scan;
  if (options_.refine.positions) {
    corrected_placement_ = placement_;
    for (std::size_t j = 0; j < corrections_.frames.size(); ++j) {
      corrected_placement_.row[j] += corrections_.frames[j].row;
      corrected_placement_.col[j] += corrections_.frames[j].col;
    }
    model::place_patches(work_.device, scan, corrected_placement_, tile_);
  }
  if (options_.refine.brightness || variation_pass_) {
    Real* factor = scan.brightness.host();
    for (auto const* frames : {&tile_.own, &tile_.neighbours})
      for (int const frame : *frames)
        *factor++ = static_cast<Real>(std::exp(corrections_.frames[static_cast<std::size_t>(frame)].log_brightness));
    scan.brightness.to_device(work_.device);
  }
  if (variation_pass_) {
    auto const variation = options_.probe_variation;
    Complex<Real>* share = scan.shares.host();
    for (auto const* frames : {&tile_.own, &tile_.neighbours})
      for (int const frame : *frames)
        for (std::size_t k = 0; k < variation; ++k)
          *share++ = Complex<Real>(
              std::complex<Real>(corrections_.variation[static_cast<std::size_t>(frame) * variation + k]));
    scan.shares.to_device(work_.device);
  }
  if (options_.refine.background) {
    std::transform(corrections_.background.begin(), corrections_.background.end(), scan.background.host(),
                   [](double photons) { return static_cast<Real>(photons); });
    scan.background.to_device(work_.device);
  }
  work_.cached.current = false;
}

#define PTYGER_INSTANTIATE(Exec, Real) template class FrameRefinement<Exec, Real>;
PTYGER_FOR_EACH_DEVICE(PTYGER_INSTANTIATE)
#undef PTYGER_INSTANTIATE

}  // namespace ptyger::solver
