#pragma once

#include <algorithm>

namespace ptyger::model {

/// A line search evaluates every n-th frame of a scan, other frames each time; returns n. A step length is one number,
/// which some 70 frames determine as well as all when they are spread evenly over the field (perf/README.md, "Frames of
/// a line search"). n is odd, since even numbers meet the same columns in each row of many raster scans.
inline int trial_stride(int frames) {
  constexpr int least_frames = 72;  // that a search evaluates
  constexpr int longest = 15;
  int const stride = std::clamp(frames / least_frames, 1, longest);
  return stride % 2 == 1 ? stride : stride - 1;
}

}  // namespace ptyger::model
