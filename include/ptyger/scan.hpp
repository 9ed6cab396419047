#pragma once

#include <array>
#include <complex>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "ptyger/orientation.hpp"
#include "ptyger/reading_report.hpp"
#include "ptyger/words.hpp"

namespace ptyger {

/// Measured counts of all frames in the integer type of their file: [frame][row][col], photons (or electrons),
/// zero frequency, or middle of a near field, in the corner [0][0]. Negative counts of the file are clamped to zero; a
/// NaN of a floating-point file is stored as -1, which marks that pixel of that frame as not measured.
using Counts =
    std::variant<std::vector<std::uint8_t>, std::vector<std::uint16_t>, std::vector<std::uint32_t>, std::vector<float>>;

/// Position of one frame's patch centre on the sample, metres. Row grows downwards (y), column to the right (x).
struct Position {
  double row_m = 0;  ///< y coordinate, metres
  double col_m = 0;  ///< x coordinate, metres
};

/// Probe modes in real space: [mode][row][col], the beam centred at [size/2][size/2]; empty when modes == 0.
struct ProbeModes {
  std::size_t modes = 0;                     ///< number of modes M
  std::size_t size = 0;                      ///< P: rows = columns of a mode, in object pixels
  std::vector<std::complex<double>> values;  ///< [M][P][P], sqrt(photons)
};

/// Complex image of the sample: transmission, dimensionless.
struct ObjectImage {
  std::size_t rows = 0;                      ///< pixels downwards
  std::size_t cols = 0;                      ///< pixels to the right
  std::vector<std::complex<double>> values;  ///< [row][col]
};

/// Size of one frame.
struct FrameShape {
  std::size_t rows = 0;  ///< pixels downwards
  std::size_t cols = 0;  ///< pixels to the right

  /// Number of pixels.
  std::size_t pixels() const { return rows * cols; }
  /// Whether both sizes are equal.
  bool operator==(FrameShape const&) const = default;
};

/// The frames of a scan in its files, before they were cropped and turned and their zero frequency was moved.
struct FramesOfFile {
  std::size_t frames = 0;            ///< number of frames in the files
  std::size_t without_position = 0;  ///< frames without a position, which the scan leaves out
  FrameShape shape = {};             ///< size of a frame
  std::size_t zero_row = 0;          ///< row of the pixel that was taken for the zero frequency
  std::size_t zero_col = 0;          ///< column of that pixel
  FrameOrientation turned = {};      ///< how the frames of the scan were turned
};

/// Geometry of a near-field scan: the detector sees the magnified hologram of the exit wave.
struct NearField {
  double focus_to_sample_m = 0;     ///< from the focus of a diverging beam to the sample; 0: a parallel beam
  double magnification = 1;         ///< (focus to detector) / (focus to sample); 1: a parallel beam
  double effective_distance_m = 0;  ///< of the equivalent parallel beam: sample to detector / magnification
};

/// How a detector measures the intensity of the waves (src/solver/README.md, "Detector").
struct DetectorResponse {
  std::size_t upsampling = 1;     ///< U: a count is the sum over U x U pixels of the waves
  std::size_t blur_side = 0;      ///< s, odd; 0: no blur
  std::vector<double> blur = {};  ///< [s][s] share of the counts of a pixel that its neighbours get, detector pixels
  /// Whether each pixel of the waves is a pixel of the detector and gets its own counts only.
  bool ideal() const { return upsampling == 1 && blur_side == 0; }
  /// The pixel of frames of size x size pixels where the counts of `pixel` stand: the first of its U x U pixels.
  std::size_t first_pixel(std::size_t pixel, std::size_t size) const {
    return pixel / size / upsampling * upsampling * size + pixel % size / upsampling * upsampling;
  }
};

/// Which frames of a scan are read. Frames that have a position are numbered from 0 in the order of the file. Both
/// halves cover the whole field evenly and share no frame, so their noise is independent. In a raster they are
/// alternate columns or, with an odd number of frames in a row, the two colours of a chessboard.
enum class FrameHalf {
  all,  ///< every frame
  odd,  ///< frames 1, 3, 5, ...
  even  ///< frames 0, 2, 4, ...
};
/// Words of FrameHalf.
constexpr std::array<Word<FrameHalf>, 3> words_of(FrameHalf) {
  return {{{"all", FrameHalf::all}, {"odd", FrameHalf::odd}, {"even", FrameHalf::even}}};
}

/// One ptychographic scan, as read_scan() returns it for every format.
struct Scan {
  std::vector<std::string> sources;     ///< the files that it was read from
  std::size_t frames = 0;               ///< number of frames N
  std::size_t detector = 0;             ///< D: frames are D x D pixels
  Counts counts;                        ///< [N][D][D], zero frequency in the corner
  std::vector<std::uint8_t> measured;   ///< [D][D], 1 = measured, 0 = masked, zero frequency in the corner
  std::vector<Position> positions;      ///< [N], metres
  std::vector<std::int64_t> indexes;    ///< [N], number of each frame in its file
  double pixel_row_m = 0;               ///< object pixel height, metres: lambda z / (D p), near: p / M; p: detector
  double pixel_col_m = 0;               ///< object pixel width, metres
  double wavelength_m = 0;              ///< 0 when the file does not say
  double energy_eV = 0;                 ///< photon energy, or kinetic energy of electrons; 0 when unknown
  double distance_m = 0;                ///< sample to detector; 0 when unknown
  std::optional<NearField> near_field;  ///< empty: the frames are far fields
  DetectorResponse response;            ///< with upsampling, counts stand at the first of their U x U pixels of D x D,
                                        ///< and the others are not measured
  std::optional<double> angle_deg;      ///< angle of the sample in a tomography series, degrees, if known
  ProbeModes probe;                     ///< initial probe of the files; empty when they hold none
  std::vector<std::uint8_t> probe_of_frame;  ///< [N] number of the frame's probe; empty: one probe for all frames
  std::vector<ProbeModes> further_probes;    ///< initial probes of the numbers 1, 2...; an empty one begins as `probe`
  std::optional<double> saturation;          ///< counts from which the detector saturates, if the files state it
  ReadingReport reading;                     ///< what the reader found, decided and corrected
  FrameHalf half = FrameHalf::all;           ///< which frames of the files these are
  bool shared_start = false;  ///< of a half: the initial object was reconstructed from frames of the other half, too
  std::optional<FramesOfFile> in_file;  ///< the frames in the files; empty when the caller made the scan
};

}  // namespace ptyger
