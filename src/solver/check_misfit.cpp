#include "solver/check_misfit.hpp"

#include <fmt/format.h>

#include "ptyger/error.hpp"
#include "solver/scan_statistics.hpp"

namespace ptyger::solver {

void check_misfit(Scan const& scan, Options const& options, Observer const& observer, Result const& result) {
  if (!result.complete || result.history.empty()) return;
  double const empty = misfit_of_empty_object(scan, result.probe);
  if (!(result.nrmse > empty)) return;
  auto const text = fmt::format(
      "the misfit, NRMSE {:.4f}, is above the misfit of an empty object with this probe, {:.4f}: the images do not "
      "explain "
      "the frames. Check positions, orientation (`ptyger inspect --check-orientation`), energy, distance and mask",
      result.nrmse, empty);
  if (!options.iterations)
    throw InputError(fmt::format("{}: {}. Nothing was written; --iterations N writes the images nevertheless.",
                                 scan.sources.empty() ? "the scan" : scan.sources.front(), text));
  if (observer.on_message) observer.on_message("warning: " + text);
}

}  // namespace ptyger::solver
