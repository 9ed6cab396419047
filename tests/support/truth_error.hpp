#pragma once

#include <vector>

#include "compare/compare_objects.hpp"
#include "ptyger/reconstruct.hpp"
#include "simulation/simulation.hpp"

namespace ptyger::test {

/// NRMSE of the object of a result against the truth.
inline double object_error(simulation::Simulation const& made, Result const& result) {
  auto const& scan = made.scan;
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

/// NRMSE of the object that is reconstructed from a scan against the truth.
inline double error_against_truth(simulation::Simulation const& made, Scan const& scan) {
  Options options;
  options.iterations = 12;
  options.start_epochs = 4;
  return object_error(made, reconstruct(scan, options));
}

}  // namespace ptyger::test
