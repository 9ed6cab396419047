#include "read/stated_number.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numeric>

#include "ptyger/error.hpp"

namespace ptyger::read {
namespace {

constexpr double largest_spread = 1e-3;  // of numbers that are taken as equal, relative to their mean

StatedNumber number_in_text(std::string const& text, std::string const& where) {
  auto const trimmed = without_blanks(text);
  StatedNumber number;
  auto const [end, error] = std::from_chars(trimmed.data(), trimmed.data() + trimmed.size(), number.value);
  if (error != std::errc{})
    throw InputError(fmt::format("{} holds the text '{}', but a number is needed.", where, trimmed));
  number.unit = without_blanks({end, trimmed.data() + trimmed.size()});
  return number;
}

}  // namespace

std::string without_blanks(std::string const& text) {
  constexpr char const* blank = " \t\n";
  auto const first = text.find_first_not_of(blank);
  return first == std::string::npos ? "" : text.substr(first, text.find_last_not_of(blank) + 1 - first);
}

double common_number(std::vector<double> const& numbers, std::string const& where, ReadingReport& report) {
  if (numbers.size() == 1) return numbers.front();
  if (numbers.empty()) throw InputError(where + " holds no number, but one is needed.");
  auto const count = static_cast<double>(numbers.size());
  double const mean = std::accumulate(numbers.begin(), numbers.end(), 0.0) / count;
  auto const [low, high] = std::minmax_element(numbers.begin(), numbers.end());
  double const spread = *high - *low;
  if (!std::isfinite(mean) || !(spread <= largest_spread * std::abs(mean)))
    throw InputError(
        fmt::format("{} holds {} numbers from {:.6g} to {:.6g}, but one is needed. They are taken as one when all are "
                    "finite and agree within {} %. Say which holds: in a --mapping as a number, or by its place, as in "
                    "\"energies[0]\".",
                    where, numbers.size(), *low, *high, 100 * largest_spread));
  if (spread > 0) report.add(MeanTaken{.where = where, .values = numbers.size(), .mean = mean, .spread = spread});
  return spread > 0 ? mean : numbers.front();
}

StatedNumber stated_number(hdf5::InputDataset const& dataset, ReadingReport& report) {
  if (dataset.kind() == hdf5::Kind::text) return number_in_text(dataset.text(), dataset.where());
  return {.value = common_number(dataset.read<double>(), dataset.where(), report)};
}

}  // namespace ptyger::read
