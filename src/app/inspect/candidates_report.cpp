#include <fmt/format.h>

#include <algorithm>

#include "app/inspect/candidates.hpp"
#include "app/report.hpp"
#include "hdf5/extents.hpp"

namespace ptyger::app {
namespace {

constexpr std::size_t most_lines = 12;  // of one kind

std::string range_text(read::CandidateDataset const& dataset) {
  if (!dataset.range) return "";
  auto const [low, high] = *dataset.range;
  return low == high ? fmt::format(", all {:.6g}", low) : fmt::format(", {:.6g} to {:.6g}", low, high);
}

std::string describe(read::CandidateDataset const& dataset) {
  auto const files = dataset.files > 1 ? fmt::format(" in {} files", dataset.files) : "";
  return fmt::format("'{}' {} {}{}{}{}", dataset.name, hdf5::to_string(dataset.shape), hdf5::name(dataset.kind), files,
                     range_text(dataset), dataset.unit ? " " + *dataset.unit : ", no unit");
}

std::string describe(read::CandidateFrames const& frames) {
  auto const& dataset = frames.dataset;
  auto const several = frames.datasets > 1 ? fmt::format("{} datasets, first ", frames.datasets) : "";
  auto const files = dataset.files > 1 ? fmt::format(" in {} files", dataset.files) : "";
  return fmt::format("'{}' {}{} {}{}: {} frames", dataset.name, several, hdf5::to_string(dataset.shape),
                     hdf5::name(dataset.kind), files, frames.frames);
}

std::string describe(read::CandidatePositions const& positions) {
  return describe(positions.x) + (positions.y ? " and " + describe(*positions.y) : "");
}

std::string describe(read::CandidateQuantity const& quantity) {
  return fmt::format("'{}' = {:.8g} {}", quantity.name, quantity.value,
                     quantity.unit.empty() ? "(no unit)" : quantity.unit);
}

/// Shape and type of an image.
std::string describe_image(read::CandidateDataset const& dataset) {
  return fmt::format("'{}' {} {}{}", dataset.name, hdf5::to_string(dataset.shape), hdf5::name(dataset.kind),
                     range_text(dataset));
}

template <class Candidate, class Describe>
std::string lines(char const* name, std::vector<Candidate> const& candidates, Describe const& words) {
  std::string text;
  for (std::size_t i = 0; i < std::min(candidates.size(), most_lines); ++i)
    text += report_line(i == 0 ? name : "", words(candidates[i]));
  if (candidates.size() > most_lines)
    text += report_line("", fmt::format("and {} more", candidates.size() - most_lines));
  return text;
}

}  // namespace

std::string candidates_report(read::Candidates const& found) {
  auto const plain = [](auto const& candidate) { return describe(candidate); };
  auto text = lines("frames?", found.frames, plain) + lines("positions?", found.positions, plain) +
              lines("lists", found.lists, plain) + lines("mask?", found.masks, describe_image) +
              lines("dark?", found.darks, describe_image) + lines("probe?", found.probes, describe_image) +
              lines("energy?", found.energies, plain) + lines("wavelength?", found.wavelengths, plain) +
              lines("distance?", found.distances, plain) + lines("pixel?", found.detector_pixels, plain) +
              lines("missing", found.dangling, [](std::string const& why) { return why; });
  if (found.frames.empty()) text = report_line("frames?", "no dataset is a stack of images") + text;
  if (!found.frames.empty() && found.positions.empty())
    text += report_line("positions?",
                        "no pair of x and y: two of the lists may be it, its file may be missing, or the "
                        "scan is a raster");
  if (!found.complete) text += report_line("note", "the files have more objects, which were not looked at");
  return text;
}

}  // namespace ptyger::app
