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

/// Whether a mask has the rows of counters of an EMPAD detector, which were cut off its frames.
bool has_rows_of_counters(hdf5::Shape const& shape, FrameShape const& frame) {
  using namespace array_files;
  return frame == FrameShape{.rows = empad_rows - empad_counter_rows, .cols = empad_cols} &&
         shape == hdf5::Shape{empad_rows, empad_cols};
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
  auto shape = dataset.shape();
  if (shape.size() == 3 && shape[0] == 1) shape.erase(shape.begin());
  if (shape != hdf5::Shape{frame.rows, frame.cols} && !has_rows_of_counters(shape, frame))
    throw InputError(fmt::format(
        "{} has the shape {}, but the frames are {} x {} pixels: a mask of that size is needed, or one for each frame.",
        dataset.where(), hdf5::to_string(dataset.shape()), frame.rows, frame.cols));
  auto values = dataset.read<double>();
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
  return frames > 1 && dataset.shape() == hdf5::Shape{frames, frame.rows, frame.cols};
}

FrameMask frame_mask_of(FrameSet masks, MaskRule rule, Window const& window) {
  auto const shared = std::make_shared<FrameSet>(std::move(masks));  // a FrameMask can be copied
  return [shared, rule, window, values = std::vector<double>(window.frame.pixels())](std::int64_t frame) mutable {
    shared->read(static_cast<std::size_t>(frame), 1, values.data());
    std::vector<std::uint8_t> good;
    for (std::size_t row = 0; row < window.size; ++row)
      for (std::size_t col = 0; col < window.size; ++col)
        good.push_back(is_good(values[window.file_row(row) * window.frame.cols + window.file_col(col)], rule) ? 1 : 0);
    return good;
  };
}

}  // namespace ptyger::read
