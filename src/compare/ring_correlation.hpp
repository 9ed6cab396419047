#pragma once

#include <optional>
#include <vector>

#include "compare/fourier_peak.hpp"

namespace ptyger::compare {

/// Fourier ring correlation of two images; one entry for each ring from the first beside the zero frequency to Nyquist.
struct RingCorrelation {
  std::vector<double> frequency;    ///< cycles a pixel (of the coarser axis), middle of the ring
  std::vector<double> correlation;  ///< Re sum F conj(G) / sqrt(sum |F|^2 sum |G|^2)
  std::vector<double> threshold;    ///< 1/2-bit threshold of this ring
  std::vector<double> samples;      ///< n of the threshold
  std::optional<double>
      crossing;  ///< cycles a pixel where the correlation first falls below; empty: not before Nyquist
};

/// 1/2-bit threshold of van Heel & Schatz 2005 (J. Struct. Biol. 151, 250), for two independent halves of the data:
/// T(n) = (0.2071 + 1.9102 / sqrt(n)) / (1.2071 + 0.9102 / sqrt(n)).
double half_bit_threshold(double n);

/// Rings are one frequency of the shorter axis wide; `pixel` are the extents of a pixel, in any unit. Both images are
/// multiplied with the window after their mean in it was taken off. n is the number of Fourier pixels of a ring (the
/// images are complex, so that all of them are independent) times the share of them that the window leaves independent
/// along a ring, sum w^2 / sqrt(N sum w^4) of N pixels: 1 without a window, and for one that is 1 in a square and 0
/// elsewhere the extent of the square over that of the image, as in the paper.
RingCorrelation ring_correlation(Field const& a, Field const& b, std::vector<double> const& window, Shape shape,
                                 Pair pixel);

}  // namespace ptyger::compare
