#include "read/read_scan.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <utility>

#include "core/error.hpp"
#include "read/counts.hpp"
#include "read/format.hpp"
#include "read/matching.hpp"
#include "read/positions.hpp"
#include "read/zero_frequency.hpp"

namespace ptyger {
namespace {

read::Format const& recognise(read::Inputs const& inputs, std::vector<std::string> const& names) {
  std::string missing;
  for (auto const& format : read::registry()) {
    std::string const lack = format.missing(inputs);
    if (lack.empty()) return format;
    missing += fmt::format("\n  {}: {}", format.name, lack);
  }
  throw InputError(
      fmt::format("{}: no scan was found. A scan needs frames and positions; the formats and what is missing "
                  "for each:{}",
                  fmt::join(names, ", "), missing));
}

/// All of a scan but its counts, and where these are.
read::Finding find_scan(std::vector<std::string> const& inputs) {
  if (inputs.empty()) throw InputError("no input file was given: name the file or files of one scan.");
  read::Inputs const files(inputs.begin(), inputs.end());
  auto const& format = recognise(files, inputs);
  read::Finding finding = format.find(files);
  Scan& scan = finding.scan;
  scan.sources = inputs;
  scan.notes.insert(scan.notes.begin(), fmt::format("format: {}", format.name));
  read::match_positions_to_frames(scan, finding.frames);
  read::require_sensible_extent(scan);
  if (scan.measured.empty()) scan.measured.assign(scan.detector * scan.detector, 1);
  return finding;
}

}  // namespace

Scan read_outline(std::vector<std::string> const& inputs) {
  auto finding = find_scan(inputs);
  Scan scan = std::move(finding.scan);
  scan.counts = read::read_counts(finding.frames, {}, scan.notes);
  return scan;
}

Scan read_scan(std::vector<std::string> const& inputs) {
  auto finding = find_scan(inputs);
  Scan scan = std::move(finding.scan);
  scan.counts = read::read_counts(finding.frames, scan.indexes, scan.notes);
  read::move_zero_frequency_to_corner(scan);
  return scan;
}

}  // namespace ptyger
