#include "read/frame_set.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "core/expect.hpp"
#include "ptyger/error.hpp"
#include "read/frames.hpp"

namespace ptyger::read {
namespace {

/// Adds the frames that a dataset lacks, of which the first has the number `begin`. InputError when it lacks all.
void add_missing(hdf5::InputDataset const& dataset, std::size_t begin, std::vector<MissingFrames>& missing) {
  auto const lacks = dataset.missing_images();
  if (lacks.empty()) return;
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

std::vector<hdf5::InputDataset> list_of_one(hdf5::InputDataset dataset) {
  std::vector<hdf5::InputDataset> parts;
  parts.push_back(std::move(dataset));
  return parts;
}

constexpr FrameShape empad_frame{.rows = 130, .cols = 128};
constexpr std::size_t empad_counters = 2;  // rows

}  // namespace

FrameSet::FrameSet(hdf5::InputDataset dataset) : FrameSet(list_of_one(std::move(dataset))) {}

FrameSet::FrameSet(std::vector<hdf5::InputDataset> parts, std::vector<MissingFrames> missing)
    : parts_(std::move(parts)), missing_(std::move(missing)) {
  core::expect(!parts_.empty(), "frames of no dataset");
  kind_ = parts_.front().kind();
  auto gap = missing_.begin();
  auto const add_gaps = [&] {
    for (; gap != missing_.end() && gap->first == frames_; ++gap) frames_ += gap->frames;
  };
  for (auto const& part : parts_) {
    auto const extent = frame_extent(part);
    if (!begins_.empty() && extent.shape != shape_)
      throw InputError(fmt::format("{} has frames of {} x {} pixels, but {} of {} x {}: all must be of one size.",
                                   part.where(), extent.shape.rows, extent.shape.cols, where(), shape_.rows,
                                   shape_.cols));
    shape_ = extent.shape;
    add_gaps();
    begins_.push_back(frames_);
    frames_ += extent.frames;
    if (part.kind() != kind_) kind_ = hdf5::Kind::float64;
  }
  add_gaps();
  for (std::size_t part = 0; part < parts_.size(); ++part) add_missing(parts_[part], begins_[part], missing_);
  std::stable_sort(missing_.begin(), missing_.end(),
                   [](MissingFrames const& a, MissingFrames const& b) { return a.first < b.first; });
  if (shape_ != empad_frame) return;
  rows_cut_ = empad_counters;
  shape_.rows -= rows_cut_;
}

RasterShape FrameSet::raster() const {
  auto const& shape = parts_.front().shape();
  bool const is_raster = parts_.size() == 1 && shape.size() == 4;
  return is_raster ? RasterShape{.rows = shape[0], .cols = shape[1]} : RasterShape{};
}

template <hdf5::Element T>
void FrameSet::read_part(hdf5::InputDataset const& part, std::size_t first, std::size_t number, T* out) const {
  if (rows_cut_ == 0) return part.read_images(first, number, out);
  std::size_t const stored_pixels = (shape_.rows + rows_cut_) * shape_.cols;
  std::vector<T> stored(number * stored_pixels);
  part.read_images(first, number, stored.data());
  for (std::size_t frame = 0; frame < number; ++frame)
    std::copy_n(stored.data() + frame * stored_pixels, shape_.pixels(), out + frame * shape_.pixels());
}

template <hdf5::Element T>
void FrameSet::read(std::size_t first, std::size_t number, T* out) const {
  if (!missing_.empty()) std::fill_n(out, number * shape_.pixels(), T{0});
  std::size_t const end = first + number;
  for (std::size_t part = 0; part < parts_.size(); ++part) {
    std::size_t const part_end = begins_[part] + frame_extent(parts_[part]).frames;
    std::size_t const from = std::max(first, begins_[part]);
    std::size_t const to = std::min(end, part_end);
    if (from < to) read_part(parts_[part], from - begins_[part], to - from, out + (from - first) * shape_.pixels());
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
