#pragma once

#include <optional>
#include <string>
#include <vector>

namespace ptyger {

/// How far two objects agree that were reconstructed from the two halves of the frames of one scan (FrameHalf). The
/// vectors have one entry for each ring of spatial frequencies, from the first after zero to Nyquist.
struct HalvesComparison {
  std::vector<double> frequency;       ///< middle of the ring, cycles per pixel of the coarser axis
  std::vector<double> correlation;     ///< Fourier ring correlation, -1 to 1
  std::vector<double> threshold;       ///< 1/2-bit threshold of the ring; van Heel & Schatz 2005
  double pixel_m = 0;                  ///< larger side of an object pixel, metres; 0: unknown
  std::optional<double> resolution_m;  ///< full period where the correlation first falls below the threshold, metres;
                                       ///< empty: not before Nyquist, or no pixel or no structure is known
  std::string resolution;              ///< the resolution in words, such as "38 nm (19 nm half period)"
  double nrmse = 0;                    ///< ||a - b|| / ||a|| over the illuminated pixels, after alignment
  double phase_rms = 0;                ///< root mean square of the phase difference there, radians
  std::string caveat;                  ///< what these numbers do not say, a sentence without a full stop
};

}  // namespace ptyger
