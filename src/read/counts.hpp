#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ptyger/reading_report.hpp"
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

/// Reads the pixels of the window from the frames with these numbers, which ascend, in the orientation of the file.
///
/// | type in the file | type in memory | rule |
/// | --- | --- | --- |
/// | uint8, uint16, uint32 | the same | |
/// | int8, int16, int32 | unsigned of the same size | negative counts become zero |
/// | int64, uint64 | uint32 | negative counts become zero; InputError when a count does not fit |
/// | float32, float64, every type with a CountConversion | float | negative: zero; not finite: -1, not measured |
///
/// Reports the numbers of negative counts and of counts that are not finite. Takes the memory of the result, and 16 MB
/// or one frame.
Counts read_counts(FrameSet const& frames, std::vector<std::int64_t> const& indexes, Window const& window,
                   CountConversion const& conversion, ReadingReport& report);

/// Masks the pixels that no frame measured; reported as PixelsNeverMeasured.
void mask_never_measured(Scan& scan);

}  // namespace ptyger::read
