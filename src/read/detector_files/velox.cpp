#include "read/detector_files/velox.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "hdf5/extents.hpp"
#include "ptyger/error.hpp"

namespace ptyger::read {
namespace {

/// The dataset of the first images of a file; empty when there are none.
std::string images_of(hdf5::InputFile const& file) {
  for (auto const& name : file.members("Data/Image"))
    if (auto const group = "Data/Image/" + name + "/";
        file.has_dataset(group + "Data") && file.has_dataset(group + "Metadata"))
      return group + "Data";
  return {};
}

}  // namespace

std::string missing_in_velox(Inputs const& inputs) {
  bool const found =
      std::any_of(inputs.begin(), inputs.end(), [](auto const& file) { return !images_of(file).empty(); });
  return found ? "" : "there is no Data/Image/ID/Data with its Metadata";
}

DetectorFrames open_velox(Inputs const& inputs, ReadingReport& /*report*/) {
  auto const& file =
      *std::find_if(inputs.begin(), inputs.end(), [](auto const& input) { return !images_of(input).empty(); });
  auto const images = file.dataset(images_of(file));
  throw InputError(
      fmt::format("{} has the shape {}: images of Velox (row, column, image), one after the other, which is no scan of "
                  "diffraction patterns. Give the file of the 4D-STEM detector. If these are patterns, write them as "
                  "(pattern, row, column) into an HDF5 file and describe it by --mapping.",
                  images.where(), hdf5::to_string(images.shape())));
}

}  // namespace ptyger::read
