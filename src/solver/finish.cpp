#include "solver/finish.hpp"

#include <algorithm>
#include <cmath>

#include "update/probe_modes.hpp"

namespace ptyger::solver {
namespace {

constexpr double lit_fraction = 0.1;  // least illumination of a lit pixel, relative to the largest

/// Mean of |object| over the lit pixels; 1 if there are none.
double mean_amplitude(std::vector<std::complex<double>> const& object, std::vector<double> const& illumination) {
  double const threshold = lit_fraction * *std::max_element(illumination.begin(), illumination.end());
  double sum = 0;
  double count = 0;
  for (std::size_t i = 0; i < object.size(); ++i)
    if (illumination[i] >= threshold) {
      sum += std::abs(object[i]);
      count += 1;
    }
  return sum > 0 ? sum / count : 1;
}

}  // namespace

void finish_result(Result& result, model::Placement const& placement, std::vector<std::complex<double>> object,
                   ProbeModes const& probe, std::size_t variation, std::vector<double> illumination, bool fix_scale) {
  result.scale = fix_scale ? mean_amplitude(object, illumination) : 1;
  for (auto& value : object) value /= result.scale;
  for (auto& value : illumination) value *= result.scale * result.scale;
  result.object = {placement.rows, placement.cols, std::move(object)};
  auto const modes = probe.modes - variation;
  auto const end_of_modes = probe.values.begin() + static_cast<std::ptrdiff_t>(modes * probe.size * probe.size);
  result.probe = {modes, probe.size, {probe.values.begin(), end_of_modes}};
  if (variation == 0) result.probe = update::orthogonalised(result.probe);
  result.variation = {variation, probe.size, {end_of_modes, probe.values.end()}};
  for (auto* images : {&result.probe, &result.variation})
    for (auto& value : images->values) value *= result.scale;
  result.illumination = std::move(illumination);
  result.origin_row = placement.origin_row;
  result.origin_col = placement.origin_col;
}

void put_corrections(Result& result, Scan const& scan, FrameCorrections const& found, Refine const& refine) {
  result.positions = scan.positions;
  for (std::size_t j = 0; j < found.frames.size(); ++j) {
    result.positions[j].row_m += found.frames[j].row * scan.pixel_row_m;
    result.positions[j].col_m += found.frames[j].col * scan.pixel_col_m;
    if (refine.brightness || !found.variation.empty())
      result.intensities.push_back(std::exp(2 * found.frames[j].log_brightness));
  }
  result.background = found.background;
  result.variation_weights = found.variation;
  for (int const probe : scan.probe_of_frame)
    for (int k = 1; k <= static_cast<int>(result.variation.modes); ++k)
      result.variation_weights.push_back(probe == k ? 1 : 0);
}

}  // namespace ptyger::solver
