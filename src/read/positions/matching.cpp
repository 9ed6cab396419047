#include "read/positions/matching.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <utility>

#include "ptyger/error.hpp"
#include "read/frame_numbers.hpp"
#include "read/positions/positions.hpp"

namespace ptyger::read {
namespace {

void sort_by_frame(Scan& scan) {
  std::vector<std::size_t> order(scan.positions.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](auto a, auto b) { return scan.indexes[a] < scan.indexes[b]; });
  auto const positions = scan.positions;
  auto const indexes = scan.indexes;
  for (std::size_t place = 0; place < order.size(); ++place) {
    scan.positions[place] = positions[order[place]];
    scan.indexes[place] = indexes[order[place]];
  }
}

void require_in_file(std::vector<std::int64_t> const& sorted, std::size_t file_frames, std::string const& where) {
  for (auto const index : {sorted.front(), sorted.back()})
    if (index < 0 || index >= static_cast<std::int64_t>(file_frames))
      throw InputError(
          fmt::format("{} has {} frames, but a position belongs to frame {}: frames and positions are not of "
                      "the same scan, or the frames were cropped.",
                      where, file_frames, index));
  auto const twice = std::adjacent_find(sorted.begin(), sorted.end());
  if (twice != sorted.end())
    throw InputError(
        fmt::format("{}: two positions belong to frame {}; a frame was measured at one place. Repair "
                    "the numbers of the frames.",
                    where, *twice));
}

/// [frame of the files] 1 for the frames that the options and the mapping choose.
std::vector<std::uint8_t> chosen_frames(ReadOptions const& options, std::size_t frames) {
  std::vector<std::uint8_t> chosen(frames, 1);
  auto const restrict_to = [&](FrameNumbers const& only, FrameNumbers const& skipped) {
    auto const wanted = only.empty() ? std::vector<std::uint8_t>(frames, 1) : marked_frames(only, frames);
    auto const unwanted = marked_frames(skipped, frames);
    for (std::size_t frame = 0; frame < frames; ++frame)
      if (wanted[frame] == 0 || unwanted[frame] != 0) chosen[frame] = 0;
  };
  restrict_to(options.only_frames, options.skip_frames);
  if (options.mapping) restrict_to(options.mapping->only_frames, options.mapping->skip_frames);
  return chosen;
}

/// Whether the last frames are missing and their positions, too, or more positions follow than frames are known of.
bool ends_early(FrameSet const& frames, std::size_t positions) {
  if (frames.missing().empty()) return false;
  auto const& last = frames.missing().back();
  bool const at_end = last.first + last.frames == frames.frames();
  return at_end && (positions == last.first || (last.frames == 0 && positions > frames.frames()));
}

/// What may be wrong when there are not as many frames as positions, for a message. `mapping`: null when there is none.
std::string reason_of_mismatch(std::size_t positions, FrameSet const& frames, Mapping const* mapping) {
  auto const [rows, cols] = frames.raster();
  if (rows == positions || cols == positions)
    return fmt::format(
        "its axis {} counts something else, such as energies, exposures or modules of a detector, choose one of them "
        "in the --mapping, as in frames = \"{}{}\"; modules that are parts of one image must be put together first",
        rows == positions ? 1 : 0, mapping != nullptr ? mapping->frames.front() : "NAME",
        rows == positions ? "[:, 0]" : "[0]");
  if (frames.shape().cols == positions)
    return fmt::format(
        "frames of {} x {} pixels are wrong, because their number is the last axis of the array and not its first, "
        "write the array anew, as in Python by numpy.moveaxis(frames, -1, 0)",
        frames.shape().rows, positions);
  if (positions < frames.frames())
    return "some frames have no position, name the frames that have one by --only-frames, or the others by "
           "--skip-frames";
  return "the detector lost frames, give the number of the frame of each position as `indexes` of a --mapping";
}

/// Numbers of the frames of positions that are in the order of the frames: of all frames, or of the chosen ones.
std::vector<std::int64_t> indexes_in_order(std::size_t positions, FrameSet const& frames,
                                           std::vector<std::uint8_t> const& chosen, Mapping const* mapping,
                                           std::string const& where) {
  std::vector<std::int64_t> indexes(frames.frames());
  std::iota(indexes.begin(), indexes.end(), std::int64_t{0});
  if (positions == indexes.size()) return indexes;
  if (ends_early(frames, positions)) {
    indexes.resize(positions);
    std::iota(indexes.begin(), indexes.end(), std::int64_t{0});
    return indexes;
  }
  std::erase_if(indexes, [&](std::int64_t frame) { return chosen[static_cast<std::size_t>(frame)] == 0; });
  if (positions == indexes.size()) return indexes;
  throw InputError(
      fmt::format("{} has {} frames, but {} has {} positions: every frame needs its position. Check that they "
                  "belong together; if {}.",
                  frames.where(), frames.frames(), where, positions, reason_of_mismatch(positions, frames, mapping)));
}

/// InputError when the numbers of the frames count as many positions as frames are chosen, from 0 or 1, but the chosen
/// frames have other numbers: they could count the chosen frames.
void refuse_counted_numbers(std::vector<std::int64_t> const& numbers, std::vector<std::uint8_t> const& chosen,
                            std::string const& where) {
  auto const number = std::count(chosen.begin(), chosen.end(), 1);
  if (numbers.empty() || std::ssize(numbers) != number || number == std::ssize(chosen)) return;
  auto const [least, most] = std::minmax_element(numbers.begin(), numbers.end());
  if (*least < 0 || *least > 1 || *most - *least + 1 != number) return;
  if (std::count(chosen.begin() + *least, chosen.begin() + *most + 1, 1) == number) return;
  throw InputError(fmt::format(
      "{}: the positions have the numbers {} to {}, but {} other frames are chosen by --only-frames or "
      "--skip-frames, so that the numbers may count the chosen frames, or all frames of the file. If they "
      "count the chosen ones, leave them out (rename the column, or no `indexes` in a --mapping): positions "
      "belong to the chosen frames in order. If not, choose among the frames {}-{}.",
      where, *least, *most, number, *least, *most));
}

/// Removes the positions for which `removed` is true; returns their number.
template <class Removed>
std::size_t remove_positions(Scan& scan, Removed const& removed) {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < scan.positions.size(); ++i) {
    if (removed(scan.positions[i], scan.indexes[i])) continue;
    scan.positions[kept] = scan.positions[i];
    scan.indexes[kept++] = scan.indexes[i];
  }
  std::size_t const number = scan.positions.size() - kept;
  scan.positions.resize(kept);
  scan.indexes.resize(kept);
  return number;
}

