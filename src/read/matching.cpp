#include "read/matching.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "ptyger/error.hpp"

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
                    "probe_position_indexes.",
                    where, *twice));
}

}  // namespace

void match_positions_to_frames(Scan& scan, FrameSet const& frames) {
  std::size_t const file_frames = frames.frames();
  if (scan.indexes.empty()) {
    if (scan.positions.size() != file_frames)
      throw InputError(
          fmt::format("{} has {} frames, but there are {} positions: every frame needs its position. Check "
                      "that the files belong together.",
                      frames.where(), file_frames, scan.positions.size()));
    scan.indexes.resize(file_frames);
    std::iota(scan.indexes.begin(), scan.indexes.end(), std::int64_t{0});
  }
  scan.frames = scan.positions.size();
  if (scan.frames == 0)
    throw InputError(frames.where() + ": no frame has a position, so there is nothing to reconstruct from.");
  sort_by_frame(scan);
  require_in_file(scan.indexes, file_frames, frames.where());
  scan.in_file =
      FramesOfFile{.frames = file_frames, .without_position = file_frames - scan.frames, .shape = frames.shape()};
  if (scan.frames < file_frames)
    scan.reading.add(FramesWithoutPosition{.frames = file_frames - scan.frames, .in_file = file_frames});
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
