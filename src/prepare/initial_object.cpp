#include "prepare/initial_object.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "model/placement.hpp"
#include "prepare/pixel_difference.hpp"
#include "ptyger/error.hpp"

namespace ptyger::prepare {
namespace {

// Shift along one axis, pixels: index in the earlier object = index in the present object + shift.
// center_m, the centre of the earlier object, lies at its pixel size/2. The patch of a frame at position r has its
// centre at pixel r / pixel_m - origin + probe/2 of the present object.
long shift_along(std::size_t size, double center_m, double pixel_m, double origin, std::size_t probe) {
  auto const half = [](std::size_t n) { return static_cast<double>(n) / 2; };
  return std::lround(half(size) - center_m / pixel_m - (half(probe) - origin));
}

}  // namespace

ObjectImage map_initial_object(read::EarlierResult const& initial, Scan const& scan, std::string const& file,
                               int drift) {
  if (auto const difference = pixel_difference(initial.pixel_row_m, initial.pixel_col_m, scan); !difference.empty())
    throw InputError(
        fmt::format("{}: {}; an object can only be used when its pixels agree within 0.1 %; leave --init out, or give "
                    "a result of the same wavelength, distance and detector",
                    file, difference));
  auto const place = model::place_frames(scan, scan.probe.modes > 0 ? scan.probe.size : scan.detector, drift);
  auto const& earlier = initial.object;
  auto const shift_rows =
      shift_along(earlier.rows, initial.center_row_m, scan.pixel_row_m, place.origin_row, place.probe);
  auto const shift_cols =
      shift_along(earlier.cols, initial.center_col_m, scan.pixel_col_m, place.origin_col, place.probe);
  // Rows [top, bottom) and columns [left, right) of the present object lie on the earlier object.
  auto const top = std::max(0L, -shift_rows);
  auto const left = std::max(0L, -shift_cols);
  auto const bottom = std::min(static_cast<long>(place.rows), static_cast<long>(earlier.rows) - shift_rows);
  auto const right = std::min(static_cast<long>(place.cols), static_cast<long>(earlier.cols) - shift_cols);
  if (top >= bottom || left >= right)
    throw InputError(file +
                     ": its object and the positions of the scan do not overlap; leave --init out, or give a result of "
                     "the same field of view");
  ObjectImage object{place.rows, place.cols, std::vector<std::complex<double>>(place.rows * place.cols, 1.0)};
  for (long row = top; row < bottom; ++row) {
    auto const source =
        earlier.values.begin() + (row + shift_rows) * static_cast<long>(earlier.cols) + left + shift_cols;
    std::copy(source, source + (right - left), object.values.begin() + row * static_cast<long>(place.cols) + left);
  }
  return object;
}

}  // namespace ptyger::prepare
