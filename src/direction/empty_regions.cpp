#include "direction/empty_regions.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "device/instantiate.hpp"
#include "device/launch.hpp"

namespace ptyger::direction {
namespace {

template <class Real>
struct FillRegion {
  Complex<Real>* first;  ///< first pixel of the region
  int stride;            ///< from row to row
  Real value;

  KOKKOS_FUNCTION void operator()(device::Strip s) const {
    Complex<Real>* row = first + std::int64_t{s.row} * stride;
    for (int col = s.col; col < s.col + s.width; ++col) row[col] = value;
  }
};

/// Pixels of an axis whose centres lie in [low, high], metres: first, and number. place: of pixel 0, pixels.
std::pair<int, int> pixels_between(double low, double high, double pixel_m, double place, std::size_t end) {
  auto const last = static_cast<double>(end);
  double const first = std::clamp(std::ceil(low / pixel_m - place), 0.0, last);
  double const behind = std::clamp(std::floor(high / pixel_m - place) + 1, first, last);
  return {static_cast<int>(first), static_cast<int>(behind - first)};
}

}  // namespace

template <class Exec, class Real>
void EmptyRegions<Exec, Real>::set(std::vector<SampleRectangle> const& rectangles, Scan const& scan,
                                   model::Placement const& placement, core::Box const& local) {
  auto const middle = placement.probe / 2;  // from the corner of a patch to its position
  auto const half = static_cast<double>(middle);
  for (auto const& rectangle : rectangles) {
    auto const [row, rows] = pixels_between(rectangle.top_m, rectangle.bottom_m, scan.pixel_row_m,
                                            placement.origin_row - half, placement.rows);
    auto const [col, cols] = pixels_between(rectangle.left_m, rectangle.right_m, scan.pixel_col_m,
                                            placement.origin_col - half, placement.cols);
    auto const box = core::intersection({row, col, rows, cols}, local);
    if (!box.empty()) boxes_.push_back(box.relative_to(local));
  }
}

template <class Exec, class Real>
void EmptyRegions<Exec, Real>::fill(Array2<Exec, Complex<Real>> const& object, Real value) const {
  for (auto const& box : boxes_) {
    auto const w = model::window<Exec>(object, box);
    device::for_each_strip(device_.exec, "fill empty regions", w.extent,
                           FillRegion<Real>{object.data() + w.offset, w.stride, value});
  }
}

#define PTYGER_INSTANTIATE(Exec, Real) template class EmptyRegions<Exec, Real>;
PTYGER_FOR_EACH_DEVICE(PTYGER_INSTANTIATE)

}  // namespace ptyger::direction
