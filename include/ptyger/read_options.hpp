#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "ptyger/mapping.hpp"
#include "ptyger/orientation.hpp"
#include "ptyger/scan.hpp"

namespace ptyger {

/// A pixel of the detector, counted from 0; may lie between pixels.
struct DetectorPoint {
  double row = 0;
  double col = 0;
};

/// What a user says of a scan, in place of its files. Whatever is empty is left to them.
struct ReadOptions {
  std::string mask = {};  ///< FILE or FILE:/DATASET, [row][col] like the frames of the file
  MaskPolarity mask_polarity = MaskPolarity::zero_is_good;
  FrameOrientation frames = {};
  PositionAxes axes = {};
  FrameHalf half = FrameHalf::all;              ///< which frames are read
  std::optional<std::size_t> crop = {};         ///< N: N x N pixels around the zero frequency are kept
  std::optional<DetectorPoint> center = {};     ///< zero frequency in the frames of the file
  std::optional<double> energy_eV = {};         ///< of the photon, or kinetic energy of the electron
  std::optional<double> distance_m = {};        ///< sample to detector
  std::optional<double> detector_pixel_m = {};  ///< pixel of the detector, square
  std::optional<double> pixel_m = {};           ///< of the object, square, as whole frames of D x D pixels give it
  std::optional<double> angle_deg = {};         ///< of the sample in a tomography series
  std::optional<Mapping> mapping = {};          ///< where the files have what, in place of the known formats
};

}  // namespace ptyger
