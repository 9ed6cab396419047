#include "read/frame_set.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "core/expect.hpp"
#include "ptyger/error.hpp"
#include "read/counts.hpp"
#include "read/frames.hpp"

namespace ptyger::read {
namespace {

std::vector<FramePart> whole_dataset(hdf5::InputDataset dataset) {
  std::vector<FramePart> parts;
  parts.push_back({.dataset = std::move(dataset)});
  return parts;
}

constexpr FrameShape empad_frame{.rows = 130, .cols = 128};
constexpr std::size_t empad_counters = 2;  // rows

std::vector<FramePart> whole_datasets(std::vector<hdf5::InputDataset> datasets) {
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

FrameSet::FrameSet(hdf5::InputDataset dataset) : FrameSet(whole_dataset(std::move(dataset))) {}

FrameSet::FrameSet(std::vector<hdf5::InputDataset> datasets) : FrameSet(whole_datasets(std::move(datasets))) {}

FrameSet::FrameSet(std::vector<FramePart> parts) {
  core::expect(!parts.empty(), "frames of no dataset");
  kind_ = parts.front().dataset.kind();
  for (auto& part : parts) {
    auto const extent = parts.size() == 1 && part.images.empty() ? frame_extent(part.dataset) : extent_of(part);
    if (frames_ > 0 && extent.shape != shape_)
      throw InputError(fmt::format("{} has frames of {} x {} pixels, but {} of {} x {}: all must be of one size.",
                                   part.dataset.where(), extent.shape.rows, extent.shape.cols, where(), shape_.rows,
                                   shape_.cols));
    shape_ = extent.shape;
    frames_ += extent.frames;
    kind_ = common_kind(kind_, part.dataset.kind());
    parts_.push_back({std::move(part.dataset), std::move(part.images), extent.frames});
  }
  if (shape_ != empad_frame) return;
  rows_cut_ = empad_counters;
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
  for (auto const& part : parts_) {
    std::size_t const frames_read = first < part.frames ? std::min(number, part.frames - first) : 0;
    if (frames_read > 0) read_part(part, first, frames_read, out);
    out += frames_read * shape_.pixels();
    number -= frames_read;
    first -= std::min(first, part.frames);
    if (number == 0) return;
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
