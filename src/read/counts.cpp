#include "read/counts.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <type_traits>

#include "core/interrupt.hpp"
#include "ptyger/error.hpp"

namespace ptyger::read {
namespace {

/// Numbers of counts that were corrected.
struct Corrections {
  std::size_t negative_counts = 0;    ///< became 0
  std::size_t non_finite_counts = 0;  ///< became -1, not measured
};

constexpr std::size_t buffer_bytes = 16u << 20;  // most bytes that are read at once, unless a frame has more

/// Converts a value of the file to a count, by the table in counts.hpp, and counts what it corrects.
template <class To, class From>
To to_count(From value, Corrections& corrections) {
  if constexpr (std::is_floating_point_v<From>) {
    auto const single = static_cast<To>(value);
    if (!std::isfinite(single)) {
      ++corrections.non_finite_counts;
      return -1;
    }
  }
  if constexpr (std::is_signed_v<From>) {
    if (value < 0) {
      ++corrections.negative_counts;
      return 0;
    }
  }
  return static_cast<To>(value);
}

/// InputError for a count that uint32 cannot hold.
template <class From>
void require_range(FrameSet const& set, From value) {
  if constexpr (std::is_integral_v<From> && sizeof(From) > 4) {
    if (value < 0 || static_cast<std::uint64_t>(value) <= std::numeric_limits<std::uint32_t>::max()) return;
    throw InputError(set.where() + " has a count of " + std::to_string(value) +
                     ", which exceeds 32 bits. If such values mark broken pixels, set them to zero and mask them.");
  }
}

/// Calls action(first frame of the file, number of frames, first frame of the result) for every run of consecutive
/// frames, at most `limit` frames long. Throws Interrupted between two runs.
template <class Action>
void for_each_run(std::vector<std::int64_t> const& indexes, std::size_t limit, Action&& action) {
  for (std::size_t begin = 0; begin < indexes.size();) {
    core::stop_if_interrupted();
    std::size_t end = begin + 1;
    while (end < indexes.size() && end - begin < limit && indexes[end] == indexes[end - 1] + 1) ++end;
    action(static_cast<std::size_t>(indexes[begin]), end - begin, begin);
    begin = end;
  }
}

/// Reads without a buffer: into the result, whose values are then corrected. From and To have the same size.
template <class From, class To>
std::vector<To> read_in_place(FrameSet const& set, std::vector<std::int64_t> const& indexes, Corrections& corrections) {
  std::size_t const pixels = set.shape().pixels();
  std::vector<To> counts(indexes.size() * pixels);
  std::size_t const limit = std::max<std::size_t>(1, buffer_bytes / (pixels * sizeof(From)));
  for_each_run(indexes, limit, [&](std::size_t first, std::size_t frames, std::size_t place) {
    To* const out = counts.data() + place * pixels;
    set.read(first, frames, reinterpret_cast<From*>(out));
  });
  if constexpr (!std::is_unsigned_v<From>) {
    for (To& count : counts) count = to_count<To>(static_cast<From>(count), corrections);
  }
  return counts;
}

/// Copies the window of one frame to `out` and corrects the values.
template <class From, class To>
void copy_window(FrameSet const& set, From const* frame, Window const& window, To* out, Corrections& corrections) {
  for (std::size_t row = 0; row < window.size; ++row) {
    From const* const line = frame + window.file_row(row) * window.frame.cols;
    std::size_t file_col = window.col;
    for (std::size_t col = 0; col < window.size; ++col) {
      require_range(set, line[file_col]);
      *out++ = to_count<To>(line[file_col], corrections);
      if (++file_col == window.frame.cols) file_col = 0;
    }
  }
}

/// Converts the values of one whole frame to counts; values that are not finite stay so.
template <class From>
void convert(From* frame, std::size_t pixels, CountConversion const& conversion) {
  if (conversion.amplitudes)
    for (std::size_t pixel = 0; pixel < pixels; ++pixel) frame[pixel] *= frame[pixel];
  for (std::size_t pixel = 0; pixel < conversion.dark.size(); ++pixel)
    frame[pixel] -= static_cast<From>(conversion.dark[pixel]);
}

/// Reads through a buffer: for types that become shorter, for windows, and for values that are converted.
template <class From, class To>
std::vector<To> read_buffered(FrameSet const& set, std::vector<std::int64_t> const& indexes, Window const& window,
                              CountConversion const& conversion, Corrections& corrections) {
  std::size_t const pixels = window.frame.pixels();
  std::size_t const window_pixels = window.size * window.size;
  std::size_t const limit = std::max<std::size_t>(1, buffer_bytes / (pixels * sizeof(From)));
  std::vector<To> counts(indexes.size() * window_pixels);
  std::vector<From> buffer(std::min(limit, indexes.size()) * pixels);
  for_each_run(indexes, limit, [&](std::size_t first, std::size_t frames, std::size_t place) {
    set.read(first, frames, buffer.data());
    for (std::size_t frame = 0; frame < frames; ++frame) {
      From* const values = buffer.data() + frame * pixels;
      if constexpr (std::is_floating_point_v<From>) convert(values, pixels, conversion);
      copy_window(set, values, window, counts.data() + (place + frame) * window_pixels, corrections);
    }
  });
  return counts;
}

template <class From, class To>
std::vector<To> read_as(FrameSet const& set, std::vector<std::int64_t> const& indexes, Window const& window,
                        Corrections& corrections) {
  if constexpr (sizeof(From) == sizeof(To)) {
    if (window.is_whole_frame()) return read_in_place<From, To>(set, indexes, corrections);
  }
  return read_buffered<From, To>(set, indexes, window, {}, corrections);
}

Counts read_kind(FrameSet const& set, std::vector<std::int64_t> const& indexes, Window const& window,
                 Corrections& corrections) {
  using hdf5::Kind;
  switch (set.kind()) {
    case Kind::uint8:
      return read_as<std::uint8_t, std::uint8_t>(set, indexes, window, corrections);
    case Kind::uint16:
      return read_as<std::uint16_t, std::uint16_t>(set, indexes, window, corrections);
    case Kind::uint32:
      return read_as<std::uint32_t, std::uint32_t>(set, indexes, window, corrections);
    case Kind::int8:
      return read_as<std::int8_t, std::uint8_t>(set, indexes, window, corrections);
    case Kind::int16:
      return read_as<std::int16_t, std::uint16_t>(set, indexes, window, corrections);
    case Kind::int32:
      return read_as<std::int32_t, std::uint32_t>(set, indexes, window, corrections);
    case Kind::int64:
      return read_as<std::int64_t, std::uint32_t>(set, indexes, window, corrections);
    case Kind::uint64:
      return read_as<std::uint64_t, std::uint32_t>(set, indexes, window, corrections);
    case Kind::float32:
      return read_as<float, float>(set, indexes, window, corrections);
    default:
      return read_as<double, float>(set, indexes, window, corrections);
  }
}

}  // namespace

Counts read_counts(FrameSet const& frames, std::vector<std::int64_t> const& indexes, Window const& window,
                   CountConversion const& conversion, ReadingReport& report) {
  Corrections corrections;
  Counts counts = conversion.is_identity()
                      ? read_kind(frames, indexes, window, corrections)
                      : read_buffered<float, float>(frames, indexes, window, conversion, corrections);
  if (corrections.negative_counts > 0) report.add(NegativeCountsClamped{corrections.negative_counts});
  if (corrections.non_finite_counts > 0) report.add(CountsNotFinite{corrections.non_finite_counts});
  return counts;
}

void mask_never_measured(Scan& scan) {
  auto const* const counts = std::get_if<std::vector<float>>(&scan.counts);
  if (counts == nullptr) return;
  std::size_t const pixels = scan.measured.size();
  std::size_t masked = 0;
  for (std::size_t pixel = 0; pixel < pixels; ++pixel) {
    if (scan.measured[pixel] == 0) continue;
    std::size_t i = pixel;  // becomes the first count of this pixel that was measured
    while (i < counts->size() && (*counts)[i] < 0) i += pixels;
    if (i < counts->size()) continue;
    scan.measured[pixel] = 0;
    ++masked;
  }
  if (masked > 0) scan.reading.add(PixelsNeverMeasured{masked});
}

}  // namespace ptyger::read
