#include "read/formats/cxi.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <utility>

#include "ptyger/error.hpp"
#include "read/angle.hpp"
#include "read/dark.hpp"
#include "read/formats/cxi_geometry.hpp"
#include "read/geometry.hpp"
#include "read/near_field.hpp"
#include "read/positions/position_units.hpp"
#include "read/positions/positions.hpp"
#include "read/probe.hpp"

namespace ptyger::read {
namespace {

std::array<std::string, 2> const frame_names = {"entry_1/data_1/data", cxi_detector + "data"};
std::array<std::string, 3> const translation_names = {
    "entry_1/data_1/translation", "entry_1/sample_1/geometry_1/translation", cxi_detector + "translation"};
std::string const index_name = "entry_1/ptychodus/probe_position_indexes";
constexpr double largest_angle_difference_deg = 0.1;  // between files of one scan

template <std::size_t N>
std::optional<std::string> first_present(hdf5::InputFile const& file, std::array<std::string, N> const& names) {
  for (auto const& name : names)
    if (file.has_dataset(name)) return name;
  return {};
}

/// The first of these datasets in every file that has one of them.
template <std::size_t N>
std::vector<hdf5::InputDataset> first_of_each(Inputs const& inputs, std::array<std::string, N> const& names) {
  std::vector<hdf5::InputDataset> found;
  for (auto const& input : inputs)
    if (auto const name = first_present(input, names)) found.push_back(input.dataset(*name));
  return found;
}

/// The first file that has one of these datasets, or null.
template <std::size_t N>
hdf5::InputFile const* file_with_any(Inputs const& inputs, std::array<std::string, N> const& names) {
  auto const found = std::find_if(inputs.begin(), inputs.end(),
                                  [&](auto const& input) { return first_present(input, names).has_value(); });
  return found == inputs.end() ? nullptr : &*found;
}

/// For each of these names, why there is no such dataset.
template <std::size_t N>
std::string reasons(hdf5::InputFile const& file, std::array<std::string, N> const& names) {
  std::string text;
  for (auto const& name : names) text += (text.empty() ? "" : "; ") + file.why_missing(name) + " (" + name + ")";
  return text;
}

std::optional<double> read_angle(hdf5::InputFile const& file, ReadingReport& report) {
  for (std::string const folder : {"", "geometry_1/", "transformations/"})
    if (auto const angle = angle_of_dataset(file, "entry_1/sample_1/" + folder + "rotation_angle", report))
      return angle;
  return angle_of_dataset(file, "entry_1/ptychodus/tomography_angle_deg", report);
}

/// InputError when files of frames that are joined are not of one measurement.
void require_same_measurement(Scan const& scan, hdf5::InputFile const& first, hdf5::InputFile const& other,
                              ReadOptions const& options) {
  Scan next;
  next.detector = scan.detector;
  if (has_cxi_geometry(other)) {
    read_cxi_geometry(other, options, next);
    require_same_geometry(scan, next, first.path(), other.path());
  }
  auto const angle_deg = read_angle(other, next.reading);
  if (!scan.angle_deg || !angle_deg || std::abs(*scan.angle_deg - *angle_deg) <= largest_angle_difference_deg) return;
  throw InputError(fmt::format("{} is of the angle {:.4g}, but {} of {:.4g} degrees: they are not of one scan.",
                               first.path(), *scan.angle_deg, other.path(), *angle_deg));
}

/// Positions of all files that have them, one after the other, metres. Needs the geometry of the scan.
std::vector<Position> joined_positions(Inputs const& inputs, FrameSet const& frames, std::size_t files_of_frames,
                                       ReadOptions const& options, Finding& finding) {
  std::vector<Position> positions;
  std::size_t files = 0;
  for (auto const& input : inputs) {
    auto const name = first_present(input, translation_names);
    if (!name) continue;
    auto const dataset = input.dataset(*name);
    if (++files == 1) finding.positions_where = dataset.where();
    auto& indexes = finding.scan.indexes;
    if (input.has_dataset(index_name)) indexes = input.dataset(index_name).read<std::int64_t>();
    if (files > 1 && (files > files_of_frames || !indexes.empty()))
      throw InputError(
          fmt::format("{} and {} both have positions, so it is not known which belong to the frames. Give "
                      "one of them.",
                      finding.positions_where, dataset.where()));
    auto const read = read_translation(dataset, indexes.empty() ? frames.frames() : indexes.size());
    for (auto const& position : positions_in_metres(read, input, *name, options, finding.scan))
      positions.push_back(position);
  }
  return positions;
}

}  // namespace

std::string missing_in_cxi(Inputs const& inputs) {
  auto const& file = inputs.front();
  if (file_with_any(inputs, frame_names) == nullptr) return "no frames: " + reasons(file, frame_names);
  if (file_with_any(inputs, translation_names) == nullptr) return "no positions: " + reasons(file, translation_names);
  return "";
}

std::string missing_in_cxi_frames(Inputs const& inputs) {
  return file_with_any(inputs, frame_names) == nullptr ? "no frames" : "";
}

Finding find_cxi(Inputs const& inputs, ReadOptions const& given) {
  auto options = given;
  for (auto const& input : inputs)
    options = with_near_field(
        options, input, {"entry_1/propagation", cxi_detector + "propagation"},
        {cxi_source, cxi_detector, "entry_1/instrument_1/beam_1/", "entry_1/instrument_1/", "entry_1/"});
  auto const& file = *file_with_any(inputs, frame_names);
  auto parts = first_of_each(inputs, frame_names);
  std::size_t const files_of_frames = parts.size();
  Finding finding{.scan = {}, .frames = FrameSet(std::move(parts))};
  Scan& scan = finding.scan;
  scan.detector = finding.frames.detector();
  read_cxi_geometry(file, options, scan);
  for (auto const& input : inputs) {
    if (!scan.angle_deg) scan.angle_deg = read_angle(input, scan.reading);
    if (scan.probe.size == 0) scan.probe = initial_probe(input, scan.reading);
    if (&input != &file && first_present(input, frame_names)) require_same_measurement(scan, file, input, options);
  }
  finding.positions_where = file.path() + ": " + reasons(file, translation_names);
  scan.positions = joined_positions(inputs, finding.frames, files_of_frames, options, finding);
  if (finding.positions_where.empty()) finding.positions_where = file.path() + ": " + reasons(file, translation_names);
  if (auto mask = mask_of_all(inputs, cxi_detector + "mask")) finding.mask = MaskPlace{std::move(*mask), MaskRule::cxi};
  finding.conversion.dark = find_dark(file, cxi_detector, finding.frames.shape(), scan.reading);
  return finding;
}

}  // namespace ptyger::read
