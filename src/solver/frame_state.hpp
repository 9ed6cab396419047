#pragma once

#include <cstddef>
#include <vector>

#include "ptyger/checkpoint.hpp"

namespace ptyger::solver {

/// Where devices put what they propose for their own frames and for the background, for all to read after a reduction.
struct FrameProposals {
  FrameProposals(std::size_t scan_frames, std::size_t devices)
      : frames(scan_frames), objectives(scan_frames), background_slopes(devices) {}

  std::vector<FrameParameters> frames;                 ///< [frame of the scan]
  std::vector<double> objectives;                      ///< [frame of the scan], before they step
  std::vector<std::vector<double>> background_slopes;  ///< [device][2][row][col]
};

}  // namespace ptyger::solver
