#include "read/dark.hpp"

#include <cmath>

#include "core/error.hpp"
#include "hdf5/extents.hpp"

namespace ptyger::read {

std::vector<float> read_dark(hdf5::InputDataset const& dataset, std::size_t detector, std::vector<std::string>& notes) {
  auto shape = dataset.shape();
  if (shape.size() == 2) shape.insert(shape.begin(), 1);
  if (shape.size() != 3 || shape[0] == 0 || shape[1] != detector || shape[2] != detector)
    throw InputError(dataset.where() + " has the shape " + hdf5::to_string(dataset.shape()) + ", but the frames are " +
                     std::to_string(detector) + " x " + std::to_string(detector) +
                     " pixels: one dark frame, or several, of that size are needed. Repair or remove it.");
  std::size_t const pixels = detector * detector;
  std::vector<double> sum(pixels, 0), number(pixels, 0);
  std::vector<float> frame(pixels);
  for (std::size_t index = 0; index < shape[0]; ++index) {
    if (dataset.rank() == 3)
      dataset.read_images(index, 1, frame.data());
    else
      frame = dataset.read<float>();
    for (std::size_t pixel = 0; pixel < pixels; ++pixel) {
      if (!std::isfinite(frame[pixel])) continue;
      sum[pixel] += static_cast<double>(frame[pixel]);
      ++number[pixel];
    }
  }
  for (std::size_t pixel = 0; pixel < pixels; ++pixel)
    frame[pixel] = number[pixel] == 0 ? 0 : static_cast<float>(sum[pixel] / number[pixel]);
  notes.push_back("the mean of " + std::to_string(shape[0]) + " dark frames is subtracted: " + dataset.where());
  return frame;
}

std::vector<float> find_dark(hdf5::InputFile const& file, std::string const& group, std::size_t detector,
                             std::vector<std::string>& notes) {
  for (std::string const name : {"data_dark", "dark", "dark_data"})
    if (file.has_dataset(group + name)) return read_dark(file.dataset(group + name), detector, notes);
  return {};
}

}  // namespace ptyger::read
