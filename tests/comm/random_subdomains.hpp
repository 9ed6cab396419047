#pragma once

#include <algorithm>
#include <complex>
#include <random>
#include <vector>

#include "core/box.hpp"

/// Partitions of a small object, and test values of each device.
namespace ptyger::test {

inline constexpr int object_rows = 23;
inline constexpr int object_cols = 31;

/// Cuts a box at random places into `parts` boxes that tile it.
inline void cut(core::Box const& box, int parts, std::mt19937& random, std::vector<core::Box>& boxes) {
  if (parts == 1) {
    boxes.push_back(box);
    return;
  }
  auto const between = [&](int least, int most) { return std::uniform_int_distribution(least, most)(random); };
  bool const by_row = box.rows >= box.cols;
  int const length = by_row ? box.rows : box.cols;
  int const first_parts = parts / 2;
  int const cut_at =
      between(std::max(1, length * first_parts / parts - 1), std::min(length - 1, length * first_parts / parts + 1));
  auto a = box;
  auto b = box;
  (by_row ? a.rows : a.cols) = cut_at;
  (by_row ? b.row : b.col) += cut_at;
  (by_row ? b.rows : b.cols) -= cut_at;
  cut(a, first_parts, random, boxes);
  cut(b, parts - first_parts, random, boxes);
}

/// Irregular subdomains: owned boxes that tile the object, local boxes with random margins, some without any.
inline std::vector<core::Subdomain> random_subdomains(int devices, unsigned seed) {
  std::mt19937 random(seed);
  std::vector<core::Box> boxes;
  cut({0, 0, object_rows, object_cols}, devices, random, boxes);
  std::vector<core::Subdomain> subdomains;
  for (auto const& owned : boxes) {
    auto const margin = [&] { return std::max(0, std::uniform_int_distribution(-4, 9)(random)); };
    core::Box local{owned.row - margin(), owned.col - margin(), owned.rows, owned.cols};
    local.rows = owned.row + owned.rows + margin() - local.row;
    local.cols = owned.col + owned.cols + margin() - local.col;
    subdomains.push_back({core::intersection(local, {0, 0, object_rows, object_cols}), owned, owned});
  }
  return subdomains;
}

/// random_subdomains() with the whole object as local and updated box of every device.
inline std::vector<core::Subdomain> replicated_subdomains(int devices, unsigned seed) {
  auto subdomains = random_subdomains(devices, seed);
  for (auto& subdomain : subdomains) subdomain.local = subdomain.updated = {0, 0, object_rows, object_cols};
  return subdomains;
}

inline bool contains(core::Box const& box, int row, int col) {
  return !core::intersection(box, {row, col, 1, 1}).empty();
}

/// Number of the device that owns a pixel of the object.
inline int owner(std::vector<core::Subdomain> const& subdomains, int row, int col) {
  int device = 0;
  while (!contains(subdomains[static_cast<std::size_t>(device)].owned, row, col)) ++device;
  return device;
}

/// Value that a device has at a pixel of the object, or at an index of a vector, before an exchange; small integers.
/// call: number of the exchange.
inline std::complex<double> value(int device, int row, int col, int call) {
  return {static_cast<double>((device * 31 + row * 7 + col * 3 + call * 5) % 41 - 20),
          static_cast<double>((device * 17 + row * 11 + col * 13 + call) % 37 - 18)};
}
inline double value(int device, int index, int call) {
  return static_cast<double>((device * 29 + index * 19 + call * 3) % 43 - 21);
}

}  // namespace ptyger::test
