#include "read/formats/mapped_frames.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <utility>

#include "hdf5/extents.hpp"
#include "ptyger/error.hpp"
#include "read/formats/name_patterns.hpp"
#include "read/frames.hpp"

namespace ptyger::read {
namespace {

/// What the group of a pattern holds, for a message: up to ten names.
std::string what_is_there(hdf5::InputFile const& file, std::string const& pattern) {
  constexpr std::size_t most = 10;
  auto const fixed = pattern.substr(0, pattern.find_first_of("*?"));
  auto const slash = fixed.rfind('/');
  auto const group = slash == std::string::npos || slash == 0 ? std::string("/") : fixed.substr(0, slash);
  if (!file.exists(group)) return file.why_missing(group);
  auto names = file.members(group);
  if (names.empty()) return fmt::format("'{}' holds nothing", group);
  std::size_t const rest = names.size() > most ? names.size() - most : 0;
  names.resize(names.size() - rest);
  return fmt::format("'{}' holds '{}'{}", group, fmt::join(names, "', '"),
                     rest > 0 ? fmt::format(" and {} more", rest) : "");
}

/// Whether a path leads to an object that is no dataset.
bool is_group(hdf5::InputFile const& file, std::string const& path) {
  return file.exists(path) && !file.has_dataset(path);
}

/// The datasets of a file that fit an entry, in their order. InputError when one before the last leads nowhere.
std::vector<hdf5::InputDataset> datasets_of(FilesWithMapping const& mapped, hdf5::InputFile const& file,
                                            std::string const& entry, ReadingReport& report) {
  std::vector<hdf5::InputDataset> datasets;
  if (!is_pattern(entry) || file.has_dataset(entry)) {
    if (file.has_dataset(entry)) datasets.push_back(file.dataset(entry));
    return datasets;
  }
  std::string missing;
  for (auto const& path : paths_that_fit(file, entry)) {
    if (is_group(file, path)) continue;
    if (!file.has_dataset(path)) {
      file.refuse_damaged_target(path);
      if (missing.empty()) missing = file.why_missing(path);
      continue;
    }
    if (!missing.empty())
      throw InputError(
          fmt::format("{}: {}, but the frames after it are there, so that those of '{}' of {} would belong "
                      "to wrong positions. Bring the missing file, or name the datasets one by one.",
                      file.path(), missing, entry, mapped.mapping.file));
    datasets.push_back(file.dataset(path));
  }
  if (!missing.empty() && !datasets.empty())
    report.add(FramesMissing{.frames = 0, .where = file.path() + ": " + missing});
  return datasets;
}

/// A dataset and the images in it that the places of a path choose.
FramePart part_of(hdf5::InputDataset dataset, MappedPath const& path) {
  if (path.places.empty()) return {std::move(dataset)};
  auto const& shape = dataset.shape();
  if (shape.size() < path.places.size() + 2 || shape.size() < 3)
    throw InputError(
        fmt::format("{} has the shape {}: its last two axes are rows and columns of frames, before which "
                    "the mapping chooses along {} axes.",
                    dataset.where(), hdf5::to_string(shape), path.places.size()));
  auto images = chosen_entries({shape.begin(), shape.end() - 2}, path, dataset.where());
  return {std::move(dataset), std::move(images)};
}

void require_found(FilesWithMapping const& mapped, std::string const& entry, std::string const& path, bool found) {
  if (found) return;
  auto const& file = mapped.inputs.front();
  if (is_group(file, path))
    throw InputError(
        fmt::format("{}: '{}', which the key 'frames' of {} names, is a group. If all its datasets are frames, "
                    "give \"{}/*\".",
                    file.path(), path, mapped.mapping.file, path));
  if (!is_pattern(path)) mapped.file_of("frames", path);
  throw InputError(fmt::format("{}: no dataset fits '{}' of the key 'frames' of {}: {}.", file.path(), entry,
                               mapped.mapping.file, what_is_there(file, path)));
}

}  // namespace

MappedFrames find_mapped_frames(FilesWithMapping const& mapped, ReadingReport& report) {
  auto const& entries = mapped.mapping.frames;
  std::vector<std::size_t> found(entries.size(), 0);
  std::vector<FramePart> parts;
  std::vector<std::size_t> by_file;
  for (auto const& file : mapped.inputs) {
    std::size_t const before = parts.size();
    for (std::size_t i = 0; i < entries.size(); ++i) {
      auto const path = mapped.path(entries[i]);
      for (auto& dataset : datasets_of(mapped, file, path.dataset, report)) {
        parts.push_back(part_of(std::move(dataset), path));
        ++found[i];
      }
    }
    std::size_t frames = 0;
    for (std::size_t i = before; i < parts.size(); ++i) frames += extent_of(parts[i]).frames;
    if (parts.size() > before) by_file.push_back(frames);
  }
  for (std::size_t i = 0; i < entries.size(); ++i)
    require_found(mapped, entries[i], mapped.path(entries[i]).dataset, found[i] > 0);
  return {FrameSet(std::move(parts)), std::move(by_file)};
}

}  // namespace ptyger::read
