#include "perf/misfit_error.hpp"

#include <cmath>

#include "tests/reference/naive_model.hpp"

namespace ptyger::perf {

double misfit_error(Scan const& scan, Options const& options, Result const& result) {
  auto const placement = model::place_frames(scan, result.probe.size);
  reference::NaiveModel const model(scan, placement, options.sampling);
  double const naive = model.nrmse(result.object.values, result.probe);
  return std::abs(naive - result.history.back().nrmse) / naive;
}

}  // namespace ptyger::perf
