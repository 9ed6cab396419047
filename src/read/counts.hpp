#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <type_traits>
#include <vector>

#include "ptyger/scan.hpp"
#include "read/frame_set.hpp"
#include "read/window.hpp"

namespace ptyger::read {

/// How the values of a file become counts: squared when they are amplitudes, then less the dark frame.
struct CountConversion {
  bool amplitudes = false;       ///< the values are square roots of counts
  std::vector<float> dark = {};  ///< dark frame, [row][col] in the orientation of the file; empty: none
  /// Whether the values are counts already.
  bool is_identity() const { return !amplitudes && dark.empty(); }
};

/// Values of the files that are no counts, in pixels that the mask does not exclude.
struct UnusableValues {
  std::vector<std::uint32_t> by_pixel = {};           ///< [pixel of the window] frames in which its value is no count
  std::vector<std::uint32_t> negative_by_pixel = {};  ///< [pixel of the window] frames in which its value is negative
  std::vector<std::uint32_t> negative_by_frame = {};  ///< [frame] pixels with negative values
  std::size_t negative = 0;                           ///< negative values, which become 0
  std::size_t not_finite = 0;                         ///< values that are not finite
  std::size_t marks = 0;                              ///< values that detectors write where they measured nothing
  std::size_t masked = 0;                             ///< values that a mask for their frame excludes
};

/// Counts in memory. Values that were not measured are unmeasured<Count>.
struct RawCounts {
  Counts counts;            ///< [frame][row][col] of the window, in the orientation of the file
  UnusableValues unusable;  ///< what is no count in them
};

/// Value of RawCounts that stands for "not measured in this frame": -1 of floats, the greatest integer.
template <class Count>
inline constexpr Count unmeasured = std::is_floating_point_v<Count> ? static_cast<Count>(-1)
                                                                    : std::numeric_limits<Count>::max();

/// Which pixels of the window a frame measured, for masks and weights of single frames: 1 for each of them.
using FrameMask = std::function<std::vector<std::uint8_t>(std::int64_t frame)>;

/// The value by which detectors mark pixels in a type.
double mark_of(hdf5::Kind kind);

/// Reads the pixels of the window from the frames with these numbers, which ascend, in the orientation of the file.
///
/// | type in the file | type in memory | not measured |
/// | --- | --- | --- |
/// | uint8, uint16, uint32 | the same | the greatest number of the type |
/// | int8, int16, int32 | unsigned of the same size | |
/// | int64, uint64 | uint32 | 2^32 - 1; InputError when a count is greater |
/// | float32, float64, every type with a CountConversion | float | not finite; 2^32 - 1, or the mark of the type |
///
/// Negative values become 0. measured: [row][col] of the window; a value that this mask excludes is not judged, and is
/// 0 unless it is a count. Takes the memory of the result, and 16 MB or one frame.
RawCounts read_counts(FrameSet const& frames, std::vector<std::int64_t> const& indexes, Window const& window,
                      CountConversion const& conversion, std::vector<std::uint8_t> const& measured,
                      FrameMask const& frame_mask = {});

}  // namespace ptyger::read
