#include "app/shell/nearest_name.hpp"

#include <algorithm>
#include <numeric>

namespace ptyger::app {
namespace {

// Levenshtein distance, computed row by row.
std::size_t edit_distance(std::string const& a, std::string const& b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    auto diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      auto const substituted = diagonal + (a[i - 1] == b[j - 1] ? 0U : 1U);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, substituted});
    }
  }
  return row.back();
}

}  // namespace

std::string suggestion(std::string const& text, std::vector<std::string> const& names) {
  auto best = std::max<std::size_t>(2, text.size() / 3) + 1;
  std::string nearest;
  for (auto const& name : names) {
    auto const distance = edit_distance(text, name);
    if (distance >= best) continue;
    best = distance;
    nearest = name;
  }
  return nearest.empty() ? std::string{} : "; did you mean '" + nearest + "'?";
}

}  // namespace ptyger::app
