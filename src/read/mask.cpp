#include "read/mask.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>

#include "array_files/empad.hpp"
#include "hdf5/extents.hpp"
#include "ptyger/error.hpp"

namespace ptyger::read {
namespace {

constexpr double has_signal = 0x1000;  // bit of a CXI mask that marks no defect

bool is_good(double value, MaskRule rule) {
  switch (rule) {
    case MaskRule::cxi:
      return value == 0 || value == has_signal;
    case MaskRule::nonzero_bad:
      return value == 0;
    case MaskRule::positive_valid:
      return value > 0;
    default:
      return value != 0 && !std::isnan(value);
  }
}

/// Whether the last two axes of a mask are the axes of a frame, or of an EMPAD frame of whose rows the rows of counters
/// were cut off.
bool has_frame_axes(hdf5::Shape const& shape, FrameShape const& frame) {
  using namespace array_files;
  if (shape.size() < 2) return false;
  FrameShape const of_mask{.rows = shape[shape.size() - 2], .cols = shape.back()};
  return of_mask == frame || (of_mask == FrameShape{.rows = empad_rows, .cols = empad_cols} &&
                              frame == FrameShape{.rows = empad_rows - empad_counter_rows, .cols = empad_cols});
}

/// The values of one mask for all frames: of the first image of a stack. InputError when its images differ.
std::vector<double> values_of_one(hdf5::InputDataset const& dataset, FrameShape const& frame) {
  auto const& shape = dataset.shape();
  if (shape.size() == 2) return dataset.read<double>();
  std::vector<double> first(shape[shape.size() - 2] * shape.back()), other(first.size());
  std::size_t const masks = dataset.size() / first.size();
  dataset.read_images(0, 1, first.data());
  auto const equal = [](double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); };
  for (std::size_t mask = 1; mask < masks; ++mask) {
    dataset.read_images(mask, 1, other.data());
    if (!std::equal(first.begin(), first.end(), other.begin(), equal))
      throw InputError(fmt::format(
          "{} has {} masks, which are neither equal nor as many as the frames of {} x {} pixels, so it is "
          "not known which belongs to which frame. Give a mask for each frame of the file, or by --mask one "
          "for all, in which a pixel is bad when it is bad in any frame.",
          dataset.where(), masks, frame.rows, frame.cols));
  }
  return first;
}

char const* meaning(MaskRule rule) {
  switch (rule) {
    case MaskRule::nonzero_valid:
      return "Here a pixel is good where the mask is not zero.";
    case MaskRule::positive_valid:
      return "Here a pixel is good where its weight is above zero.";
    default:
      return "Here a pixel is good where the mask is zero.";
  }
}

}  // namespace

std::vector<std::uint8_t> read_mask(hdf5::InputDataset const& dataset, FrameShape const& frame, MaskRule rule,
                                    ReadingReport& report) {
  if (dataset.size() == 0 || !has_frame_axes(dataset.shape(), frame))
    throw InputError(fmt::format(
        "{} has the shape {}, but the frames are {} x {} pixels: a mask of that size is needed, or one for each frame.",
        dataset.where(), hdf5::to_string(dataset.shape()), frame.rows, frame.cols));
  auto values = values_of_one(dataset, frame);
  values.resize(frame.pixels());
  std::vector<std::uint8_t> measured(values.size());
  std::transform(values.begin(), values.end(), measured.begin(),
                 [&](double value) { return static_cast<std::uint8_t>(is_good(value, rule)); });
  auto const masked = std::count(measured.begin(), measured.end(), 0);
  if (static_cast<std::size_t>(masked) == values.size())
    throw InputError(dataset.where() + " masks every pixel, so nothing is left to reconstruct from. " + meaning(rule));
  if (masked > 0) report.add(PixelsMasked{static_cast<std::size_t>(masked), values.size()});
  return measured;
}

bool is_of_frames(hdf5::InputDataset const& dataset, FrameShape const& frame, std::size_t frames) {
  auto const& shape = dataset.shape();
  return frames > 1 && shape.size() > 2 && has_frame_axes(shape, frame) &&
         dataset.size() == frames * shape[shape.size() - 2] * shape.back();
}

FrameMask frame_mask_of(FrameSet masks, MaskRule rule, Window const& window) {
  auto const shared = std::make_shared<FrameSet>(std::move(masks));  // a FrameMask can be copied
  return [shared, rule, window, values = std::vector<double>(window.frame.pixels())](std::int64_t frame) mutable {
    shared->read(static_cast<std::size_t>(frame), 1, values.data());
    std::vector<std::uint8_t> good;
    for (std::size_t row = 0; row < window.size; ++row)
      for (std::size_t col = 0; col < window.size; ++col)
        good.push_back(window.is_in_frame(row, col) && is_good(window.take(values.data(), row, col, 0.0), rule) ? 1
                                                                                                                : 0);
    return good;
  };
}

}  // namespace ptyger::read
