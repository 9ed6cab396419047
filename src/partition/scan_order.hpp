#pragma once

#include <span>
#include <vector>

namespace ptyger::partition {

/// The positions of some frames reach further in columns than in rows.
bool wider(std::vector<double> const& row, std::vector<double> const& col, std::span<int const> frames);

/// Sorts frames by one coordinate of their positions, ties by frame number.
void sort_along(std::vector<double> const& coordinate, std::span<int> frames);

/// Frames by recursive bisection of their positions at medians, longest axis first, ties by frame index: neighbours in
/// the order are neighbours on the sample, and every k-th frame covers the whole field evenly.
/// row, col: patch corners in pixels, one per frame. Returns frame numbers.
std::vector<int> scan_order(std::vector<double> const& row, std::vector<double> const& col);

/// The same for some of the frames.
std::vector<int> scan_order(std::vector<double> const& row, std::vector<double> const& col, std::vector<int> frames);

}  // namespace ptyger::partition
