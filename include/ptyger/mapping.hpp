#pragma once

#include <optional>
#include <string>

#include "ptyger/orientation.hpp"

namespace ptyger {

/// A quantity that stands in a dataset, or is a number itself; neither: not said.
struct MappedQuantity {
  std::string dataset = {};
  std::optional<double> number = {};
  std::string unit = {};  ///< empty: that of the dataset's attribute `units`, else the SI unit
};

/// Where the files of a beamline have what, for files in none of the known layouts. Datasets are paths in whichever of
/// the files has them; an empty one is not there.
struct Mapping {
  std::string file = {};        ///< where the mapping stands, for messages
  std::string frames = {};      ///< (N, D, D), or (A, B, D, D) of a raster
  bool amplitude = false;       ///< the frames are square roots of counts
  std::string positions = {};   ///< (N, 2) or any other shape of a translation, x first
  std::string position_x = {};  ///< or x and y apart, (N,) each
  std::string position_y = {};
  std::string position_unit = {};  ///< as MappedQuantity::unit; or px of the object
  MappedQuantity energy = {};
  MappedQuantity wavelength = {};
  MappedQuantity distance = {};
  MappedQuantity detector_pixel = {};
  MappedQuantity pixel = {};  ///< of the object
  MappedQuantity angle = {};  ///< degrees
  std::string mask = {};
  MaskPolarity mask_polarity = MaskPolarity::zero_is_good;
  std::string dark = {};
  std::string probe = {};
  std::string propagation = {};  ///< "farfield"; near-field frames are refused
  FrameOrientation orientation = {};
  PositionAxes axes = {};
};

}  // namespace ptyger
