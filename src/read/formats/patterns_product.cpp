#include "read/formats/patterns_product.hpp"

#include <fmt/format.h>

#include <map>
#include <numeric>

#include "ptyger/error.hpp"
#include "read/formats/dp_product.hpp"

namespace ptyger::read {
namespace {

/// For the number of each pattern, its place in the file.
std::map<std::int64_t, std::int64_t> places_of(hdf5::InputDataset const& indexes, std::size_t frames) {
  auto const numbers = indexes.read<std::int64_t>();
  if (numbers.size() != frames)
    throw InputError(fmt::format("{} has {} values, but there are {} patterns: every pattern needs its number.",
                                 indexes.where(), numbers.size(), frames));
  std::map<std::int64_t, std::int64_t> places;
  for (auto const number : numbers)
    if (!places.emplace(number, static_cast<std::int64_t>(places.size())).second)
      throw InputError(fmt::format("{} has the number {} twice, so a position of that number has no one pattern.",
                                   indexes.where(), number));
  return places;
}

/// Replaces the number of the pattern of each position by the place of this pattern in the file. Positions without
/// numbers have the numbers 0, 1, 2, ... Positions without a pattern are left out (PositionsWithoutFrame).
void find_places(Scan& scan, std::map<std::int64_t, std::int64_t> const& places, std::string const& where) {
  if (scan.indexes.empty()) {
    scan.indexes.resize(scan.positions.size());
    std::iota(scan.indexes.begin(), scan.indexes.end(), std::int64_t{0});
  }
  std::size_t kept = 0;
  for (std::size_t k = 0; k < scan.positions.size(); ++k) {
    auto const place = places.find(scan.indexes[k]);
    if (place == places.end()) continue;
    scan.positions[kept] = scan.positions[k];
    scan.indexes[kept++] = place->second;
  }
  if (kept == 0)
    throw InputError(where + ": no number of a pattern is that of a position: the files are not of the same scan.");
  if (kept < scan.positions.size()) scan.reading.add(PositionsWithoutFrame{scan.positions.size() - kept});
  scan.positions.resize(kept);
  scan.indexes.resize(kept);
}

}  // namespace

std::string missing_in_patterns_product(Inputs const& inputs) {
  if (inputs.size() > 2) return "it is one or two files, but " + std::to_string(inputs.size()) + " were given";
  if (file_with(inputs, "patterns") == nullptr) return "no file has the dataset patterns";
  return missing_in_product(inputs);
}

Finding find_patterns_product(Inputs const& inputs, ReadOptions const& options) {
  auto const& file = *file_with(inputs, "patterns");
  Finding finding{.scan = {}, .frames = file.dataset("patterns")};
  finding.scan.detector = finding.frames.detector();
  if (file.has_dataset("bad_pixels")) finding.mask = MaskPlace{file.dataset("bad_pixels"), MaskRule::nonzero_bad};
  read_product(inputs, options, finding);
  if (file.has_dataset("indexes")) {
    auto const indexes = file.dataset("indexes");
    find_places(finding.scan, places_of(indexes, finding.frames.frames()), indexes.where());
  }
  return finding;
}

}  // namespace ptyger::read
