#include "write/fit_views.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/median.hpp"
#include "core/number_in_file.hpp"

namespace ptyger::write {

std::vector<std::size_t> worst_frames(FitSummary const& fit, std::size_t most) {
  std::vector<std::size_t> frames(fit.frame_nrmse.size());
  std::iota(frames.begin(), frames.end(), std::size_t{0});
  most = std::min(most, frames.size());
  std::partial_sort(frames.begin(), frames.begin() + static_cast<std::ptrdiff_t>(most), frames.end(),
                    [&](std::size_t a, std::size_t b) { return fit.frame_nrmse[a] > fit.frame_nrmse[b]; });
  frames.resize(most);
  return frames;
}

std::vector<std::size_t> outliers(FitSummary const& fit) {
  auto frames = worst_frames(fit);
  double const limit = far_worse * median_misfit(fit);
  std::erase_if(frames, [&](std::size_t frame) { return !(fit.frame_nrmse[frame] > limit); });
  return frames;
}

std::string numbers_in_file(Scan const& scan, std::vector<std::size_t> const& frames) {
  std::string text;
  for (auto const frame : frames) text += (text.empty() ? "" : ",") + std::to_string(core::number_in_file(scan, frame));
  return text;
}

double median_misfit(FitSummary const& fit) {
  return fit.frame_nrmse.empty() ? 0 : core::median(fit.frame_nrmse);
}

RadialMeans radial_means(Scan const& scan, FitSummary const& fit) {
  auto const n = scan.detector;
  RadialMeans means{std::vector<double>(n), std::vector<double>(n)};
  std::vector<double> pixels(n);
  auto const distance = [&](std::size_t i) { return static_cast<double>(std::min(i, n - i)); };
  for (std::size_t row = 0; row < n; ++row)
    for (std::size_t col = 0; col < n; ++col) {
      auto const i = row * n + col;
      auto const ring = static_cast<std::size_t>(std::lround(std::hypot(distance(row), distance(col))));
      if (scan.measured[scan.response.first_pixel(i, n)] == 0 || ring >= n) continue;
      means.measured[ring] += fit.measured[i];
      means.calculated[ring] += fit.calculated[i];
      pixels[ring] += 1;
    }
  for (std::size_t ring = 0; ring < n; ++ring) {
    means.measured[ring] /= std::max(pixels[ring], 1.0);
    means.calculated[ring] /= std::max(pixels[ring], 1.0);
  }
  while (!pixels.empty() && pixels.back() == 0) {
    pixels.pop_back();
    means.measured.pop_back();
    means.calculated.pop_back();
  }
  return means;
}

std::vector<double> pattern_difference(Scan const& scan, FitSummary const& fit) {
  auto const pixels = fit.measured.size();
  double const mean = std::accumulate(fit.measured.begin(), fit.measured.end(), 0.0) / static_cast<double>(pixels);
  std::vector<double> difference(pixels);
  for (std::size_t i = 0; i < pixels; ++i)
    if (scan.measured[scan.response.first_pixel(i, scan.detector)] != 0)
      difference[i] = (fit.calculated[i] - fit.measured[i]) / std::sqrt(fit.measured[i] + 1e-3 * mean + 1e-30);
  return difference;
}

}  // namespace ptyger::write
