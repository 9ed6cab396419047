#include "app/joint_scan.hpp"

#include <utility>

#include "prepare/initial_guess.hpp"
#include "prepare/join_scans.hpp"
#include "prepare/read_inputs.hpp"
#include "ptyger/error.hpp"
#include "ptyger/read_scan.hpp"
#include "tuning/find_offset.hpp"

namespace ptyger::app {
namespace {

/// Offsets of all scans against the first. With a probe each, the scans get the probes that belong to the offsets.
std::vector<Position> find_offsets(prepare::ReconstructSettings settings, std::vector<Scan>& scans) {
  bool const own_probes = settings.share == prepare::Share::object;
  settings.init.clear();  // of the joint object
  std::vector<std::string> unused;
  auto reference = scans.front();
  auto const options = prepare::initial_guess(settings, reference, unused);
  if (own_probes && options.probe_start == ProbeStart::blind)
    throw InputError(reference.sources.front() +
                     ": --share object needs a probe to begin with; give a file that holds one by --probe FILE");
  std::vector<Position> offsets(scans.size());
  for (std::size_t i = 1; i < scans.size(); ++i) {
    if (own_probes) prepare::choose_probe(settings.probe, false, scans[i], unused);
    auto found = tuning::find_offset(reference, scans[i], options, own_probes, Observer());
    offsets[i] = found.offset;
    if (own_probes) scans[i].probe = std::move(found.probe);
  }
  return offsets;
}

}  // namespace

Scan read_joint_scan(prepare::ReconstructSettings const& settings, std::vector<std::string>& notes) {
  if (settings.scans.empty()) return read_scan(settings.inputs, settings.read);
  auto scans = prepare::read_scans(settings);
  std::vector<Position> offsets;
  if (settings.share != prepare::Share::probe) offsets = find_offsets(settings, scans);
  auto joined = prepare::join_scans(std::move(scans), settings.share, offsets, prepare::gap_between_scans(settings));
  notes.insert(notes.end(), joined.notes.begin(), joined.notes.end());
  return std::move(joined.scan);
}

}  // namespace ptyger::app
