#include "read/counts.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <type_traits>

#include "core/interrupt.hpp"
#include "ptyger/error.hpp"

namespace ptyger::read {
namespace {

constexpr std::size_t buffer_bytes = 16u << 20;  // most bytes that are read at once, unless a frame has more
constexpr double largest_uint32 = 4294967295.0;  // detectors mark pixels by it, also in wider types

template <class From>
bool is_negative(From value) {
  if constexpr (std::is_unsigned_v<From>)
    return false;
  else
    return value < 0;
}

/// Whether a value is a count without further questions: neither negative, nor a mark, nor too large for 32 bits.
template <class From>
bool is_plain(From value) {
  if constexpr (std::is_floating_point_v<From>)
    return value >= 0 && value < static_cast<From>(largest_uint32);
  else if constexpr (sizeof(From) > 4)
    return !is_negative(value) && value < static_cast<From>(std::numeric_limits<std::uint32_t>::max());
  else if constexpr (std::is_signed_v<From>)
    return value >= 0;
  else
    return value != std::numeric_limits<From>::max();
}

/// Whether a value that is_plain() refuses is a mark.
template <class From>
bool is_mark(From value) {
  if constexpr (std::is_floating_point_v<From>)
    return value == static_cast<From>(largest_uint32);
  else
    return !is_negative(value) &&
           static_cast<std::uint64_t>(value) ==
               (sizeof(From) > 4 ? std::numeric_limits<std::uint32_t>::max() : std::numeric_limits<From>::max());
}

/// Turns values of the file into counts, by the table in counts.hpp.
class Cleaner {
 public:
  Cleaner(std::string const& where, std::vector<std::uint8_t> const& measured, std::size_t frames, bool converted)
      : where_(where), measured_(measured), converted_(converted) {
    found.by_pixel.resize(measured.size());
    found.negative_by_pixel.resize(measured.size());
    found.negative_by_frame.resize(frames);
  }

  /// Counts of one frame of the window; `in` and `out` may be the same memory.
  template <class From, class To>
  void clean(From const* in, To* out, std::size_t frame) {
    std::size_t const pixels = measured_.size();
    bool plain = true;  // no early end, so that the loop is vectorised
    for (std::size_t pixel = 0; pixel < pixels; ++pixel) plain &= is_plain(in[pixel]);
    if (plain && static_cast<void const*>(in) == out) return;
    for (std::size_t pixel = 0; pixel < pixels; ++pixel)
      out[pixel] = plain ? static_cast<To>(in[pixel]) : count_of<From, To>(in[pixel], pixel, frame);
  }

  /// The same for a frame with a mask of its own.
  template <class From, class To>
  void clean_masked(From const* in, To* out, std::size_t frame, std::vector<std::uint8_t> const& good) {
    for (std::size_t pixel = 0; pixel < measured_.size(); ++pixel) {
      if (measured_[pixel] == 0 || good[pixel] != 0) {
        out[pixel] = count_of<From, To>(in[pixel], pixel, frame);
        continue;
      }
      ++found.by_pixel[pixel];
      ++found.masked;
      out[pixel] = unmeasured<To>;
    }
  }

  UnusableValues found;

 private:
  template <class From, class To>
  To count_of(From value, std::size_t pixel, std::size_t frame) {
    return is_plain(value) ? static_cast<To>(value) : judge<From, To>(value, pixel, frame);
  }

  /// Count of a value that is_plain() refuses.
  template <class From, class To>
  To judge(From value, std::size_t pixel, std::size_t frame) {
    if (measured_[pixel] == 0) return 0;
    bool const negative = is_negative(value);
    if constexpr (std::is_floating_point_v<From>) {
      auto const count = static_cast<To>(value);
      if (std::isfinite(count) && !negative && !is_mark(value)) return count;
      found.not_finite += std::isfinite(count) ? 0U : 1U;
      found.by_pixel[pixel] += negative && converted_ ? 0U : 1U;
      if (!std::isfinite(count)) return unmeasured<To>;
    } else {
      if (!negative && !is_mark(value))
        throw InputError(where_ + " has a count of " + std::to_string(value) +
                         ", which exceeds 32 bits. If such values mark broken pixels, mask them.");
      ++found.by_pixel[pixel];
    }
    if (!negative) {
      ++found.marks;
      return unmeasured<To>;
    }
    ++found.negative;
    if (converted_) return 0;  // noise about the dark
    ++found.negative_by_pixel[pixel];
    ++found.negative_by_frame[frame];
    return 0;
  }

