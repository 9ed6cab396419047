#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "ptyger/scan.hpp"
#include "write/lit_region.hpp"

namespace ptyger::volume {

/// Geometry of a projection, from which the common field is made before any pixel is read.
struct Outline {
  std::string missing;      ///< why the projection cannot be used; empty: it can be used
  double pixel_row_m = 0;   ///< height of an object pixel, metres
  double pixel_col_m = 0;   ///< width of an object pixel, metres
  double center_row_m = 0;  ///< position of object pixel [rows/2][cols/2] in the scan, metres
  double center_col_m = 0;
  double energy_eV = 0;      ///< photon energy; 0: not known
  std::size_t rows = 0;      ///< rows of the object
  std::size_t cols = 0;      ///< columns of the object
  std::size_t top = 0;       ///< rows of the object above the lit rectangle (write/lit_region.hpp)
  std::size_t left = 0;      ///< columns of the object left of the lit rectangle
  std::size_t lit_rows = 0;  ///< rows of the lit rectangle
  std::size_t lit_cols = 0;  ///< columns of the lit rectangle
};

/// A mask in little memory: run lengths instead of pixels. Each mask is kept until the object of its projection is
/// read.
class PackedMask {
 public:
  PackedMask() = default;
  explicit PackedMask(write::LitMask const& mask);
  [[nodiscard]] write::LitMask unpack() const;

 private:
  write::LitMask rectangle_;         ///< place and shape, without pixels
  std::vector<std::uint32_t> runs_;  ///< lengths of runs of equal pixels in turn: not lit, lit, not lit ...
};

/// Outline of a projection and mask of its lit pixels.
struct OutlineAndMask {
  Outline outline;
  PackedMask mask;
};

/// Reads the geometry and the mask of a result in the product layout; without /ptyger/illumination every pixel is lit.
/// Throws InputError that names the file.
OutlineAndMask read_outline(std::string const& path);

/// Reads the object and cuts out its lit rectangle. Throws InputError when pixels cannot be read or are not finite, or
/// when the shape of the object differs from the outline.
write::LitRegion read_lit_region(std::string const& path, Outline const& outline, PackedMask const& mask);

}  // namespace ptyger::volume
