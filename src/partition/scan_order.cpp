#include "partition/scan_order.hpp"

#include <algorithm>
#include <numeric>
#include <span>

namespace ptyger::partition {
namespace {

/// Largest minus smallest value among the given frames.
double spread(std::vector<double> const& values, std::span<int const> frames) {
  auto const less = [&](int a, int b) {
    return values[static_cast<std::size_t>(a)] < values[static_cast<std::size_t>(b)];
  };
  auto const [low, high] = std::minmax_element(frames.begin(), frames.end(), less);
  return values[static_cast<std::size_t>(*high)] - values[static_cast<std::size_t>(*low)];
}

/// Puts the frames into the order of scan_order().
void bisect(std::vector<double> const& row, std::vector<double> const& col, std::span<int> frames) {
  if (frames.size() <= 1) return;
  sort_along(wider(row, col, frames) ? col : row, frames);
  auto const half = frames.size() / 2;
  bisect(row, col, frames.first(half));
  bisect(row, col, frames.subspan(half));
}

}  // namespace

bool wider(std::vector<double> const& row, std::vector<double> const& col, std::span<int const> frames) {
  return spread(col, frames) > spread(row, frames);
}

void sort_along(std::vector<double> const& coordinate, std::span<int> frames) {
  std::sort(frames.begin(), frames.end(), [&](int a, int b) {
    auto const first = coordinate[static_cast<std::size_t>(a)];
    auto const second = coordinate[static_cast<std::size_t>(b)];
    return first != second ? first < second : a < b;
  });
}

std::vector<int> scan_order(std::vector<double> const& row, std::vector<double> const& col, std::vector<int> frames) {
  bisect(row, col, frames);
  return frames;
}

std::vector<int> scan_order(std::vector<double> const& row, std::vector<double> const& col) {
  std::vector<int> frames(row.size());
  std::iota(frames.begin(), frames.end(), 0);
  return scan_order(row, col, std::move(frames));
}

}  // namespace ptyger::partition
