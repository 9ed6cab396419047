#include "tuning/find_offset.hpp"

#include "compare/compare_objects.hpp"
#include "ptyger/error.hpp"
#include "write/placed_result.hpp"

namespace ptyger::tuning {
namespace {

constexpr int iterations = 10;  // of each short run

Result short_run(Scan const& scan, Options options, Observer const& observer) {
  Observer quiet;
  quiet.stop_requested = observer.stop_requested;
  options.iterations = iterations;
  options.refine = {};
  options.probe_variation = 0;
  options.fit_summary = false;
  return reconstruct(scan, options, quiet);
}

}  // namespace

FoundOffset find_offset(Scan const& reference, Scan const& scan, Options const& options, bool own_probe,
                        Observer const& observer) {
  auto first = short_run(reference, options, observer);
  Scan other = scan;
  auto of_other = options;
  if (!own_probe) {
    other.probe = first.probe;  // a probe that both runs have: a shift of the probe would be a shift of the object
    of_other.probe_start = ProbeStart::given;
    of_other.recover_probe = false;
  }
  auto second = short_run(other, of_other, observer);
  if (!first.complete || !second.complete) return {};
  auto probe = second.probe;
  auto const found = compare::compare_objects(write::placed_result(reference, std::move(first)),
                                              write::placed_result(other, std::move(second)));
  if (found.featureless)
    throw InputError(scan.sources.front() + " and " + reference.sources.front() +
                     ": their objects have no structure from which the offset of the positions could be found");
  return {{-found.shift.row * scan.pixel_row_m, -found.shift.col * scan.pixel_col_m}, std::move(probe)};
}

}  // namespace ptyger::tuning
