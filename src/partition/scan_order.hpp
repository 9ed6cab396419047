#pragma once

#include <span>
#include <vector>

namespace ptyger::partition {

/// Whether the positions of the given frames extend further along columns than along rows.
bool wider(std::vector<double> const& row, std::vector<double> const& col, std::span<int const> frames);

/// Sorts frame numbers by a coordinate of their positions, equal coordinates by frame number. coordinate: [frame],
/// pixels.
void sort_along(std::vector<double> const& coordinate, std::span<int> frames);

/// Order of frames by recursive bisection of their positions at medians, along the longer axis first, equal coordinates
/// by frame number. Neighbours in the order are neighbours on the sample, and every k-th frame of the order covers the
/// scanned field evenly. row, col: [frame] patch corners, pixels. Returns frame numbers.
std::vector<int> scan_order(std::vector<double> const& row, std::vector<double> const& col);

/// scan_order() of the given frames only.
std::vector<int> scan_order(std::vector<double> const& row, std::vector<double> const& col, std::vector<int> frames);

}  // namespace ptyger::partition