  std::string const& where_;
  std::vector<std::uint8_t> const& measured_;
  bool converted_;  ///< the values were converted
};

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

/// What is read, and from where.
struct Source {
  FrameSet const& set;
  std::vector<std::int64_t> const& indexes;  ///< numbers of the frames
  Window const& window;
  FrameMask const& frame_mask;  ///< may be empty
};

/// Cleans the window of one frame. place: number of the frame in the result.
template <class From, class To>
void clean_frame(Source const& from, Cleaner& cleaner, From const* in, To* out, std::size_t place) {
  if (from.frame_mask)
    cleaner.clean_masked(in, out, place, from.frame_mask(from.indexes[place]));
  else
    cleaner.clean(in, out, place);
}

/// Reads whole frames without a buffer: into the result, whose values are then cleaned. From and To have the same size.
template <class From, class To>
std::vector<To> read_in_place(Source const& from, Cleaner& cleaner) {
  std::size_t const pixels = from.set.shape().pixels();
  std::vector<To> counts(from.indexes.size() * pixels);
  std::size_t const limit = std::max<std::size_t>(1, buffer_bytes / (pixels * sizeof(From)));
  for_each_run(from.indexes, limit, [&](std::size_t first, std::size_t frames, std::size_t place) {
    auto* const values = reinterpret_cast<From*>(counts.data() + place * pixels);
    from.set.read(first, frames, values);
    for (std::size_t frame = 0; frame < frames; ++frame)
      clean_frame(from, cleaner, values + frame * pixels, counts.data() + (place + frame) * pixels, place + frame);
  });
  return counts;
}

/// Copies the pixels of the window from a frame.
template <class T>
void crop(T const* frame, Window const& window, std::vector<T>& cropped) {
  cropped.clear();
  for (std::size_t row = 0; row < window.size; ++row)
    for (std::size_t col = 0; col < window.size; ++col) cropped.push_back(window.take(frame, row, col, T{0}));
}

/// Converts the values of one whole frame to counts. Marks, negative values and values that are not finite become NaN.
void convert(float* frame, std::size_t pixels, CountConversion const& conversion, float mark) {
  for (std::size_t pixel = 0; pixel < pixels; ++pixel) {
    float& value = frame[pixel];
    if (value == mark || value < 0) value = std::numeric_limits<float>::quiet_NaN();
    if (conversion.amplitudes) value *= value;
    if (!conversion.dark.empty()) value -= conversion.dark[pixel];
  }
}

/// Reads through a buffer: for types that become shorter, for windows, and for values that are converted.
template <class From, class To>
std::vector<To> read_buffered(Source const& from, Cleaner& cleaner, CountConversion const& conversion = {},
                              float mark = 0) {
  Window const& window = from.window;
  std::size_t const pixels = window.frame.pixels();
  std::size_t const window_pixels = window.size * window.size;
  std::size_t const limit = std::max<std::size_t>(1, buffer_bytes / (pixels * sizeof(From)));
  std::vector<To> counts(from.indexes.size() * window_pixels);
  std::vector<From> buffer(std::min(limit, from.indexes.size()) * pixels);
  std::vector<From> cropped;
  for_each_run(from.indexes, limit, [&](std::size_t first, std::size_t frames, std::size_t place) {
    from.set.read(first, frames, buffer.data());
    for (std::size_t frame = 0; frame < frames; ++frame) {
      From* const values = buffer.data() + frame * pixels;
      if constexpr (std::is_same_v<From, float>)
        if (!conversion.is_identity()) convert(values, pixels, conversion, mark);
      crop(values, window, cropped);
      clean_frame(from, cleaner, cropped.data(), counts.data() + (place + frame) * window_pixels, place + frame);
    }
  });
  return counts;
}

template <class From, class To>
std::vector<To> read_as(Source const& from, Cleaner& cleaner) {
  if constexpr (sizeof(From) == sizeof(To)) {
    if (from.window.is_whole_frame()) return read_in_place<From, To>(from, cleaner);
  }
  return read_buffered<From, To>(from, cleaner);
}

Counts read_kind(Source const& from, Cleaner& cleaner) {
  using hdf5::Kind;
  switch (from.set.kind()) {
    case Kind::uint8:
      return read_as<std::uint8_t, std::uint8_t>(from, cleaner);
    case Kind::uint16:
      return read_as<std::uint16_t, std::uint16_t>(from, cleaner);
    case Kind::uint32:
      return read_as<std::uint32_t, std::uint32_t>(from, cleaner);
    case Kind::int8:
      return read_as<std::int8_t, std::uint8_t>(from, cleaner);
    case Kind::int16:
      return read_as<std::int16_t, std::uint16_t>(from, cleaner);
    case Kind::int32:
      return read_as<std::int32_t, std::uint32_t>(from, cleaner);
    case Kind::int64:
      return read_as<std::int64_t, std::uint32_t>(from, cleaner);
    case Kind::uint64:
      return read_as<std::uint64_t, std::uint32_t>(from, cleaner);
    case Kind::float32:
      return read_as<float, float>(from, cleaner);
    default:
      return read_as<double, float>(from, cleaner);
  }
}

}  // namespace

double mark_of(hdf5::Kind kind) {
  if (kind == hdf5::Kind::uint8) return std::numeric_limits<std::uint8_t>::max();
  if (kind == hdf5::Kind::uint16) return std::numeric_limits<std::uint16_t>::max();
  return largest_uint32;
}

RawCounts read_counts(FrameSet const& frames, std::vector<std::int64_t> const& indexes, Window const& window,
                      CountConversion const& conversion, std::vector<std::uint8_t> const& measured,
                      FrameMask const& frame_mask) {
  Cleaner cleaner(frames.where(), measured, indexes.size(), !conversion.is_identity());
  Source const from{frames, indexes, window, frame_mask};
  auto counts = conversion.is_identity() ? read_kind(from, cleaner)
                                         : read_buffered<float, float>(from, cleaner, conversion,
                                                                       static_cast<float>(mark_of(frames.kind())));
  return {std::move(counts), std::move(cleaner.found)};
}

}  // namespace ptyger::read
