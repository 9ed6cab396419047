#include "app/joint_scan.hpp"

#include <utility>

#include "prepare/initial_guess.hpp"
#include "prepare/join_scans.hpp"
#include "prepare/read_inputs.hpp"
#include "ptyger/read_scan.hpp"
#include "tuning/find_offset.hpp"

namespace ptyger::app {
namespace {

/// Offsets of all scans against the first.
std::vector<Position> find_offsets(prepare::ReconstructSettings settings, std::vector<Scan> const& scans) {
  settings.init.clear();  // of the joint object
  std::vector<std::string> unused;
  auto reference = scans.front();
  auto const options = prepare::initial_guess(settings, reference, unused);
  std::vector<Position> offsets(scans.size());
  for (std::size_t i = 1; i < scans.size(); ++i)
    offsets[i] = tuning::find_offset(reference, scans[i], options, Observer());
  return offsets;
}

}  // namespace

Scan read_joint_scan(prepare::ReconstructSettings const& settings, std::vector<std::string>& notes) {
  if (settings.scans.empty()) return read_scan(settings.inputs, settings.read);
  auto scans = prepare::read_scans(settings);
  std::vector<Position> offsets;
  if (settings.share == prepare::Share::both) offsets = find_offsets(settings, scans);
  auto joined = prepare::join_scans(std::move(scans), settings.share, offsets, prepare::gap_between_scans(settings));
  notes.insert(notes.end(), joined.notes.begin(), joined.notes.end());
  return std::move(joined.scan);
}

}  // namespace ptyger::app
