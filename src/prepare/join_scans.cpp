#include "prepare/join_scans.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "prepare/pixel_difference.hpp"
#include "ptyger/error.hpp"

namespace ptyger::prepare {
namespace {

void require_alike(Scan const& first, Scan const& other) {
  auto const name = [](Scan const& scan) { return scan.sources.front(); };
  if (other.detector != first.detector)
    throw InputError(
        fmt::format("{} and {} have frames of {} x {} and {} x {} pixels; --share needs equal frames: give "
                    "--crop with the smaller size",
                    name(first), name(other), first.detector, first.detector, other.detector, other.detector));
  if (auto const difference = pixel_difference(other.pixel_row_m, other.pixel_col_m, first); !difference.empty())
    throw InputError(
        fmt::format("{}: {} {}; scans that share something need the same wavelength, distance and detector",
                    name(other), difference, name(first)));
}

/// The counts of both, in the type of both or as float.
void append(Counts& to, Counts const& from) {
  if (to.index() != from.index() && !std::holds_alternative<std::vector<float>>(to))
    to = std::visit([](auto const& counts) { return std::vector<float>(counts.begin(), counts.end()); }, to);
  std::visit(
      [&](auto& all) {
        using Value = typename std::decay_t<decltype(all)>::value_type;
        std::visit(
            [&](auto const& more) {
              all.reserve(all.size() + more.size());
              for (auto const count : more) all.push_back(static_cast<Value>(count));
            },
            from);
      },
      to);
}

struct Extent {
  double low, high;
};

Extent columns_of(Scan const& scan) {
  auto const [low, high] = std::minmax_element(scan.positions.begin(), scan.positions.end(),
                                               [](auto const& a, auto const& b) { return a.col_m < b.col_m; });
  return {low->col_m, high->col_m};
}

/// Moves a scan by whole pixels to the right of `end_m`, where the patches of the scans before end.
double shift_behind(double end_m, Scan const& scan) {
  return std::ceil((end_m - columns_of(scan).low) / scan.pixel_col_m) * scan.pixel_col_m;
}

/// Appends the frames of a scan at an offset.
void append(Scan& joint, Scan const& scan, Position offset) {
  append(joint.counts, scan.counts);
  auto const frames_before = joint.in_file ? static_cast<std::int64_t>(joint.in_file->frames) : 0;
  for (auto const index : scan.indexes) joint.indexes.push_back(frames_before + index);
  for (auto const& position : scan.positions)
    joint.positions.push_back({position.row_m + offset.row_m, position.col_m + offset.col_m});
  for (std::size_t i = 0; i < joint.measured.size(); ++i)
    joint.measured[i] = joint.measured[i] != 0 && scan.measured[i] != 0 ? 1 : 0;
  joint.frames += scan.frames;
  joint.sources.insert(joint.sources.end(), scan.sources.begin(), scan.sources.end());
  if (joint.in_file && scan.in_file) joint.in_file->frames += scan.in_file->frames;
  if (joint.probe.modes == 0) joint.probe = scan.probe;
}

std::string note(std::size_t number, Scan const& scan, JoinedPart const& part, Share share) {
  auto text = fmt::format("scan {}, {}: frames {} to {}", number, scan.sources.front(), part.first,
                          part.first + part.frames - 1);
  if (share == Share::probe) return text + fmt::format(", {:.6g} m to the right of its place", part.offset.col_m);
  return text + fmt::format(", moved by x {:.3g} m, y {:.3g} m", part.offset.col_m, part.offset.row_m);
}

}  // namespace

JoinedScans join_scans(std::vector<Scan> scans, Share share, std::vector<Position> const& offsets, int gap_pixels) {
  for (auto const& scan : scans) require_alike(scans.front(), scan);
  JoinedScans joined{std::move(scans.front()), {}, {}};
  if (share == Share::object) joined.scan.probe_of_frame.assign(joined.scan.frames, 0);
  joined.parts.push_back({0, joined.scan.frames, {}});
  joined.notes.push_back(note(1, joined.scan, joined.parts.back(), share));
  for (std::size_t i = 1; i < scans.size(); ++i) {
    auto& scan = scans[i];
    Position offset;
    if (share == Share::probe) {
      double const patch_m =
          static_cast<double>(scan.detector + static_cast<std::size_t>(gap_pixels)) * scan.pixel_col_m;
      offset.col_m = shift_behind(columns_of(joined.scan).high + patch_m, scan);
    } else if (!offsets.empty()) {
      offset = offsets[i];
    }
    joined.parts.push_back({joined.scan.frames, scan.frames, offset});
    joined.notes.push_back(note(i + 1, scan, joined.parts.back(), share));
    if (share == Share::object) {
      joined.scan.probe_of_frame.resize(joined.scan.frames + scan.frames, static_cast<std::uint8_t>(i));
      joined.scan.further_probes.push_back(scan.probe);
    }
    append(joined.scan, scan, offset);
    scan = {};  // its frames are copied
  }
  return joined;
}

}  // namespace ptyger::prepare
