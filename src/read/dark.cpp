#include "read/dark.hpp"

#include <fmt/format.h>

#include <cmath>

#include "hdf5/extents.hpp"
#include "ptyger/error.hpp"

namespace ptyger::read {

std::vector<float> read_dark(hdf5::InputDataset const& dataset, FrameShape const& frame, ReadingReport& report) {
  auto shape = dataset.shape();
  if (shape.size() == 2) shape.insert(shape.begin(), 1);
  if (shape.size() != 3 || shape[0] == 0 || shape[1] != frame.rows || shape[2] != frame.cols)
    throw InputError(
        fmt::format("{} has the shape {}, but the frames are {} x {} pixels: one dark frame, or several, of that size "
                    "are needed. Repair or remove it.",
                    dataset.where(), hdf5::to_string(dataset.shape()), frame.rows, frame.cols));
  std::size_t const pixels = frame.pixels();
  std::vector<double> sum(pixels, 0), finite_values(pixels, 0);
  std::vector<float> dark(pixels);
  for (std::size_t index = 0; index < shape[0]; ++index) {
    if (dataset.rank() == 3)
      dataset.read_images(index, 1, dark.data());
    else
      dark = dataset.read<float>();
    for (std::size_t pixel = 0; pixel < pixels; ++pixel) {
      if (!std::isfinite(dark[pixel])) continue;
      sum[pixel] += static_cast<double>(dark[pixel]);
      ++finite_values[pixel];
    }
  }
  for (std::size_t pixel = 0; pixel < pixels; ++pixel)
    dark[pixel] = finite_values[pixel] == 0 ? 0 : static_cast<float>(sum[pixel] / finite_values[pixel]);
  report.add(DarkSubtracted{shape[0], dataset.where()});
  return dark;
}

std::vector<float> find_dark(hdf5::InputFile const& file, std::string const& group, FrameShape const& frame,
                             ReadingReport& report) {
  for (std::string const name : {"data_dark", "dark", "dark_data"})
    if (file.has_dataset(group + name)) return read_dark(file.dataset(group + name), frame, report);
  return {};
}

}  // namespace ptyger::read
