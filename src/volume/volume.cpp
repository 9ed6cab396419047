#include "volume/volume.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <limits>
#include <map>
#include <span>
#include <tuple>

#include "comm/together.hpp"
#include "core/system_error.hpp"
#include "hdf5/parallel_output_file.hpp"
#include "ptyger/error.hpp"
#include "volume/exchange_file.hpp"
#include "volume/field.hpp"
#include "volume/flatten_phase.hpp"
#include "volume/image.hpp"
#include "volume/messages.hpp"
#include "volume/outline.hpp"
#include "volume/tiff_stack.hpp"
#include "write/disk_space.hpp"
#include "write/pending_file.hpp"

namespace ptyger::volume {
namespace {

/// The data that the steps of write_volume() share.
struct Volume {
  comm::World const& world;
  VolumeOptions const& options;
  std::vector<VolumeEntry> entries;       ///< sorted by angle
  std::vector<Outline> outlines;          ///< [entry], of all ranks
  std::map<std::size_t, PackedMask> lit;  ///< masks of this rank's projections, by index
  Field field;                            ///< common pixel grid of all images
  write::SheetLayout sheet;               ///< of the contact sheet

  /// Whether this rank works on a projection: the ranks take them in turn.
  [[nodiscard]] bool is_own(std::size_t number) const {
    return number % static_cast<std::size_t>(world.size()) == static_cast<std::size_t>(world.rank());
  }
};

/// The outcomes and thumbnails of this rank's projections.
struct Share {
  Numbered<Outcome> outcomes;
  Numbered<write::Thumbnail> thumbnails;
};

std::vector<VolumeEntry> sorted_by_angle(std::vector<VolumeEntry> entries) {
  for (VolumeEntry& entry : entries)
    if (entry.angle_deg && !std::isfinite(*entry.angle_deg)) entry.angle_deg.reset();
  std::stable_sort(entries.begin(), entries.end(), [](VolumeEntry const& a, VolumeEntry const& b) {
    double const unknown_angle = std::numeric_limits<double>::infinity();
    return std::tuple(a.angle_deg.value_or(unknown_angle), a.name) <
           std::tuple(b.angle_deg.value_or(unknown_angle), b.name);
  });
  return entries;
}

/// The message of an error without the path of the result with which it begins: the reason is shown beside this path.
std::string reason_without_path(std::exception const& error, std::string const& result) {
  std::string text = error.what();
  if (!text.starts_with(result)) return text;
  std::size_t const begin = text.find_first_not_of(": ", result.size());
  return begin == std::string::npos ? text : text.substr(begin);
}

void read_outlines(Volume& volume) {
  Numbered<Outline> own;
  for (std::size_t i = 0; i < volume.entries.size(); ++i) {
    if (!volume.is_own(i)) continue;
    VolumeEntry const& entry = volume.entries[i];
    Outline outline;
    if (entry.result.empty()) {
      outline.missing = entry.missing.empty() ? "no result" : entry.missing;
    } else {
      try {
        OutlineAndMask outline_and_mask = read_outline(entry.result);
        outline = outline_and_mask.outline;
        volume.lit[i] = std::move(outline_and_mask.mask);
      } catch (std::exception const& error) {
        outline.missing = reason_without_path(error, entry.result);
      }
    }
    own.emplace_back(i, outline);
  }
  volume.outlines = share_outlines(volume.world, own, volume.entries.size());
}

/// Reads and flattens one projection and adds its thumbnail; a result that cannot be read is missing.
VolumeImage make_image(Volume& volume, std::size_t number, Outcome& outcome, Share& share) {
  if (!outcome.missing.empty()) return missing_image(volume.field);
  VolumeEntry const& entry = volume.entries[number];
  Place const& place = volume.field.places[number];
  try {
    write::LitRegion region = read_lit_region(entry.result, volume.outlines[number], volume.lit[number]);
    outcome.flattening = flatten(region, volume.options.air_columns);
    share.thumbnails.emplace_back(number, thumbnail(region, place, volume.field, volume.sheet));
    return placed_image(region, place, volume.field);
  } catch (std::exception const& error) {
    outcome.missing = reason_without_path(error, entry.result);
    return missing_image(volume.field);
  }
}

void write_image(Volume& volume, std::size_t number, hdf5::ParallelOutputFile& file, Share& share) {
  VolumeEntry const& entry = volume.entries[number];
  Outcome outcome{volume.outlines[number].missing, {}};
  VolumeImage const image = make_image(volume, number, outcome, share);
  file.write_rows(exchange_phase, number, std::span<float const>(image.phase));
  file.write_rows(exchange_amplitude, number, std::span<float const>(image.amplitude));
  if (!volume.options.tiff_folder.empty()) {
    if (outcome.missing.empty())
      write_tiff_images(volume.options.tiff_folder, number, entry, image, volume.field);
    else
      remove_tiff_images(volume.options.tiff_folder, number);
  }
  volume.lit.erase(number);
  share.outcomes.emplace_back(number, std::move(outcome));
}

/// Makes the volume file without the values of its images; on rank 0.
void make_file(Volume const& volume, std::string const& path, std::optional<write::PendingFile>& pending) {
  auto const folder = std::filesystem::path(path).parent_path();
  write::remove_leftovers(folder.empty() ? "." : folder.string());
  pending.emplace(path, true);
  make_exchange_file(pending->temporary(), path, volume.entries, volume.outlines, volume.field, volume.options);
  write::reserve_disk(pending->temporary(), std::filesystem::file_size(pending->temporary()), path);
  if (!volume.options.tiff_folder.empty()) prepare_tiff_stack(volume.options.tiff_folder, volume.entries.size());
}

void require_reachable(comm::World const& world, std::string const& file) {
  if (::access(file.c_str(), R_OK | W_OK) == 0) return;
  throw InputError(fmt::format("{}: rank {} cannot reach it: {}. All nodes must see the folder under this name.", file,
                               world.rank(), core::last_system_error().message()));
}

/// Writes the images of all ranks into the file and waits until they are on the disk.
Share write_all_images(Volume& volume, std::string const& temporary, std::string const& path) {
  Share share;
  comm::together(volume.world, [&] { require_reachable(volume.world, temporary); });
  comm::together(volume.world, [&] {
    hdf5::ParallelOutputFile file(temporary, path, volume.world.communicator());
    for (std::size_t i = 0; i < volume.entries.size(); ++i)
      if (volume.is_own(i)) write_image(volume, i, file, share);
    file.close();
  });
  comm::together(volume.world, [&] { write::sync_file(temporary, path); });
  return share;
}

std::vector<std::string> notes(Volume const& volume, std::size_t present) {
  std::vector<std::string> notes;
  std::size_t const count = volume.entries.size();
  auto const no_angle = std::count_if(volume.entries.begin(), volume.entries.end(),
                                      [](VolumeEntry const& entry) { return !entry.angle_deg; });
  if (present < count)
    notes.push_back(fmt::format("{} of {} projections are missing, NaN in the volume", count - present, count));
  if (no_angle > 0)
    notes.push_back(fmt::format("{} of {} projections have no angle, NaN in theta, and come last", no_angle, count));
  if (volume.options.air_columns == 0)
    notes.emplace_back(
        "the mean phase of every projection is 0; with air beside the sample, give the number of its columns");
  return notes;
}

VolumeReport report(Volume const& volume, std::vector<Outcome> const& outcomes,
                    std::vector<write::Thumbnail> thumbnails) {
  VolumeReport report;
  report.rows = volume.field.rows;
  report.cols = volume.field.cols;
  report.pixel_row_m = volume.field.pixel_row_m;
  report.pixel_col_m = volume.field.pixel_col_m;
  report.sheet_layout = volume.sheet;
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    VolumeEntry const& entry = volume.entries[i];
    report.slots.push_back({entry.name, entry.angle_deg, outcomes[i].missing});
    if (outcomes[i].missing.empty()) ++report.present;
    if (!thumbnails.empty())
      report.sheet.push_back({entry.name, entry.angle_deg, outcomes[i].missing, std::move(thumbnails[i])});
  }
  report.notes = notes(volume, report.present);
  return report;
}

}  // namespace

VolumeReport write_volume(comm::World const& world, std::vector<VolumeEntry> const& entries, std::string const& path,
                          VolumeOptions const& options) {
  Volume volume{world, options, sorted_by_angle(entries), {}, {}, {}, {}};
  read_outlines(volume);
  volume.field = common_field(volume.outlines);
  volume.sheet = write::sheet_layout(entries.size(), volume.field.rows, volume.field.cols);
  bool const is_root = world.rank() == 0;
  std::optional<write::PendingFile> pending;
  comm::together(world, [&] {
    if (is_root) make_file(volume, path, pending);
  });
  Share const share = write_all_images(volume, world.broadcast(is_root ? pending->temporary() : ""), path);
  std::vector<Outcome> const outcomes = share_outcomes(world, share.outcomes, entries.size());
  std::vector<write::Thumbnail> thumbnails = gather_thumbnails(world, share.thumbnails, entries.size());
  comm::together(world, [&] {
    if (!is_root) return;
    finish_exchange_file(pending->temporary(), path, outcomes);
    pending->commit();
  });
  return report(volume, outcomes, std::move(thumbnails));
}

}  // namespace ptyger::volume
