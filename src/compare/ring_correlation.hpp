#pragma once

#include <optional>
#include <vector>

#include "compare/fourier_peak.hpp"

namespace ptyger::compare {

/// Fourier ring correlation of two images; one entry for each ring, from the first after the zero frequency to Nyquist.
struct RingCorrelation {
  std::vector<double> frequency;    ///< middle of the ring, cycles per pixel of the coarser axis
  std::vector<double> correlation;  ///< Re sum F conj(G) / sqrt(sum |F|^2 sum |G|^2)
  std::vector<double> threshold;    ///< 1/2-bit threshold of this ring
  std::vector<double> samples;      ///< number of independent samples n in the ring
  /// Frequency where the correlation first falls below the threshold, cycles per pixel; empty: not before Nyquist.
  std::optional<double> crossing;
};

/// 1/2-bit threshold of van Heel & Schatz 2005 (J. Struct. Biol. 151, 250), for two independent halves of the data:
/// T(n) = (0.2071 + 1.9102 / sqrt(n)) / (1.2071 + 0.9102 / sqrt(n)).
double half_bit_threshold(double n);

/// Rings are one frequency of the shorter axis wide; `pixel` is the size of a pixel, in any unit. The images enter as
/// windowed(). n is the number of Fourier pixels in a ring (all independent, since the images are complex) times the
/// share that stays independent along a ring under the window, sum w^2 / sqrt(N sum w^4) for N pixels. The share is 1
/// without a window; for a window that is 1 in a square it is the extent of the square over the extent of the image, as
/// in the paper.
RingCorrelation ring_correlation(Field const& a, Field const& b, std::vector<double> const& window, Shape shape,
                                 Pair pixel);

}  // namespace ptyger::compare
