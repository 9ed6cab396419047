#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "write/picture/axes.hpp"

namespace ptyger::write {
namespace {

/// Smallest of 1, 2, 5, 10 times a power of ten that is at least `value`.
double round_up(double value) {
  double const power = std::pow(10.0, std::floor(std::log10(value)));
  for (double const digit : {1.0, 2.0, 5.0})
    if (digit * power >= value * (1 - 1e-9)) return digit * power;
  return 10 * power;
}

/// Decimals that distinguish the multiples of a step.
int decimals_of(double step) {
  return std::max(0, -static_cast<int>(std::floor(std::log10(step) + 1e-9)));
}

/// A number with a true minus sign; step: distance to the next number of the axis.
std::string number_label(double value, double step, int decimals) {
  bool const needs_exponent = step < 1e-4 || std::abs(value) >= 1e5;
  std::string const digits =
      needs_exponent ? fmt::format("{:.4g}", std::abs(value)) : fmt::format("{:.{}f}", std::abs(value), decimals);
  bool const is_zero = digits.find_first_of("123456789") == std::string::npos;
  return value < 0 && !is_zero ? "−" + digits : digits;
}

/// The text of an end of an axis: with one decimal more than the round numbers when these are too coarse for it.
std::string end_label(double value, double step) {
  int const decimals = decimals_of(step);
  double const error = std::abs(value - std::round(value * std::pow(10, decimals)) / std::pow(10, decimals));
  return number_label(value, step, error < 0.05 * step ? decimals : decimals + 1);
}

/// Round numbers for a logarithmic axis over `decades` decades.
std::vector<double> log_digits(double decades) {
  if (decades > 3) return {1};
  if (decades > 1.3) return {1, 2, 5};
  return {1, 1.5, 2, 3, 4, 5, 6, 8};
}

}  // namespace

std::vector<double> ticks(double low, double high, int count) {
  double const step = round_up((high - low) / count);
  double const rounding = 1e-6 * step;
  std::vector<double> values;
  for (double i = std::ceil((low - rounding) / step); i * step <= high + rounding; ++i)
    values.push_back(i * step + 0.0);
  return values;
}

std::vector<std::string> tick_labels(std::vector<double> const& values) {
  double const step = values.size() > 1 ? values[1] - values[0] : 1;
  double const largest = values.empty() ? 0 : std::max(std::abs(values.front()), std::abs(values.back()));
  std::vector<std::string> labels;
  for (double const value : values) labels.push_back(number_label(value, largest >= 1e5 ? 0 : step, decimals_of(step)));
  return labels;
}

Ticks axis_ticks(double low, double high, int count, double gap) {
  double const width = high - low;
  Ticks best;
  for (int tried = count; tried <= 4 * count; ++tried) {
    double const step = round_up(width / tried);
    if (tried > count && step < gap * width) break;
    Ticks found{{low}, {end_label(low, step)}};
    for (double const value : ticks(low, high, tried))
      if (value - low >= gap * width && high - value >= gap * width) {
        found.values.push_back(value);
        found.labels.push_back(number_label(value, step, decimals_of(step)));
      }
    found.values.push_back(high);
    found.labels.push_back(end_label(high, step));
    if (best.values.empty() || found.values.size() > best.values.size()) best = std::move(found);
    if (best.values.size() >= 4) break;
  }
  return best;
}

AxisRange rounded_range(double low, double high, int count) {
  double const step = round_up((high - low) / count);
  return {std::floor(low / step + 1e-6) * step + 0.0, std::ceil(high / step - 1e-6) * step + 0.0};
}

Ticks log_ticks(AxisRange& range) {
  auto const digits = log_digits(std::log10(range.high / range.low));
  std::vector<double> all;
  for (double power = std::pow(10.0, std::floor(std::log10(range.low)));; power *= 10) {
    for (double const digit : digits) all.push_back(digit * power);
    if (power > range.high) break;
  }
  auto const first = std::upper_bound(all.begin(), all.end(), range.low * (1 + 1e-9)) - 1;
  auto const last = std::lower_bound(all.begin(), all.end(), range.high * (1 - 1e-9));
  range = {*first, *last};
  Ticks found{{first, last + 1}, {}};
  for (double const value : found.values) found.labels.push_back(fmt::format("{:.4g}", value));
  return found;
}

}  // namespace ptyger::write
