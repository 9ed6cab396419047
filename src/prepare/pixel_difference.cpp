#include "prepare/pixel_difference.hpp"

#include <fmt/format.h>

#include <cmath>

namespace ptyger::prepare {
namespace {

constexpr double tolerance = 1e-3;

std::string difference(char const* side, double of_file, double of_scan) {
  if (std::abs(of_file / of_scan - 1) <= tolerance) return "";
  return fmt::format("its object pixels are {:.6g} m {}, the object pixels of the scan {:.6g} m", of_file, side,
                     of_scan);
}

}  // namespace

std::string pixel_difference(double row_m, double col_m, Scan const& scan) {
  auto const high = difference("high", row_m, scan.pixel_row_m);
  return high.empty() ? difference("wide", col_m, scan.pixel_col_m) : high;
}

}  // namespace ptyger::prepare
