#include "read/angle.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace ptyger::read {

std::optional<double> angle_of_dataset(hdf5::InputFile const& file, std::string const& name, ReadingReport& report) {
  if (!file.has_dataset(name)) return {};
  auto const dataset = file.dataset(name);
  auto values = dataset.read<double>();
  if (file.text_attribute(name, "units").value_or("").starts_with("rad"))
    for (auto& value : values) value *= 180 / std::numbers::pi;
  auto const same = [&](double value) { return std::abs(value - values.front()) <= 0.01; };
  if (!values.empty() && std::isfinite(values.front()) && std::all_of(values.begin(), values.end(), same))
    return values.front();
  report.add(AngleNotUsed{dataset.where()});
  return {};
}

}  // namespace ptyger::read
