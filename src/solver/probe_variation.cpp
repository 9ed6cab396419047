#include <algorithm>
#include <cmath>

#include "device/copy.hpp"
#include "device/instantiate.hpp"
#include "solver/frame_refinement.hpp"
#include "update/probe_shares.hpp"

// The steps of a variable probe: brightness and shares of each frame, and the images that they refer to.

namespace ptyger::solver {
namespace {

constexpr double least_brightness = 1e-6;

using Image = std::span<std::complex<double> const>;

/// The first mode and its variation probes among the images of a probe, [M + K][row][col].
std::vector<Image> varying_images(std::vector<std::complex<double>> const& probe, Options const& options) {
  auto const pixels = probe.size() / (options.probe_modes + options.probe_variation);
  std::vector<Image> images{{probe.data(), pixels}};
  for (std::size_t k = 0; k < options.probe_variation; ++k)
    images.emplace_back(probe.data() + (options.probe_modes + k) * pixels, pixels);
  return images;
}

/// [k][l]: sum of image k times the conjugate of image l.
std::vector<std::complex<double>> gram_matrix(std::vector<Image> const& images) {
  std::vector<std::complex<double>> gram;
  for (auto const& a : images)
    for (auto const& b : images) {
      std::complex<double> sum = 0;
      for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * std::conj(b[i]);
      gram.push_back(sum);
    }
  return gram;
}

/// [K] norms of the variation probes relative to the first mode. gram: of these 1 + K images.
std::vector<double> variation_norms(std::vector<std::complex<double>> const& gram, std::size_t variation) {
  auto const n = 1 + variation;
  std::vector<double> norms;
  for (std::size_t k = 1; k < n; ++k) norms.push_back(std::sqrt(gram[k * n + k].real() / gram[0].real()));
  return norms;
}

}  // namespace

/// Corrects brightness and shares, then takes the principal components of the probes as the variation probes.
template <class Exec, class Real>
void FrameRefinement<Exec, Real>::step_variation() {
  std::vector<std::complex<double>> probe(work_.estimate.probe.size());
  device::copy_to_host(work_.device, work_.estimate.probe, probe.data());
  auto const gram = gram_matrix(varying_images(probe, options_));
  propose_shares(variation_pass_->run(work_.estimate, options_.noise), variation_norms(gram, options_.probe_variation));
  share();
  for (std::size_t j = 0; j < corrections_.frames.size(); ++j)
    corrections_.frames[j].log_brightness = proposals_.frames[j].log_brightness;
  corrections_.variation = proposals_.shares;
  update::cut_outliers(corrections_.variation, options_.probe_variation);
  take_principal_probes(probe, gram);
  apply_corrections();
}

/// Proposes the step of brightness and shares of each frame of this device.
template <class Exec, class Real>
void FrameRefinement<Exec, Real>::propose_shares(std::vector<update::ShareSlopes> const& slopes,
                                                 std::vector<double> const& norms) {
  auto const variation = options_.probe_variation;
  for (std::size_t device_frame = 0; device_frame < slopes.size(); ++device_frame) {
    auto const frame = static_cast<std::size_t>(tile_.own[device_frame]);
    auto const step = update::share_step(slopes[device_frame], norms);
    proposals_.frames[frame] = corrections_.frames[frame];
    proposals_.frames[frame].log_brightness +=
        std::clamp(step[0], -largest_log_brightness_step, largest_log_brightness_step);
    for (std::size_t k = 0; k < variation; ++k)
      proposals_.shares[frame * variation + k] =
          corrections_.variation[frame * variation + k] + std::complex<double>(step[1 + 2 * k], step[2 + 2 * k]);
  }
}

/// Changes the images of the first mode and its variations, brightness and shares, but not the probes of the frames.
/// gram: of the images.
template <class Exec, class Real>
void FrameRefinement<Exec, Real>::take_principal_probes(std::vector<std::complex<double>> const& probe,
                                                        std::vector<std::complex<double>> const& gram) {
  std::vector<double> brightness;
  for (auto const& frame : corrections_.frames) brightness.push_back(std::exp(frame.log_brightness));
  auto const images = varying_images(probe, options_);
  auto const gauge = update::principal_probes(gram, brightness, corrections_.variation);
  corrections_.variation = gauge.shares;
  for (std::size_t j = 0; j < brightness.size(); ++j)
    corrections_.frames[j].log_brightness = std::log(std::max(gauge.brightness[j], least_brightness));
  auto changed = probe;
  auto const n = images.size();
  for (std::size_t k = 0; k < n; ++k) {
    auto* const to = changed.data() + (images[k].data() - probe.data());
    std::fill_n(to, images[k].size(), std::complex<double>(0));
    for (std::size_t l = 0; l < n; ++l)
      for (std::size_t i = 0; i < images[l].size(); ++i) to[i] += gauge.images[k * n + l] * images[l][i];
  }
  device::copy_to_device(work_.device, changed.data(), work_.estimate.probe);
  probe_before_ = probe;
}

#define PTYGER_INSTANTIATE(Exec, Real) template void FrameRefinement<Exec, Real>::step_variation();
PTYGER_FOR_EACH_DEVICE(PTYGER_INSTANTIATE)
#undef PTYGER_INSTANTIATE

}  // namespace ptyger::solver
