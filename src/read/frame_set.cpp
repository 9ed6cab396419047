#include "read/frame_set.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "core/expect.hpp"
#include "ptyger/error.hpp"
#include "read/frames.hpp"

namespace ptyger::read {
namespace {

std::vector<hdf5::InputDataset> list_of_one(hdf5::InputDataset dataset) {
  std::vector<hdf5::InputDataset> parts;
  parts.push_back(std::move(dataset));
  return parts;
}

constexpr FrameShape empad_frame{.rows = 130, .cols = 128};
constexpr std::size_t empad_counters = 2;  // rows

}  // namespace

FrameSet::FrameSet(hdf5::InputDataset dataset) : FrameSet(list_of_one(std::move(dataset))) {}

FrameSet::FrameSet(std::vector<hdf5::InputDataset> parts) : parts_(std::move(parts)) {
  core::expect(!parts_.empty(), "frames of no dataset");
  kind_ = parts_.front().kind();
  for (auto const& part : parts_) {
    auto const extent = frame_extent(part);
    if (frames_ > 0 && extent.shape != shape_)
      throw InputError(fmt::format("{} has frames of {} x {} pixels, but {} of {} x {}: all must be of one size.",
                                   part.where(), extent.shape.rows, extent.shape.cols, where(), shape_.rows,
                                   shape_.cols));
    shape_ = extent.shape;
    frames_ += extent.frames;
    if (part.kind() != kind_) kind_ = hdf5::Kind::float64;
  }
  if (shape_ != empad_frame) return;
  rows_cut_ = empad_counters;
  shape_.rows -= rows_cut_;
}

bool FrameSet::are_of_matlab() const {
  return is_of_matlab(parts_.front());
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
  for (auto const& part : parts_) {
    std::size_t const part_frames = frame_extent(part).frames;
    std::size_t const frames_read = first < part_frames ? std::min(number, part_frames - first) : 0;
    if (frames_read > 0) read_part(part, first, frames_read, out);
    out += frames_read * shape_.pixels();
    number -= frames_read;
    first -= std::min(first, part_frames);
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
