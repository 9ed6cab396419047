#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "ptyger/result.hpp"
#include "ptyger/scan.hpp"

namespace ptyger::write {

inline constexpr std::size_t listed_frames = 5;  ///< number of worst frames that are told
inline constexpr double far_worse = 2;           ///< misfit of a frame over the median, from which it is an outlier

/// The frames with the largest misfits, the largest first; at most `most` of them.
std::vector<std::size_t> worst_frames(FitSummary const& fit, std::size_t most = listed_frames);

/// The frames among worst_frames() whose misfit is `far_worse`: candidates for --skip-frames.
std::vector<std::size_t> outliers(FitSummary const& fit);

/// Numbers of frames in their file, as --skip-frames takes them, such as "4,17".
std::string numbers_in_file(Scan const& scan, std::vector<std::size_t> const& frames);

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