/// Leaves out the positions of missing frames; gives the number of frames that the files hold.
std::size_t leave_out_missing(Scan& scan, FrameSet const& frames) {
  std::size_t present = frames.frames();
  std::vector<FramesMissing> events;  // one for each place
  for (auto const& gap : frames.missing()) {
    auto const first = static_cast<std::int64_t>(gap.first);
    auto const end = first + static_cast<std::int64_t>(gap.frames);
    auto const number = remove_positions(
        scan, [&](Position const&, std::int64_t frame) { return frame >= first && (frame < end || gap.frames == 0); });
    if (events.empty() || events.back().where != gap.where) events.push_back({.where = gap.where});
    events.back().frames += gap.frames == 0 ? number : gap.frames;
    present -= gap.frames;
  }
  for (auto& event : events) scan.reading.add(std::move(event));
  return present;
}

void leave_out_without_place(Scan& scan) {
  auto const bad = std::find_if_not(scan.positions.begin(), scan.positions.end(), is_finite);
  if (bad == scan.positions.end()) return;
  auto const first = scan.indexes[static_cast<std::size_t>(bad - scan.positions.begin())];
  auto const number = remove_positions(scan, [](Position const& p, std::int64_t) { return !is_finite(p); });
  scan.reading.add(PositionsNotFinite{.frames = number, .first = first});
}

/// InputError when a chosen number is not in the files.
void require_chosen_in_file(ReadOptions const& options, std::size_t file_frames, std::string const& where) {
  std::vector<FrameNumbers const*> lists{&options.only_frames, &options.skip_frames};
  if (options.mapping) lists.insert(lists.end(), {&options.mapping->only_frames, &options.mapping->skip_frames});
  for (auto const* const list : lists)
    for (auto const& [first, last] : *list)
      if (last >= static_cast<std::int64_t>(file_frames))
        throw InputError(
            fmt::format("{} has {} frames, numbered from 0, but --only-frames or --skip-frames names frame {}.", where,
                        file_frames, last));
}

void leave_out_not_chosen(Scan& scan, std::vector<std::uint8_t> const& chosen) {
  std::size_t const all = scan.positions.size();
  auto const number = remove_positions(
      scan, [&](Position const&, std::int64_t frame) { return chosen[static_cast<std::size_t>(frame)] == 0; });
  if (number > 0) scan.reading.add(FramesChosen{.frames = number, .all = all});
}

}  // namespace

void match_positions_to_frames(Scan& scan, FrameSet const& frames, ReadOptions const& options,
                               std::string const& where) {
  std::size_t const file_frames = frames.frames();
  require_chosen_in_file(options, file_frames, frames.where());
  auto const chosen = chosen_frames(options, file_frames);
  bool const in_order = scan.indexes.empty();
  if (in_order)
    scan.indexes =
        indexes_in_order(scan.positions.size(), frames, chosen, options.mapping ? &*options.mapping : nullptr, where);
  refuse_counted_numbers(scan.indexes, chosen, where);
  std::size_t const present = leave_out_missing(scan, frames);
  if (!scan.positions.empty()) {
    sort_by_frame(scan);
    require_in_file(scan.indexes, file_frames, frames.where());
  }
  std::size_t const without = present - scan.positions.size();
  scan.in_file = FramesOfFile{.frames = file_frames, .without_position = without, .shape = frames.shape()};
  if (without > 0 && in_order)
    scan.reading.add(FramesChosen{.matched = true, .frames = without, .all = file_frames});
  else if (without > 0)
    scan.reading.add(FramesWithoutPosition{.frames = without, .in_file = file_frames});
  leave_out_not_chosen(scan, chosen);
  leave_out_without_place(scan);
  scan.frames = scan.positions.size();
  if (scan.frames == 0)
    throw InputError(frames.where() +
                     ": no frame that is to be read has a position, so there is nothing to reconstruct from.");
}

void keep_half(Scan& scan, FrameHalf half, std::string const& where) {
  if (half == FrameHalf::all) return;
  bool const odd = half == FrameHalf::odd;
  std::size_t const all = scan.frames;
  std::size_t kept = 0;
  for (std::size_t frame = odd ? 1 : 0; frame < all; frame += 2, ++kept) {
    scan.positions[kept] = scan.positions[frame];
    scan.indexes[kept] = scan.indexes[frame];
  }
  if (kept == 0)
    throw InputError(where + ": the scan has a single frame, so there is no half with odd numbers. Leave out --half.");
  scan.positions.resize(kept);
  scan.indexes.resize(kept);
  scan.frames = kept;
  scan.half = half;
  scan.reading.add(HalfRead{.odd = odd, .frames = kept, .all_frames = all});
}

}  // namespace ptyger::read
