#pragma once

#include <vector>

#include "model/detector/response_grid.hpp"
#include "ptyger/scan.hpp"

namespace ptyger::model {

/// The grid of waves of size x size pixels and their detector.
ResponseGrid response_grid(DetectorResponse const& response, int size, bool near_field);

/// Shares of the counts of a pixel that its neighbours get, [side][side] of the grid.
std::vector<double> point_spread(DetectorResponse const& response);

/// What the detector of a scan measures of an intensity, [row][col] of D x D: counts at the first pixels of its
/// detector pixels, 0 elsewhere.
std::vector<double> measured_intensity(Scan const& scan, std::vector<double> const& intensity);

/// An image whose values stand at the first pixels of the detector pixels, with an equal share of its value in each
/// pixel of a detector pixel.
std::vector<double> evenly_spread(Scan const& scan, std::vector<double> const& values);

}  // namespace ptyger::model
