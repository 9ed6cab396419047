#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ptyger/reading_report.hpp"
#include "ptyger/scan.hpp"
#include "read/frame_set.hpp"
#include "read/window.hpp"

namespace ptyger::read {

/// What makes counts of the values of a file.
struct CountConversion {
  bool amplitudes = false;       ///< the values are square roots of counts
  std::vector<float> dark = {};  ///< to be subtracted, [row][col] in the orientation of the file; empty: nothing
  bool none() const { return !amplitudes && dark.empty(); }
};

/// Reads the frames with these (ascending) numbers, in the orientation of the file, and of
/// each of them the pixels of the window.
///
/// | file | memory | rule |
/// | --- | --- | --- |
/// | uint8, uint16, uint32 | the same | |
/// | int8, int16, int32 | unsigned of the same size | negative counts become zero |
/// | int64, uint64 | uint32 | negative counts become zero; InputError when one does not fit |
/// | float32, float64 | float | negative counts become zero; what is not finite becomes -1, not measured |
///
/// With a treatment the counts of every file are float: squared first, then less the dark.
/// What was corrected is added to notes. Needs the memory of the result and at most 16 MB or one frame.
Counts read_counts(FrameSet const& frames, std::vector<std::int64_t> const& indexes, Window const& window,
                   CountConversion const& conversion, ReadingReport& report);

/// Masks the pixels that are measured in no frame, and adds their number to the notes.
void mask_never_measured(Scan& scan);

}  // namespace ptyger::read
