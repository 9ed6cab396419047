#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "inspect/inspection.hpp"
#include "ptyger/read_options.hpp"
#include "read/file_pixel.hpp"

namespace ptyger::inspect {

/// The axes of the positions, swapped, negated or rotated, do not fit the frames.
struct OrientationDiffers {
  PositionAxes best;      ///< axes that fit the frames
  PositionAxes given;     ///< axes that the user stated
  bool opposite = false;  ///< both axes negated; a probe with the opposite defocus would fit as well
};

/// Another scale of the positions fits the frames better.
struct ScaleDiffers {
  double scale = 1;  ///< positions that fit over positions of the file
  double gain = 0;   ///< relative fall of the misfit
};

/// The centre of mass of the mean pattern lies away from the zero frequency.
struct PatternNotCentred {
  double rows = 0;          ///< rows from the zero frequency to the centre of mass
  double cols = 0;          ///< columns from the zero frequency to the centre of mass
  bool in_corner = false;   ///< the file has its zero frequency in the corner, where no square can be cropped
  DetectorPoint centre;     ///< centre of mass in the frames of the file
  std::size_t largest = 0;  ///< side of the largest square around the centre with fast transforms; 0: --crop fits
};

/// The border of the frames has almost no counts.
struct BorderWithoutCounts {
  std::size_t signal_size = 0;  ///< rows = columns of the square that holds almost all counts, pixels
  std::size_t crop = 0;         ///< rows = columns of a square around it with fast transforms, pixels
  std::size_t detector = 0;     ///< rows = columns of the frames, pixels
};

/// Transforms of the frames are slow.
struct SlowSize {
  std::size_t detector = 0;  ///< rows = columns of the frames, pixels
  std::size_t factor = 0;    ///< largest prime factor of `detector`
  std::size_t faster = 0;    ///< largest size below `detector` with fast transforms, pixels
};

/// The files state no energy.
struct EnergyUnknown {};

/// The scan has no initial probe.
struct NoProbe {};

/// The initial probe has another power than the measured counts.
struct ProbePowerDiffers {
  double ratio = 0;  ///< power of the probe over the mean counts of a frame
};

/// The overlap is small when the beam is in focus; the probe is not known.
struct OverlapUnknown {
  double step_over_diameter = 0;  ///< distance to the nearest frame over the diameter of the beam in focus
};

/// Neighbouring frames overlap by less than a half.
struct OverlapLow {
  double overlap = 0;     ///< 1 - step / diameter; negative when frames do not overlap
  double step_m = 0;      ///< mean distance to the nearest frame
  double diameter_m = 0;  ///< diameter of the probe
};

/// There are too few frames to tell object and probe apart.
struct FewFrames {
  std::size_t frames = 0;  ///< number of frames
};

/// The frames lie along a line.
struct PositionsOnLine {
  double width_m = 0;  ///< width of the field across the line
};

/// The frames lie within less than half an object pixel of each other.
struct StepsTiny {
  std::size_t frames = 0;   ///< number of frames
  double extent_row_m = 0;  ///< height of the field of the positions
  double extent_col_m = 0;  ///< width of the field of the positions
  double pixel_m = 0;       ///< height of an object pixel
};

/// Frames lie many steps away from all others.
struct FramesFarOff {
  std::vector<std::int64_t> numbers;  ///< numbers of these frames in their file
  std::int64_t farthest = 0;          ///< number of the farthest frame in its file
  double distance_m = 0;              ///< from the farthest frame to its nearest neighbour
  double step_m = 0;                  ///< mean distance to the nearest frame
};

/// Frames lie at the position of an earlier frame.
struct PositionsRepeated {
  std::size_t frames = 0;  ///< number of these frames
};

/// The positions lie on a regular grid.
struct GridRegular {};

/// The object is large.
struct ObjectLarge {
  std::size_t rows = 0;      ///< rows of the object, pixels
  std::size_t cols = 0;      ///< columns of the object, pixels
  std::size_t detector = 0;  ///< rows = columns of the frames, pixels
};

/// Most frames of the files have no position.
struct PositionsMissing {
  std::size_t without_position = 0;  ///< number of these frames
  std::size_t in_file = 0;           ///< number of frames in the files
  std::vector<std::string> files;    ///< files of the scan
};

/// Frames have no measured pixel.
struct FramesEmpty {
  std::size_t frames = 0;  ///< number of these frames
  std::int64_t first = 0;  ///< number of the first empty frame in its file
};

/// Frames have less than half of the median counts.
struct FramesDark {
  std::vector<std::int64_t> numbers;  ///< numbers of these frames in their file
  std::int64_t darkest = 0;           ///< number of the darkest frame in its file
  double counts = 0;                  ///< counts of the darkest frame
  double median = 0;                  ///< median counts of a frame
};

/// Frames have a pattern unlike all others, or many times their counts.
struct FramesWild {
  std::vector<std::int64_t> numbers;  ///< numbers of these frames in their file
};

/// The frames can only be those of a near field.
struct NearFieldFrames {
  double width_m = 0;   ///< width of the sample that a frame shows
  double window_m = 0;  ///< width of the probe window of the far field
};

/// The values are no whole numbers of particles.
struct CountsNotWhole {
  double typical = 0;  ///< mean count of a bright pixel
};

/// Even the bright pixels have few counts.
struct CountsFew {
  double bright_mean = 0;  ///< counts of a bright pixel in a frame
};

/// Most pixels are masked.
struct MostlyMasked {
  std::size_t masked = 0;   ///< number of masked pixels
  std::size_t pixels = 0;   ///< number of pixels of a frame
  bool inverted = false;    ///< masked pixels hold most counts, as if good and bad were exchanged
  double share = 0;         ///< share of all counts on masked pixels
  std::string mask;         ///< mask that the user named; empty: the mask comes from the files
  MaskPolarity polarity{};  ///< polarity that the user stated
};

/// The detector was saturated.
struct DetectorSaturated {
  double largest = 0;           ///< largest count, or counts from which the detector saturates
  std::size_t occurrences = 0;  ///< number of measurements that reach it
  bool stated = false;          ///< the file states the limit of the detector
};

/// Pixels that are broken and not masked.
struct BrokenPixels {
  bool hot = false;            ///< far above all their neighbours; otherwise always zero beside or opposite to counts
  std::size_t pixels = 0;      ///< number of these pixels
  double share = 0;            ///< these pixels over all pixels of a frame
  read::FilePixel first = {};  ///< the first of these pixels, in the frames of the file
};

/// The file has negative counts, which were set to zero.
struct CountsNegative {
  std::size_t counts = 0;  ///< number of negative counts
};

/// Every pixel has counts that do not change with the position.
struct BackgroundCounts {
  double counts = 0;  ///< of a pixel in a frame
  double share = 0;   ///< these counts of all pixels over the mean counts of a frame
};

/// The brightness of the beam varies from frame to frame.
struct BrightnessVaries {
  double spread = 0;  ///< relative standard deviation
};

/// One thing that looks wrong with a scan.
using Finding =
    std::variant<OrientationDiffers, ScaleDiffers, PatternNotCentred, BorderWithoutCounts, SlowSize, EnergyUnknown,
                 NoProbe, ProbePowerDiffers, OverlapUnknown, OverlapLow, FewFrames, PositionsOnLine, StepsTiny,
                 FramesFarOff, PositionsRepeated, GridRegular, ObjectLarge, PositionsMissing, FramesEmpty, FramesDark,
                 FramesWild, NearFieldFrames, CountsNotWhole, CountsFew, MostlyMasked, DetectorSaturated, BrokenPixels,
                 CountsNegative, BackgroundCounts, BrightnessVaries>;

/// What looks wrong with a scan that was read with these options.
std::vector<Finding> findings(Scan const& scan, Inspection const& inspection, ReadOptions const& options);

/// How the positions should be turned where a check decided for another turn than the given one.
std::optional<OrientationDiffers> orientation_difference(solver::OrientationCheck const& check, PositionAxes given);

/// The findings without which a reconstruction may go wrong unnoticed: steps and overlap, frames and pixels that are
/// not like the others, values that are no counts. `counts`: statistics of the scan; `options` as of findings().
std::vector<Finding> serious_findings(Scan const& scan, CountStatistics const& counts, ReadOptions const& options);

}  // namespace ptyger::inspect
