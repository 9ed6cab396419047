#include "partition/scan_order.hpp"

#include <algorithm>
#include <numeric>
#include <span>

namespace ptyger {
namespace {

double spread(std::span<double const> values, std::span<int const> frames) {
  auto const less = [&](int a, int b) {
    return values[static_cast<std::size_t>(a)] < values[static_cast<std::size_t>(b)];
  };
  auto const [low, high] = std::minmax_element(frames.begin(), frames.end(), less);
  return values[static_cast<std::size_t>(*high)] - values[static_cast<std::size_t>(*low)];
}

void bisect(std::span<double const> row, std::span<double const> col, std::span<int> frames) {
  if (frames.size() <= 1) return;
  auto const axis = spread(col, frames) > spread(row, frames) ? col : row;
  std::sort(frames.begin(), frames.end(), [&](int a, int b) {
    auto const first = axis[static_cast<std::size_t>(a)];
    auto const second = axis[static_cast<std::size_t>(b)];
    return first != second ? first < second : a < b;
  });
  auto const half = frames.size() / 2;
  bisect(row, col, frames.first(half));
  bisect(row, col, frames.subspan(half));
}

}  // namespace

std::vector<int> scan_order(std::vector<double> const& row, std::vector<double> const& col, std::vector<int> frames) {
  bisect(row, col, frames);
  return frames;
}

std::vector<int> scan_order(std::vector<double> const& row, std::vector<double> const& col) {
  std::vector<int> frames(row.size());
  std::iota(frames.begin(), frames.end(), 0);
  return scan_order(row, col, std::move(frames));
}

}  // namespace ptyger
