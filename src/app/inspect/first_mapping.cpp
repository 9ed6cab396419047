#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <optional>

#include "app/inspect/candidates.hpp"
#include "array_files/open_input.hpp"
#include "array_files/table_header.hpp"
#include "ptyger/error.hpp"

namespace ptyger::app {
namespace {

constexpr char const* to_be_chosen = "CHOOSE";

/// A text in TOML quotes.
std::string quoted(std::string const& text) {
  std::string result = "\"";
  for (char const letter : text) {
    if (letter == '"' || letter == '\\') result += '\\';
    result += letter;
  }
  return result + '"';
}

std::string key_line(std::string const& key, std::string const& value, std::string const& comment = "") {
  return fmt::format("{} = {}{}\n", key, value, comment.empty() ? "" : "  # " + comment);
}

std::string place(read::CandidateQuantity const& quantity) {
  return fmt::format("'{}' of {}", quantity.name, quantity.file);
}

/// The line of a quantity: the dataset, or the number of an attribute, which a mapping cannot name.
std::string quantity_line(char const* key, read::CandidateQuantity const& quantity) {
  if (!quantity.attribute) return key_line(key, quoted(quantity.name), fmt::format("{:.8g}", quantity.value));
  return key_line(key, fmt::format("{:.12g}", quantity.value), "attribute " + place(quantity));
}

template <class Candidate, class Describe>
std::string others(std::vector<Candidate> const& candidates, Describe const& words) {
  std::string text;
  for (std::size_t i = 1; i < std::min<std::size_t>(candidates.size(), 6); ++i)
    text += fmt::format("#   or: {}\n", words(candidates[i]));
  return text;
}

std::string other_quantities(std::vector<read::CandidateQuantity> const& quantities) {
  return others(quantities, [](read::CandidateQuantity const& q) {
    return fmt::format("{} = {:.8g} {}", q.name, q.value, q.unit);
  });
}

/// The brackets that choose the frames of the positions, when these are as many as one of two axes of the frames.
std::string choice_of_axis(read::CandidateFrames const& frames, read::Candidates const& found) {
  auto const& shape = frames.dataset.shape;
  if (shape.size() != 4 || frames.datasets > 1 || frames.dataset.files > 1 || found.positions.empty()) return "";
  auto const& of_positions = found.positions.front().x.shape;
  auto const is_number = [&](std::size_t extent) {
    return std::find(of_positions.begin(), of_positions.end(), extent) != of_positions.end();
  };
  if (is_number(frames.frames) || hdf5::count(of_positions) == frames.frames) return "";
  if (is_number(shape[1])) return "[0]";
  return is_number(shape[0]) ? "[:, 0]" : "";
}

std::string frames_lines(read::Candidates const& found) {
  auto const& best = found.frames.front();
  auto const choice = choice_of_axis(best, found);
  auto const what = choice.empty() ? fmt::format("{} frames", best.frames)
                                   : "one of several energies, exposures or modules: check which";
  return key_line("frames", quoted(best.dataset.name + choice), what) +
         others(found.frames,
                [](auto const& frames) {
                  return fmt::format("frames = {}  ({} frames)", quoted(frames.dataset.name), frames.frames);
                }) +
         "# amplitude = true  # if the values are square roots of counts\n\n";
}

/// The unit of positions that their file does not state.
std::string position_unit_line(read::CandidateDataset const& x) {
  if (auto const unit = array_files::unit_ending(x.name); !unit.empty())
    return key_line("position-unit", quoted(unit), "by the name");
  double const span = x.range ? x.range->second - x.range->first : 0;
  constexpr double surely_metres = 1e-4;
  if (span > 0 && span < surely_metres)
    return key_line("position-unit", quoted("m"), fmt::format("the file states none; x spans {:.4g}", span));
  return key_line(
      "position-unit", quoted(to_be_chosen),
      fmt::format("the file states none; x spans {:.6g}: m, mm, um, nm, A or px (pixels of the object)", span));
}

std::string positions_lines(read::Candidates const& found) {
  if (found.positions.empty()) {
    std::string text = "# No positions were found. Name them, or say the raster of the frames:\n";
    for (auto const& list : found.lists) text += fmt::format("#   a list: {}\n", list.name);
    return text + "# position-x = \"PATH\"\n# position-y = \"PATH\"\n# raster = \"ROWSxCOLS\"\n# step = 1e-6\n\n";
  }
  auto const& best = found.positions.front();
  auto text = best.y ? key_line("position-x", quoted(best.x.name)) + key_line("position-y", quoted(best.y->name))
                     : key_line("positions", quoted(best.x.name), "x first");
  text += others(found.positions, [](auto const& other) {
    return other.y ? fmt::format("position-x = {}, position-y = {}", quoted(other.x.name), quoted(other.y->name))
                   : fmt::format("positions = {}", quoted(other.x.name));
  });
  if (!best.x.unit) text += position_unit_line(best.x);
  return text +
         "# swap-xy = true  # negate-x, negate-y, scan-rotation, transpose, flipud, fliplr: `ptyger inspect "
         "--mapping THIS_FILE FILES --check-orientation` finds them\n\n";
}

std::string beam_lines(read::Candidates const& found) {
  if (!found.energies.empty()) {
    auto const& best = found.energies.front();
    auto text = quantity_line("energy", best) + other_quantities(found.energies);
    if (best.unit.empty()) text += "# energy-unit = \"eV\"  # the file states none: the size of the number decides\n";
    return text;
  }
  if (found.wavelengths.empty())
    return "# energy = 8000  # not found; or wavelength; \"energies[0]\" is a number of a list\n# energy-unit = "
           "\"eV\"\n";
  auto const& best = found.wavelengths.front();
  auto text = quantity_line("wavelength", best) + other_quantities(found.wavelengths);
  if (best.unit.empty())
    text += key_line("wavelength-unit", quoted(best.value < 1e-6 ? "m" : to_be_chosen), "nm, A, pm or m");
  return text;
}

std::string distance_lines(read::Candidates const& found) {
  if (found.distances.empty()) return "# distance = 2.0  # m, from sample to detector: not found\n";
  auto const& best = found.distances.front();
  auto text = quantity_line("distance", best) + other_quantities(found.distances);
  if (!best.unit.empty()) return text;
  auto const unit = array_files::unit_ending(best.name);
  return text + key_line("distance-unit", quoted(unit.empty() ? to_be_chosen : unit),
                         unit.empty() ? "the file states none: m, cm or mm" : "by the name");
}

/// The unit in which a detector pixel of this size is between 1 um and 1 mm.
char const* unit_of_pixel(double value) {
  if (value < 1e-3) return "m";
  return value < 1 ? "mm" : "um";
}

std::string pixel_lines(read::Candidates const& found) {
  if (found.detector_pixels.empty()) return "# detector-pixel = 75e-6  # m: not found; or pixel, that of the object\n";
  auto const& best = found.detector_pixels.front();
  auto text = quantity_line("detector-pixel", best) + other_quantities(found.detector_pixels);
  if (best.unit.empty())
    text += key_line("detector-pixel-unit", quoted(unit_of_pixel(best.value)), "the file states none; by its size");
  return text;
}

/// Share of the values of a mask, or of its first image, that are not 0; empty when they cannot be read.
std::optional<double> share_of_ones(read::CandidateDataset const& mask) try {
  std::vector<double> values(mask.shape.rbegin()[0] * mask.shape.rbegin()[1]);
  auto const dataset = array_files::open_input(mask.file).dataset(mask.name);
  mask.shape.size() == 2 ? dataset.read_rows(0, mask.shape[0], values.data())
                         : dataset.read_images(0, 1, values.data());
  auto const zeros = std::count(values.begin(), values.end(), 0.0);
  return 1 - static_cast<double>(zeros) / static_cast<double>(values.size());
} catch (InputError const&) {
  return std::nullopt;  // such as a missing filter
}

/// Most pixels of a detector are good; where the values of the mask cannot be read, its name decides.
std::string polarity_line(read::CandidateDataset const& mask) {
  auto const share = share_of_ones(mask);
  auto const named = [&](char const* word) { return mask.name.find(word) != std::string::npos; };
  bool const one_is_good = share ? *share > 0.5 : named("good") || named("valid");
  return key_line("mask-polarity", quoted(one_is_good ? "1-is-good" : "0-is-good"),
                  share ? fmt::format("{:.3g} % of the values are not 0", 100 * *share) : "by the name");
}

std::string image_lines(read::Candidates const& found) {
  std::string text;
  if (!found.masks.empty()) {
    auto const& best = found.masks.front();
    text += key_line("mask", quoted(best.name)) + others(found.masks, [](auto const& mask) { return mask.name; }) +
            polarity_line(best);
  }
  for (auto const& dark : found.darks) text += fmt::format("# dark = {}\n", quoted(dark.name));
  for (auto const& probe : found.probes) text += fmt::format("# probe = {}\n", quoted(probe.name));
  return text;
}

}  // namespace

std::string first_mapping(std::vector<std::string> const& files, read::Candidates const& found) {
  if (found.frames.empty())
    throw InputError(
        fmt::format("{}: no dataset is a stack of images, so there is nothing to map. Give the files of the "
                    "frames, too.",
                    fmt::join(files, ", ")));
  return fmt::format(
             "# A first mapping, made by `ptyger inspect --write-mapping` from\n#   {}\n# Check each line, above all "
             "the units; then: ptyger inspect --mapping THIS_FILE FILES\n\n",
             fmt::join(files, "\n#   ")) +
         frames_lines(found) + positions_lines(found) + beam_lines(found) + distance_lines(found) + pixel_lines(found) +
         image_lines(found);
}

}  // namespace ptyger::app
