#include "prepare/earlier_corrections.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cmath>
#include <map>

#include "read/results/read_corrections.hpp"

namespace ptyger::prepare {
namespace {

constexpr double same_position = 0.1;  // distance up to which two positions are the same, pixels of the object

/// Numbers of frames whose corrections were copied.
struct CopiedFrames {
  std::size_t frames = 0;  ///< number of frames that got corrections
  std::size_t cut = 0;     ///< number of frames whose drift was larger than the present bound, and is cut to it
};

/// Copies the corrections of frames that are in the earlier result and in the scan to `frames`, [frame of the scan].
CopiedFrames copy_corrections(read::EarlierCorrections const& earlier, Scan const& scan, Refine const& refine,
                              std::vector<FrameParameters>& frames) {
  std::map<std::int64_t, std::size_t> index_of;  // from the number of a frame in the file to its index in the result
  for (std::size_t j = 0; j < earlier.indexes.size(); ++j) index_of.emplace(earlier.indexes[j], j);
  auto const drift = [&](Position const& from, Position const& to) {
    return FrameParameters{(to.row_m - from.row_m) / scan.pixel_row_m, (to.col_m - from.col_m) / scan.pixel_col_m};
  };
  CopiedFrames copied;
  for (std::size_t j = 0; j < scan.frames; ++j) {
    auto const found = index_of.find(scan.indexes[j]);
    if (found == index_of.end()) continue;
    auto const k = found->second;
    auto const distance = drift(scan.positions[j], earlier.scan_positions[k]);
    if (distance.drift() > same_position) continue;
    ++copied.frames;
    auto const correction = drift(earlier.scan_positions[k], earlier.positions[k]);
    frames[j] = correction.within(refine.positions ? refine.most_drift : 0);
    if (refine.positions && correction.drift() > refine.most_drift) ++copied.cut;
    if (refine.brightness && !earlier.intensities.empty())
      frames[j].log_brightness = std::log(earlier.intensities[k]) / 2;
  }
  return copied;
}

}  // namespace

std::vector<std::string> set_initial_corrections(Options& options, Scan const& scan, std::string const& result) {
  auto const earlier = read::read_corrections(result);
  auto const& refine = options.refine;
  std::vector<std::string> used_parts;
  std::vector<std::string> unused_parts;
  std::vector<std::string> options_for_unused;
  auto const add_part = [&](bool corrected, bool refined, char const* what, char const* option) {
    if (!corrected) return;
    (refined ? used_parts : unused_parts).emplace_back(what);
    if (!refined) options_for_unused.emplace_back(option);
  };
  add_part(earlier.positions_corrected, refine.positions, "positions", "--positions refine");
  add_part(!earlier.intensities.empty(), refine.brightness, "intensities", "--fit-intensities");
  add_part(!earlier.background.empty(), refine.background, "background", "--fit-background");

  std::vector<std::string> notes;
  if (!unused_parts.empty())
    notes.push_back(fmt::format(
        "{} has corrected {}, but this run begins with the values of the scan; give {} to use the corrections", result,
        fmt::join(unused_parts, ", "), fmt::join(options_for_unused, " ")));
  if (used_parts.empty()) return notes;
  auto const pixels = scan.detector * scan.detector;
  FrameCorrections initial;
  initial.frames.resize(scan.frames);
  auto const [frames, cut] = copy_corrections(earlier, scan, refine, initial.frames);
  bool const same_frames = earlier.indexes.empty() || frames > 0;
  if (!same_frames || (!earlier.background.empty() && earlier.background.size() != pixels)) {
    notes.push_back(
        fmt::format("{} has corrected {}, but its frames are not those of this scan, so the corrections are not used",
                    result, fmt::join(used_parts, ", ")));
    return notes;
  }
  if (refine.background) initial.background = earlier.background;
  if (refine.background) initial.background.resize(pixels);
  options.initial_corrections = std::move(initial);
  notes.push_back(
      fmt::format("begins with the {} that {} has corrected{}", fmt::join(used_parts, ", "), result,
                  earlier.indexes.empty() ? "" : fmt::format(", for {} of {} frames", frames, scan.frames)));
  if (cut > 0)
    notes.push_back(
        fmt::format("{} of these positions had drifted by more than --max-drift {} pixels; their drift is cut to it",
                    cut, refine.most_drift));
  return notes;
}

}  // namespace ptyger::prepare
