#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "ptyger/scan.hpp"
#include "write/lit_region.hpp"

namespace ptyger::volume {

/// What must be known of a projection before its pixels are put into the volume.
struct Outline {
  std::string missing;      ///< why it cannot be used; empty: it can
  double pixel_row_m = 0;   ///< height of an object pixel, metres
  double pixel_col_m = 0;   ///< width, metres
  double center_row_m = 0;  ///< where pixel [rows/2][cols/2] of the object lies in the coordinates of the scan
  double center_col_m = 0;
  double energy_eV = 0;  ///< 0: not known
  std::size_t rows = 0;  ///< of the object
  std::size_t cols = 0;
  std::size_t top = 0;  ///< smallest rectangle of the object with all lit pixels (write/lit_region.hpp)
  std::size_t left = 0;
  std::size_t lit_rows = 0;
  std::size_t lit_cols = 0;
};

/// A mask in little memory, to be kept until the object is read: lengths of its runs of equal pixels, unlit first.
class PackedMask {
 public:
  PackedMask() = default;
  explicit PackedMask(write::LitMask const& mask);
  [[nodiscard]] write::LitMask unpack() const;

 private:
  write::LitMask frame_;  // without pixels
  std::vector<std::uint32_t> runs_;
};

struct OutlineAndMask {
  Outline outline;
  PackedMask mask;
};

/// Reads from a result in the product layout all but the object's pixels; without /ptyger/illumination every pixel is
/// lit. InputError that names the file when that cannot be read.
OutlineAndMask read_outline(std::string const& path);

/// Reads the pixels of the object inside of the rectangle. InputError when they cannot be read or are not finite, or
/// when the object is no longer that of the outline.
write::LitRegion read_lit_region(std::string const& path, Outline const& outline, PackedMask const& mask);

}  // namespace ptyger::volume
