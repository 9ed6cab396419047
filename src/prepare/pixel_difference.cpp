#include "prepare/pixel_difference.hpp"

#include <fmt/format.h>

#include <cmath>

namespace ptyger::prepare {
namespace {

constexpr double tolerance = 1e-3;  // relative difference of pixel sizes

std::string difference(char const* side, double of_file, double of_scan) {
  if (std::abs(of_file / of_scan - 1) <= tolerance) return "";
  return fmt::format("its object pixels are {:.6g} m {}, the object pixels of the scan {:.6g} m", of_file, side,
                     of_scan);
}

}  // namespace

std::string pixel_difference(double height_m, double width_m, Scan const& scan) {
  auto const height_difference = difference("high", height_m, scan.pixel_row_m);
  return height_difference.empty() ? difference("wide", width_m, scan.pixel_col_m) : height_difference;
}

}  // namespace ptyger::prepare
