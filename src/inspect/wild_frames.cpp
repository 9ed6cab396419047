#include "inspect/wild_frames.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/median.hpp"

namespace ptyger::inspect {
namespace {

constexpr double bright_factor = 5;       // counts of a frame that is too bright over the median, at least
constexpr double least_particles = 100;   // particles of a frame that is too bright above the median, at least
constexpr double least_difference = 0.2;  // likeness of a wild frame below the median, at least
constexpr double deviations = 10;         // the same in median absolute deviations

/// Calls visit(pixel, count) for every measured count of a frame.
template <class Visit>
void for_each_count(Scan const& scan, std::size_t frame, Visit const& visit) {
  std::size_t const pixels = scan.measured.size();
  std::visit(
      [&](auto const& counts) {
        for (std::size_t pixel = 0; pixel < pixels; ++pixel) {
          auto const count = static_cast<double>(counts[frame * pixels + pixel]);
          if (scan.measured[pixel] != 0 && count >= 0) visit(pixel, count);
        }
      },
      scan.counts);
}

/// Likeness of each frame to the mean pattern of the frames that are not too bright.
std::vector<double> likeness(Scan const& scan, read::CountSums const& sums, double most) {
  auto roots = sums.pattern;
  for (std::size_t frame = 0; frame < scan.frames; ++frame)
    if (sums.frame[frame] > most)
      for_each_count(scan, frame, [&](std::size_t pixel, double count) { roots[pixel] -= count; });
  double sum = 0;
  for (auto& root : roots) {
    sum += root;
    root = std::sqrt(std::max(root, 0.0));
  }
  std::vector<double> result(scan.frames);
  for (std::size_t frame = 0; frame < scan.frames; ++frame) {
    for_each_count(scan, frame,
                   [&](std::size_t pixel, double count) { result[frame] += std::sqrt(count) * roots[pixel]; });
    result[frame] /= sums.frame[frame] > 0 ? std::sqrt(sums.frame[frame] * sum) : 1;
  }
  return result;
}

}  // namespace

std::vector<std::size_t> find_wild_frames(Scan const& scan, read::CountSums const& sums) {
  auto const& totals = sums.frame;
  double const particle = sums.smallest;
  double const middle = core::median(totals);
  double const most = std::max(bright_factor * middle, middle + least_particles * particle);
  auto const like = likeness(scan, sums, most);
  double const usual = core::median(like);
  auto deviation = like;
  for (auto& value : deviation) value = std::abs(value - usual);
  double const least = usual - std::max(least_difference, deviations * core::median(std::move(deviation)));
  std::vector<std::size_t> wild;
  for (std::size_t frame = 0; frame < scan.frames; ++frame)
    if (totals[frame] > most || (totals[frame] > least_particles * particle && like[frame] < least))
      wild.push_back(frame);
  return wild;
}

}  // namespace ptyger::inspect
