#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "ptyger/mapping.hpp"
#include "ptyger/orientation.hpp"
#include "ptyger/scan.hpp"

namespace ptyger {

/// A point on the detector in pixels, counted from 0; may lie between pixels.
struct DetectorPoint {
  double row = 0;  ///< row coordinate, growing downwards
  double col = 0;  ///< column coordinate, growing to the right
};

/// What the user states about a scan, in place of its files. Empty members leave the decision to the files.
struct ReadOptions {
  std::string mask = {};  ///< FILE or FILE:/DATASET, [row][col] like the frames of the file
  MaskPolarity mask_polarity = MaskPolarity::zero_is_good;  ///< which pixels of `mask` are good
  FrameOrientation frames = {};                             ///< how the frames are turned
  PositionAxes axes = {};                                   ///< how the positions are turned
  RasterGiven raster = {};                                  ///< positions of frames that have none in the files
  std::string position_unit = {};                           ///< unit of positions whose file states none
  FrameNumbers only_frames = {};                            ///< frames that are read; empty: all
  FrameNumbers skip_frames = {};                            ///< frames that are left out
  FrameHalf half = FrameHalf::all;                          ///< which half of the chosen frames is read
  std::optional<std::size_t> crop = {};                     ///< N: N x N pixels around the zero frequency are kept
  std::optional<DetectorPoint> center = {};                 ///< zero frequency in the frames of the file
  std::optional<double> energy_eV = {};          ///< energy of the photons, or kinetic energy of the electrons
  std::optional<double> distance_m = {};         ///< from sample to detector
  bool near_field = false;                       ///< the frames are near fields, not far fields
  std::optional<double> focus_to_sample_m = {};  ///< near field: from the focus to the sample; empty: a parallel beam
  std::optional<std::size_t> pad = {};           ///< N: frames are surrounded by unmeasured pixels to N x N pixels
  std::size_t upsample = 1;                      ///< U: a pixel is the sum over U x U pixels of the computed pattern
  std::string blur = {};                         ///< point spread: standard deviation in pixels, or FILE[:/DATASET]
  std::optional<double> detector_pixel_m = {};   ///< pixel of the detector, square
  std::optional<double> pixel_m = {};            ///< pixel of the object, square, as uncropped frames give it
  std::optional<double> angle_deg = {};          ///< angle of the sample in a tomography series
  std::optional<Mapping> mapping = {};           ///< layout of the files, in place of the known formats
};

}  // namespace ptyger
