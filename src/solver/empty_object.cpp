#include "solver/empty_object.hpp"

#include <fmt/format.h>

#include <cmath>
#include <numeric>

#include "model/detector/host_response.hpp"
#include "solver/scan_statistics.hpp"

namespace ptyger::solver {
namespace {

/// Sums over the frames in which a pixel was measured, [row][col].
struct FrameSums {
  std::vector<double> amplitudes;  ///< square roots of the counts
  std::vector<double> counts;
  std::vector<double> frames;  ///< number of these frames
};

FrameSums frame_sums(Scan const& scan) {
  std::size_t const pixels = scan.detector * scan.detector;
  FrameSums sums{std::vector<double>(pixels), std::vector<double>(pixels), std::vector<double>(pixels)};
  std::visit(
      [&](auto const& counts) {
        for (std::size_t frame = 0; frame < scan.frames; ++frame)
          for (std::size_t i = 0; i < pixels; ++i) {
            auto const count = static_cast<double>(counts[frame * pixels + i]);
            if (!(count >= 0) || scan.measured[i] == 0) continue;
            sums.amplitudes[i] += std::sqrt(count);
            sums.counts[i] += count;
            sums.frames[i] += 1;
          }
      },
      scan.counts);
  return sums;
}

}  // namespace

double empty_object_nrmse(Scan const& scan, ProbeModes const& probe) {
  auto const sums = frame_sums(scan);
  auto const pattern = model::measured_intensity(scan, empty_intensity(scan, probe));
  double const counts = std::accumulate(sums.counts.begin(), sums.counts.end(), 0.0);
  double const predicted = std::inner_product(pattern.begin(), pattern.end(), sums.frames.begin(), 0.0);
  if (!(counts > 0 && predicted > 0)) return 1;  // no counts at all are predicted
  double squares = 0;                            // sum over frames and pixels of (sqrt(I) - sqrt(d))^2
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    double const intensity = pattern[i] * counts / predicted;
    squares += sums.frames[i] * intensity - 2 * std::sqrt(intensity) * sums.amplitudes[i] + sums.counts[i];
  }
  return std::sqrt(std::max(0.0, squares) / counts);
}

std::string worse_than_empty(Result const& result) {
  constexpr double margin = 1.02;  // frames of nothing but the beam fit both alike
  bool const is_known = result.empty_nrmse > 0;
  if (!is_known || !result.complete || result.nrmse <= margin * result.empty_nrmse) return {};
  return fmt::format(
      "the images explain the frames worse (NRMSE {:.4g}) than an empty object does ({:.4g}): positions, geometry or "
      "probe do not belong to these frames, or they are no counts",
      result.nrmse, result.empty_nrmse);
}

}  // namespace ptyger::solver
