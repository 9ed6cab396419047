#pragma once

#include <complex>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "ptyger/orientation.hpp"

namespace ptyger {

/// Measured counts of all frames in the integer type of their file: [frame][row][col], photons (or electrons),
/// zero frequency in the corner [0][0]. Negative counts of the file are clamped to zero; a NaN of a floating-point
/// file is stored as -1, which marks that pixel of that frame as not measured.
using Counts =
    std::variant<std::vector<std::uint8_t>, std::vector<std::uint16_t>, std::vector<std::uint32_t>, std::vector<float>>;

/// Position of one frame's patch centre on the sample, metres. Row grows downwards (y), column to the right (x).
struct Position {
  double row_m = 0;
  double col_m = 0;
};

/// Probe modes in real space: [mode][row][col], the beam centred at [size/2][size/2]; empty when modes == 0.
struct ProbeModes {
  std::size_t modes = 0;
  std::size_t size = 0;  ///< rows = columns, pixels of the object
  std::vector<std::complex<double>> values;
};

/// Complex image of the sample: [row][col], transmission (dimensionless).
struct ObjectImage {
  std::size_t rows = 0;
  std::size_t cols = 0;
  std::vector<std::complex<double>> values;
};

/// Pixels of one frame.
struct FrameShape {
  std::size_t rows = 0;
  std::size_t cols = 0;

  std::size_t pixels() const { return rows * cols; }
  bool operator==(FrameShape const&) const = default;
};

/// The frames of a scan as its files have them, before they were cropped, turned and their zero frequency moved.
struct FramesOfFile {
  std::size_t frames = 0;
  std::size_t without_position = 0;  ///< of these, and therefore left out
  FrameShape shape = {};
  std::size_t zero_row = 0;  ///< the pixel that was taken for the zero frequency
  std::size_t zero_col = 0;
  FrameOrientation turned = {};  ///< how those of the scan were turned
};

/// Which frames of a scan are read. They are numbered from 0 in the order of the frames of the file, of those that have
/// a position: even is 0, 2, 4, ..., odd is 1, 3, 5, ... Both halves lie evenly over the whole field and share no
/// frame, so that their noise is independent; in rows of equally many frames they are alternate columns or, with an odd
/// number in a row, the two colours of a chessboard.
enum class FrameHalf { all, odd, even };

/// One ptychographic scan as every reader delivers it.
struct Scan {
  std::vector<std::string> sources;     ///< the files it was read from
  std::size_t frames = 0;               ///< number of frames N
  std::size_t detector = 0;             ///< D: frames are D x D pixels
  Counts counts;                        ///< [N][D][D], zero frequency in the corner
  std::vector<std::uint8_t> measured;   ///< [D][D], 1 = measured, 0 = masked, zero frequency in the corner
  std::vector<Position> positions;      ///< [N], metres
  std::vector<std::int64_t> indexes;    ///< [N], number of each frame in its file
  double pixel_row_m = 0;               ///< object pixel height, metres (lambda z / (D detector pixel))
  double pixel_col_m = 0;               ///< object pixel width, metres
  double wavelength_m = 0;              ///< 0 when the file does not say
  double energy_eV = 0;                 ///< photon energy, or kinetic energy of electrons; 0 when unknown
  double distance_m = 0;                ///< sample to detector; 0 when unknown
  std::optional<double> angle_deg;      ///< angle of the sample in a tomography series, degrees, if known
  ProbeModes probe;                     ///< initial probe of the file, if any
  std::vector<std::string> notes;       ///< what the reader decided or corrected, for the user
  FrameHalf half = FrameHalf::all;      ///< which frames of the files these are
  bool shared_start = false;            ///< of a half: it begins with an object that knows more than this half
  std::optional<FramesOfFile> in_file;  ///< of a scan that was read
};

}  // namespace ptyger
