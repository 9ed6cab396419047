#pragma once

#include "ptyger/options.hpp"
#include "ptyger/scan.hpp"

namespace ptyger::tuning {

/// Noise model for the counts of these frames, and why.
struct NoiseChoice {
  Noise noise = Noise::gaussian;
  double mean_count = 0;  ///< particles a measured pixel; 0 where the frames hold no particles
};

/// Poisson where a pixel has less than one particle on average: the square root of so few has no equal variance, and
/// its mean is far from the root of the intensity, so that the amplitude model lowers the contrast of the object.
/// Frames in another unit than particles get the amplitude model, which does not depend on it.
NoiseChoice choose_noise(Scan const& scan);

}  // namespace ptyger::tuning
