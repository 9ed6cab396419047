#pragma once

#include <span>
#include <vector>

namespace ptyger {

/// Frames by recursive bisection of their positions at medians, longest axis first, ties by frame index: neighbours in
/// the order are neighbours on the sample, and every k-th frame covers the whole field evenly.
/// row, col: patch corners in pixels, one per frame. Returns frame numbers.
std::vector<int> scan_order(std::span<double const> row, std::span<double const> col);

/// The same for some of the frames.
std::vector<int> scan_order(std::span<double const> row, std::span<double const> col, std::vector<int> frames);

}  // namespace ptyger
