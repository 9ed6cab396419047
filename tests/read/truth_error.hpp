#pragma once

#include <vector>

#include "compare/compare_objects.hpp"
#include "ptyger/reconstruct.hpp"
#include "simulation/simulation.hpp"

namespace ptyger::test {

/// NRMSE of the reconstructed object against the truth.
inline double error_against_truth(simulation::Simulation const& made, Scan const& scan) {
  Options options;
  options.iterations = 12;
  options.start_epochs = 4;
  auto const result = reconstruct(scan, options);
  auto const placed = [&](ObjectImage const& object, std::vector<double> const& illumination) {
    return core::PlacedObject{.source = "",
                              .layout = "",
                              .object = object,
                              .pixel_row_m = scan.pixel_row_m,
                              .pixel_col_m = scan.pixel_col_m,
                              .center = {},
                              .illumination = illumination};
  };
  return compare::compare_objects(placed(made.phantom.object, {}), placed(result.object, result.illumination)).nrmse;
}

}  // namespace ptyger::test
