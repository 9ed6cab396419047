#include "inspect/background.hpp"

#include <algorithm>

namespace ptyger::inspect {
namespace {

constexpr double least_dim_particles = 10;  // of a dim pixel, sum over the frames
constexpr double most_of_largest = 0.3;     // a background has at most this share of the largest smoothed counts
// Measured: the Siemens star has 0.54, simulated clean scans at most 0.84.
constexpr double least_flatness = 0.75;  // level of the dimmest tenth of the pixels over level of the dimmest quarter
// Measured: 1.9 for simulated strong samples with as flat a pattern, 0.1 for 5 counts beneath a pattern of 1e6.
constexpr double most_change = 0.3;  // variance over the frames without Poisson noise, in squares of the mean

/// Change of the counts of these pixels over the frames: their variance without Poisson noise over the square of their
/// mean.
double change_of(Scan const& scan, std::vector<std::size_t> const& pixels, std::vector<double> const& mean,
                 double particle) {
  double variance = 0;
  double noise = 0;
  double squares = 0;
  std::visit(
      [&](auto const& counts) {
        for (auto const pixel : pixels) {
          double sum = 0;
          std::size_t measured = 0;
          for (std::size_t frame = 0; frame < scan.frames; ++frame) {
            auto const count = static_cast<double>(counts[frame * scan.measured.size() + pixel]);
            if (count < 0) continue;
            ++measured;
            sum += (count - mean[pixel]) * (count - mean[pixel]);
          }
          if (measured < 2) continue;
          variance += sum / static_cast<double>(measured - 1);
          noise += particle * mean[pixel];
          squares += mean[pixel] * mean[pixel];
        }
      },
      scan.counts);
  return (variance - noise) / squares;
}

}  // namespace

double find_background(Scan const& scan, std::vector<double> const& mean, std::vector<double> const& smooth,
                       double particle) {
  std::vector<std::size_t> pixels;
  for (std::size_t i = 0; i < scan.measured.size(); ++i)
    if (scan.measured[i] != 0) pixels.push_back(i);
  std::sort(pixels.begin(), pixels.end(), [&](std::size_t a, std::size_t b) { return smooth[a] < smooth[b]; });
  if (pixels.size() < 10) return 0;
  double const level = smooth[pixels[pixels.size() / 10]];
  bool const is_flat = level >= least_flatness * smooth[pixels[pixels.size() / 4]];
  bool const is_dim = level < most_of_largest * smooth[pixels.back()];
  if (!is_flat || !is_dim || level * static_cast<double>(scan.frames) < least_dim_particles * particle) return 0;
  pixels.resize(pixels.size() / 10);
  return change_of(scan, pixels, mean, particle) < most_change ? level : 0;
}

}  // namespace ptyger::inspect
