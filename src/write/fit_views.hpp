#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "ptyger/result.hpp"
#include "ptyger/scan.hpp"

namespace ptyger::write {

/// The frames with the largest misfits, the largest first; at most `most` of them.
std::vector<std::size_t> worst_frames(FitSummary const& fit, std::size_t most);

/// Number of a frame in its file, as --skip-frames takes it.
std::int64_t number_in_file(Scan const& scan, std::size_t frame);

/// Median of the misfits of the frames; 0 without frames.
double median_misfit(FitSummary const& fit);

/// Mean counts of a detector pixel over rings around the zero frequency, one pixel wide.
struct RadialMeans {
  std::vector<double> measured;    ///< [radius in detector pixels], photons; 0: no pixel of the ring was measured
  std::vector<double> calculated;  ///< the same for the model
};
RadialMeans radial_means(Scan const& scan, FitSummary const& fit);

/// [D][D] (calculated - measured) / sqrt(measured + mean of all pixels / 1000): difference of the mean patterns in
/// units of the noise of one frame; zero frequency in the corner, 0 where a pixel was not measured.
std::vector<double> pattern_difference(Scan const& scan, FitSummary const& fit);

}  // namespace ptyger::write
