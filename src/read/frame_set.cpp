#include "read/frame_set.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <utility>

#include "array_files/empad.hpp"
#include "core/expect.hpp"
#include "ptyger/error.hpp"
#include "read/counts.hpp"
#include "read/frames.hpp"

namespace ptyger::read {
namespace {

/// [frame of the part] 1 when the dataset lacks it; empty when it lacks none. images: as in FramePart.
std::vector<std::uint8_t> lacking_frames(hdf5::InputDataset const& dataset, std::vector<std::size_t> const& images) {
  auto lacks = dataset.missing_images();
  if (lacks.empty() || images.empty()) return lacks;
  std::vector<std::uint8_t> chosen;
  for (auto const image : images) chosen.push_back(lacks[image]);
  return chosen;
}

/// Adds the frames that a part lacks, of which the first has the number `begin`. InputError when it lacks all.
void add_missing(hdf5::InputDataset const& dataset, std::vector<std::size_t> const& images, std::size_t begin,
                 std::vector<MissingFrames>& missing) {
  auto const lacks = lacking_frames(dataset, images);
  if (std::find(lacks.begin(), lacks.end(), 1) == lacks.end()) return;
  auto const source = dataset.missing_source();
  auto const part = source.empty() ? std::string("a part") : "the part in " + source;
  auto const where = dataset.where() + ": " + part;
  if (std::find(lacks.begin(), lacks.end(), 0) == lacks.end())
    throw InputError(where +
                     " is missing, so that zeros would be read for all frames. Keep linked files together, or "
                     "set HDF5_VDS_PREFIX to their folder.");
  for (std::size_t frame = 0; frame < lacks.size(); ++frame) {
    if (lacks[frame] == 0) continue;
    if (frame > 0 && lacks[frame - 1] != 0)
      ++missing.back().frames;
    else
      missing.push_back({begin + frame, 1, where});
  }
}

std::vector<FramePart> whole_datasets(std::span<hdf5::InputDataset> datasets) {
  std::vector<FramePart> parts;
  for (auto& dataset : datasets) parts.push_back({.dataset = std::move(dataset)});
  return parts;
}

/// Bytes of an unsigned type; 0 for other types.
int unsigned_bytes(hdf5::Kind kind) {
  switch (kind) {
    case hdf5::Kind::uint8:
      return 1;
    case hdf5::Kind::uint16:
      return 2;
    case hdf5::Kind::uint32:
      return 4;
    case hdf5::Kind::uint64:
      return 8;
    default:
      return 0;
  }
}

/// Type for the values of both types.
hdf5::Kind common_kind(hdf5::Kind a, hdf5::Kind b) {
  if (a == b) return a;
  if (unsigned_bytes(a) == 0 || unsigned_bytes(b) == 0) return hdf5::Kind::float64;
  return unsigned_bytes(a) > unsigned_bytes(b) ? a : b;
}

}  // namespace

FrameExtent extent_of(FramePart const& part) {
  auto const& shape = part.dataset.shape();
  if (part.images.empty() && shape.size() == 2 && part.dataset.size() > 0)
    return {.frames = 1, .shape = {.rows = shape[0], .cols = shape[1]}};
  if (part.images.empty()) return frame_extent(part.dataset);
  return {.frames = part.images.size(), .shape = {.rows = shape[shape.size() - 2], .cols = shape.back()}};
}

FrameSet::FrameSet(hdf5::InputDataset dataset) : FrameSet(whole_datasets({&dataset, 1})) {}

FrameSet::FrameSet(std::vector<hdf5::InputDataset> datasets, std::vector<MissingFrames> missing)
    : FrameSet(whole_datasets(datasets), std::move(missing)) {}

FrameSet::FrameSet(std::vector<FramePart> parts, std::vector<MissingFrames> missing) : missing_(std::move(missing)) {
  core::expect(!parts.empty(), "frames of no dataset");
  kind_ = parts.front().dataset.kind();
  auto gap = missing_.begin();
  auto const add_gaps = [&] {
    for (; gap != missing_.end() && gap->first == frames_; ++gap) frames_ += gap->frames;
  };
  for (auto& part : parts) {
    auto const extent = parts.size() == 1 && part.images.empty() ? frame_extent(part.dataset) : extent_of(part);
    if (!parts_.empty() && extent.shape != shape_)
      throw InputError(fmt::format("{} has frames of {} x {} pixels, but {} of {} x {}: all must be of one size.",
                                   part.dataset.where(), extent.shape.rows, extent.shape.cols, where(), shape_.rows,
                                   shape_.cols));
    shape_ = extent.shape;
    add_gaps();
    kind_ = common_kind(kind_, part.dataset.kind());
    parts_.push_back({std::move(part.dataset), std::move(part.images), frames_, extent.frames});
    frames_ += extent.frames;
  }
  add_gaps();
  for (auto const& part : parts_) add_missing(part.dataset, part.images, part.begin, missing_);
  std::stable_sort(missing_.begin(), missing_.end(),
                   [](MissingFrames const& a, MissingFrames const& b) { return a.first < b.first; });
  if (shape_ != FrameShape{.rows = array_files::empad_rows, .cols = array_files::empad_cols}) return;
  rows_cut_ = array_files::empad_counter_rows;
  shape_.rows -= rows_cut_;
}

bool FrameSet::are_of_matlab() const {
  return is_of_matlab(parts_.front().dataset);
}

RasterShape FrameSet::raster() const {
  auto const& shape = parts_.front().dataset.shape();
  bool const is_raster = parts_.size() == 1 && shape.size() == 4 && parts_.front().images.empty();
  return is_raster ? RasterShape{.rows = shape[0], .cols = shape[1]} : RasterShape{};
}

template <hdf5::Element T>
void FrameSet::read_images(Part const& part, std::size_t first, std::size_t number, T* out) const {
  auto const& images = part.images;
  if (part.dataset.rank() == 2) return part.dataset.read_rows(0, part.dataset.shape()[0], out);
  if (images.empty()) return part.dataset.read_images(first, number, out);
  std::size_t const pixels = (shape_.rows + rows_cut_) * shape_.cols;
  for (std::size_t begin = first; begin < first + number;) {
    std::size_t end = begin + 1;
    while (end < first + number && images[end] == images[end - 1] + 1) ++end;
    part.dataset.read_images(images[begin], end - begin, out + (begin - first) * pixels);
    begin = end;
  }
}

template <hdf5::Element T>
void FrameSet::read_part(Part const& part, std::size_t first, std::size_t number, T* out) const {
  std::size_t const pixels = shape_.pixels();
  if (rows_cut_ == 0) {
    read_images(part, first, number, out);
  } else {
    std::size_t const stored_pixels = pixels + rows_cut_ * shape_.cols;
    std::vector<T> stored(number * stored_pixels);
    read_images(part, first, number, stored.data());
    for (std::size_t frame = 0; frame < number; ++frame)
      std::copy_n(stored.data() + frame * stored_pixels, pixels, out + frame * pixels);
  }
  if (part.dataset.kind() == kind_ || unsigned_bytes(part.dataset.kind()) == 0) return;
  auto const narrow = static_cast<T>(mark_of(part.dataset.kind()));
  auto const wide = static_cast<T>(mark_of(kind_));
  std::replace(out, out + number * pixels, narrow, wide);
}

template <hdf5::Element T>
void FrameSet::read(std::size_t first, std::size_t number, T* out) const {
  if (!missing_.empty()) std::fill_n(out, number * shape_.pixels(), T{0});
  std::size_t const end = first + number;
  for (auto const& part : parts_) {
    std::size_t const from = std::max(first, part.begin);
    std::size_t const to = std::min(end, part.begin + part.frames);
    if (from < to) read_part(part, from - part.begin, to - from, out + (from - first) * shape_.pixels());
  }
}

template void FrameSet::read<std::int8_t>(std::size_t, std::size_t, std::int8_t*) const;
template void FrameSet::read<std::int16_t>(std::size_t, std::size_t, std::int16_t*) const;
template void FrameSet::read<std::int32_t>(std::size_t, std::size_t, std::int32_t*) const;
template void FrameSet::read<std::int64_t>(std::size_t, std::size_t, std::int64_t*) const;
template void FrameSet::read<std::uint8_t>(std::size_t, std::size_t, std::uint8_t*) const;
template void FrameSet::read<std::uint16_t>(std::size_t, std::size_t, std::uint16_t*) const;
template void FrameSet::read<std::uint32_t>(std::size_t, std::size_t, std::uint32_t*) const;
template void FrameSet::read<std::uint64_t>(std::size_t, std::size_t, std::uint64_t*) const;
template void FrameSet::read<float>(std::size_t, std::size_t, float*) const;
template void FrameSet::read<double>(std::size_t, std::size_t, double*) const;

}  // namespace ptyger::read
