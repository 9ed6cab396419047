#include "prepare/earlier_corrections.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cmath>
#include <map>

#include "read/results/read_corrections.hpp"

namespace ptyger::prepare {
namespace {

constexpr double same_place = 0.1;  // pixels of the object

struct Taken {
  std::size_t frames = 0;
  std::size_t cut = 0;  ///< that had drifted farther than they may now
};

/// Puts what belongs to frames of the scan into the corrections; gives the number of these frames.
Taken take_frames(read::EarlierCorrections const& earlier, Scan const& scan, Refine const& refine,
                  std::vector<FrameParameters>& frames) {
  std::map<std::int64_t, std::size_t> place;  // [number in the file]
  for (std::size_t j = 0; j < earlier.indexes.size(); ++j) place.emplace(earlier.indexes[j], j);
  auto const drift = [&](Position const& from, Position const& to) {
    return FrameParameters{(to.row_m - from.row_m) / scan.pixel_row_m, (to.col_m - from.col_m) / scan.pixel_col_m};
  };
  Taken count;
  for (std::size_t j = 0; j < scan.frames; ++j) {
    auto const found = place.find(scan.indexes[j]);
    if (found == place.end()) continue;
    auto const k = found->second;
    auto const apart = drift(scan.positions[j], earlier.given[k]);
    if (apart.drift() > same_place) continue;
    ++count.frames;
    auto const moved = drift(earlier.given[k], earlier.positions[k]);
    frames[j] = moved.within(refine.positions ? refine.most_drift : 0);
    if (refine.positions && moved.drift() > refine.most_drift) ++count.cut;
    if (refine.brightness && !earlier.intensities.empty())
      frames[j].log_brightness = std::log(earlier.intensities[k]) / 2;
  }
  return count;
}

}  // namespace

std::vector<std::string> take_corrections(Options& options, Scan const& scan, std::string const& result) {
  auto const earlier = read::read_corrections(result);
  auto const& refine = options.refine;
  std::vector<std::string> taken;
  std::vector<std::string> left;
  std::vector<std::string> how;
  auto const sort = [&](bool corrected, bool refined, char const* what, char const* option) {
    if (!corrected) return;
    (refined ? taken : left).emplace_back(what);
    if (!refined) how.emplace_back(option);
  };
  sort(earlier.moved, refine.positions, "positions", "--positions refine");
  sort(!earlier.intensities.empty(), refine.brightness, "intensities", "--fit-intensities");
  sort(!earlier.background.empty(), refine.background, "background", "--fit-background");

  std::vector<std::string> notes;
  if (!left.empty())
    notes.push_back(fmt::format("leaves the {} that {} corrected as the scan has them; {} would go on with them",
                                fmt::join(left, ", "), result, fmt::join(how, " ")));
  if (taken.empty()) return notes;
  auto const pixels = scan.detector * scan.detector;
  FrameCorrections begin;
  begin.frames.resize(scan.frames);
  auto const [frames, cut] = take_frames(earlier, scan, refine, begin.frames);
  bool const same_frames = earlier.indexes.empty() || frames > 0;
  if (!same_frames || (!earlier.background.empty() && earlier.background.size() != pixels)) {
    notes.push_back(fmt::format("leaves the {} that {} corrected, since its frames are others than those of this scan",
                                fmt::join(taken, ", "), result));
    return notes;
  }
  if (refine.background) begin.background = earlier.background;
  if (refine.background) begin.background.resize(pixels);
  options.initial_corrections = std::move(begin);
  notes.push_back(fmt::format("goes on with the {} that {} corrected{}", fmt::join(taken, ", "), result,
                              earlier.indexes.empty() ? "" : fmt::format(", of {} of {} frames", frames, scan.frames)));
  if (cut > 0)
    notes.push_back(
        fmt::format("{} of these positions had drifted by more than --max-drift {} pixels, and are cut to it", cut,
                    refine.most_drift));
  return notes;
}

}  // namespace ptyger::prepare
