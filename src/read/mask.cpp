#include "read/mask.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "hdf5/extents.hpp"
#include "ptyger/error.hpp"

namespace ptyger::read {
namespace {

constexpr std::int64_t has_signal = 0x1000;  // bit of a CXI mask that marks no defect

bool is_good(std::int64_t value, MaskRule rule) {
  switch (rule) {
    case MaskRule::cxi:
      return (value & ~has_signal) == 0;
    case MaskRule::nonzero_bad:
      return value == 0;
    default:
      return value != 0;
  }
}

}  // namespace

std::vector<std::uint8_t> read_mask(hdf5::InputDataset const& dataset, FrameShape const& frame, MaskRule rule,
                                    ReadingReport& report) {
  auto shape = dataset.shape();
  if (shape.size() == 3 && shape[0] == 1) shape.erase(shape.begin());
  if (shape != hdf5::Shape{frame.rows, frame.cols})
    throw InputError(
        fmt::format("{} has the shape {}, but the frames are {} x {} pixels: one mask of that size is needed.",
                    dataset.where(), hdf5::to_string(dataset.shape()), frame.rows, frame.cols));
  auto const values = dataset.read<std::int64_t>();
  std::vector<std::uint8_t> measured(values.size());
  std::transform(values.begin(), values.end(), measured.begin(),
                 [&](std::int64_t value) { return static_cast<std::uint8_t>(is_good(value, rule)); });
  auto const masked = std::count(measured.begin(), measured.end(), 0);
  if (static_cast<std::size_t>(masked) == values.size())
    throw InputError(dataset.where() + " masks every pixel, so nothing is left to reconstruct from. " +
                     (rule == MaskRule::nonzero_valid ? "Here a pixel is good where the mask is not zero."
                                                      : "Here a pixel is good where the mask is zero."));
  if (masked > 0) report.add(PixelsMasked{static_cast<std::size_t>(masked), values.size()});
  return measured;
}

}  // namespace ptyger::read
