#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "ptyger/orientation.hpp"

namespace ptyger {

/// Numbers of frames in their files, counted from 0: ranges with both ends.
using FrameNumbers = std::vector<std::pair<std::int64_t, std::int64_t>>;

/// A quantity that a dataset holds, or a number. Without both, the mapping does not state the quantity.
struct MappedQuantity {
  std::string dataset = {};           ///< path of the dataset
  std::optional<double> number = {};  ///< value, in `unit`; of a pair the height
  std::optional<double> width = {};   ///< second value of a pair: the width; only of pixels
  std::string unit = {};              ///< empty: the unit of the attribute `units` of the dataset, else the SI unit
};

/// Which dataset of the files holds which part of a scan, for files in none of the known layouts. A dataset is a path
/// in any of the files; an empty path says that the files do not hold that part.
struct Mapping {
  std::string file = {};                 ///< file of the mapping, for messages
  std::vector<std::string> frames = {};  ///< paths or patterns ("entry/data/data_*") of (N, D, D) or (A, B, D, D)
  bool amplitude = false;                ///< the frames are square roots of counts
  std::string positions = {};            ///< (N, 2) or any other shape of a translation, x first
  std::string position_x = {};           ///< (N,) in place of `positions`
  std::string position_y = {};           ///< (N,) in place of `positions`
  std::string position_unit = {};        ///< as MappedQuantity::unit; or `px`, pixels of the object
  RasterGiven raster = {};               ///< in place of positions
  std::string indexes = {};              ///< (N,) number of the frame of each position; negative: none
  FrameNumbers only_frames = {};         ///< as in ReadOptions
  FrameNumbers skip_frames = {};         ///< as in ReadOptions
  MappedQuantity energy = {};            ///< energy of the photons, or kinetic energy of the electrons
  MappedQuantity wavelength = {};        ///< in place of the energy
  MappedQuantity distance = {};          ///< from sample to detector
  MappedQuantity detector_pixel = {};    ///< pixel of the detector: its side, or height and width
  MappedQuantity pixel = {};             ///< pixel of the object: its side, or height and width
  MappedQuantity angle = {};             ///< angle of the sample in a tomography series, degrees
  std::string mask = {};                 ///< (D, D), or (N, D, D): of single frames
  MaskPolarity mask_polarity = MaskPolarity::zero_is_good;  ///< which pixels of the mask are good
  std::string dark = {};                                    ///< (D, D) or (K, D, D), subtracted from the frames
  std::string probe = {};                                   ///< (P, P) or (M, P, P), complex
  std::string propagation = {};                             ///< "farfield" or "nearfield"; empty: far fields
  FrameOrientation orientation = {};                        ///< how the frames are turned
  PositionAxes axes = {};                                   ///< how the positions are turned
};

}  // namespace ptyger
