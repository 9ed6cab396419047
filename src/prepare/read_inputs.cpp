#include "prepare/read_inputs.hpp"

#include <utility>

#include "ptyger/error.hpp"
#include "ptyger/read_scan.hpp"

namespace ptyger::prepare {

std::vector<std::string> input_files(ReconstructSettings const& settings) {
  auto files = settings.inputs;
  for (auto const& scan : settings.scans) files.insert(files.end(), scan.begin(), scan.end());
  if (files.empty()) throw InputError("INPUT... is missing: name the files of a scan");
  return files;
}

std::vector<Scan> read_scans(ReconstructSettings const& settings) {
  std::vector<Scan> scans;
  for (auto const& files : settings.scans) scans.push_back(read_scan(files, settings.read));
  return scans;
}

Scan read_outline_of(ReconstructSettings const& settings) {
  if (settings.scans.empty()) return read_outline(settings.inputs, settings.read);
  std::vector<Scan> outlines;
  for (auto const& files : settings.scans) outlines.push_back(read_outline(files, settings.read));
  return join_scans(std::move(outlines), settings.share, {}, gap_between_scans(settings)).scan;
}

int gap_between_scans(ReconstructSettings const& settings) {
  constexpr int neighbourhood = 4;  // of interpolation and smoothness
  return neighbourhood + 2 * settings.solver.refine.drift_pixels();
}

}  // namespace ptyger::prepare
