#include "read/unmeasured.hpp"

#include <algorithm>
#include <limits>

#include "core/median.hpp"
#include "ptyger/error.hpp"

namespace ptyger::read {
namespace {

constexpr double most_by_chance = 25;  // particles a frame; with more, no frame is empty by chance

double median_of_filled(std::vector<double> frames) {
  std::erase(frames, 0.0);
  return core::median(std::move(frames));
}

/// Removes the entries of a list with `entries` values a frame for which `removed` is 1.
template <class T>
void remove_frames(std::vector<T>& list, std::vector<std::uint8_t> const& removed, std::size_t entries) {
  auto at = [&](std::size_t frame) { return list.begin() + static_cast<std::ptrdiff_t>(frame * entries); };
  std::size_t kept = 0;
  for (std::size_t frame = 0; frame < removed.size(); ++frame) {
    if (removed[frame] != 0) continue;
    if (kept != frame) std::move(at(frame), at(frame + 1), at(kept));
    ++kept;
  }
  list.resize(kept * entries);
}

/// Takes the values of removed frames out of UnusableValues::by_pixel.
void forget_values(Scan const& scan, std::vector<std::uint8_t> const& removed, UnusableValues& unusable) {
  std::size_t const pixels = scan.measured.size();
  auto const measured = pixels - static_cast<std::size_t>(std::count(scan.measured.begin(), scan.measured.end(), 0));
  std::visit(
      [&](auto const& counts) {
        using Count = typename std::decay_t<decltype(counts)>::value_type;
        for (std::size_t frame = 0; frame < removed.size(); ++frame) {
          if (removed[frame] == 0) continue;
          bool const all_negative = unusable.negative_by_frame[frame] == measured;
          if (all_negative) unusable.negative -= measured;
          for (std::size_t pixel = 0; pixel < pixels; ++pixel) {
            if (scan.measured[pixel] == 0) continue;
            bool const is_unusable = all_negative || counts[frame * pixels + pixel] == unmeasured<Count>;
            unusable.by_pixel[pixel] -= is_unusable ? 1U : 0U;
            unusable.negative_by_pixel[pixel] -= all_negative ? 1U : 0U;
          }
        }
      },
      scan.counts);
}

/// The value of marks in counts that were read.
double mark_in(Counts const& all) {
  return std::visit(
      [](auto const& counts) {
        using Count = typename std::decay_t<decltype(counts)>::value_type;
        return std::is_integral_v<Count> ? static_cast<double>(unmeasured<Count>) : mark_of(hdf5::Kind::float32);
      },
      all);
}

/// Integers as floats, with -1 for unmeasured<>.
template <class Count>
std::vector<float> as_floats(std::vector<Count> const& counts) {
  std::vector<float> values(counts.size());
  std::transform(counts.begin(), counts.end(), values.begin(),
                 [](Count count) { return count == unmeasured<Count> ? -1.F : static_cast<float>(count); });
  return values;
}

}  // namespace

void leave_out_empty_frames(Scan& scan, CountSums& sums, UnusableValues& unusable) {
  auto const empty = static_cast<std::size_t>(std::count(sums.frame.begin(), sums.frame.end(), 0.0));
  if (empty == scan.frames)
    throw InputError(scan.sources.front() +
                     ": all measured counts are zero, so there is nothing to reconstruct. Check mask and frames.");
  if (empty == 0) return;
  auto const measured = static_cast<std::size_t>(std::count(scan.measured.begin(), scan.measured.end(), 1));
  bool const not_by_chance = median_of_filled(sums.frame) >= most_by_chance * sums.smallest;
  std::vector<std::uint8_t> removed(scan.frames);
  for (std::size_t frame = 0; frame < scan.frames; ++frame)
    removed[frame] = sums.frame[frame] == 0 && (not_by_chance || unusable.negative_by_frame[frame] == measured) ? 1 : 0;
  auto const number = static_cast<std::size_t>(std::count(removed.begin(), removed.end(), 1));
  if (number == 0) return;
  auto const first = static_cast<std::size_t>(std::find(removed.begin(), removed.end(), 1) - removed.begin());
  scan.reading.add(FramesWithoutCounts{.frames = number, .first = scan.indexes[first]});
  forget_values(scan, removed, unusable);
  std::visit([&](auto& counts) { remove_frames(counts, removed, scan.measured.size()); }, scan.counts);
  remove_frames(scan.positions, removed, 1);
  remove_frames(scan.indexes, removed, 1);
  remove_frames(sums.frame, removed, 1);
  remove_frames(sums.measured_in, removed, 1);
  scan.frames -= number;
}

void mask_unmeasured(Scan& scan, UnusableValues& unusable) {
  std::size_t const pixels = scan.measured.size();
  std::vector<std::size_t> masked;
  for (std::size_t pixel = 0; pixel < pixels; ++pixel) {
    if (scan.measured[pixel] == 0 || unusable.by_pixel[pixel] < scan.frames) continue;
    scan.measured[pixel] = 0;
    unusable.negative -= unusable.negative_by_pixel[pixel];
    masked.push_back(pixel);
  }
  std::visit(
      [&](auto& counts) {
        for (std::size_t frame = 0; frame < scan.frames; ++frame)
          for (std::size_t const pixel : masked) counts[frame * pixels + pixel] = 0;
      },
      scan.counts);
  if (!masked.empty()) scan.reading.add(PixelsNeverMeasured{masked.size()});
  if (unusable.marks > 0) scan.reading.add(CountsMarked{.values = unusable.marks, .mark = mark_in(scan.counts)});
  if (unusable.not_finite > 0) scan.reading.add(CountsNotFinite{unusable.not_finite});
  if (unusable.negative > 0) scan.reading.add(NegativeCountsClamped{unusable.negative});
  std::vector<float> floats;
  std::visit(
      [&](auto const& counts) {
        using Count = typename std::decay_t<decltype(counts)>::value_type;
        if constexpr (std::is_integral_v<Count>)
          if (unusable.marks + unusable.masked > 0 &&
              std::find(counts.begin(), counts.end(), unmeasured<Count>) != counts.end())
            floats = as_floats(counts);
      },
      scan.counts);
  if (!floats.empty()) scan.counts = std::move(floats);
}

}  // namespace ptyger::read
