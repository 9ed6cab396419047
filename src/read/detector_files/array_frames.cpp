#include "read/detector_files/array_frames.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <set>
#include <vector>

#include "array_files/stated.hpp"
#include "ptyger/error.hpp"

namespace ptyger::read {
namespace {

/// Whether a dataset could be frames of diffraction patterns.
bool could_be_frames(hdf5::InputDataset const& dataset) {
  constexpr std::size_t least_side = 4;
  auto const kind = dataset.kind();
  bool const real = kind != hdf5::Kind::complex && kind != hdf5::Kind::text && kind != hdf5::Kind::other;
  auto const& shape = dataset.shape();
  return real && (shape.size() == 3 || shape.size() == 4) && shape[shape.size() - 1] >= least_side &&
         shape[shape.size() - 2] >= least_side;
}

/// The names of arrays that could be frames.
std::set<std::string> candidates(Inputs const& inputs) {
  std::set<std::string> names;
  for (auto const& file : inputs) {
    bool const presented = file.text_attribute("/", array_files::stated::array_file).has_value();
    for (auto const& name : file.members("/")) {
      if (!file.has_dataset(name) || (!presented && !is_of_matlab(file, name))) continue;
      if (could_be_frames(file.dataset(name))) names.insert(name);
    }
  }
  return names;
}

}  // namespace

std::string missing_in_array_frames(Inputs const& inputs) {
  return candidates(inputs).empty() ? "no file of NumPy, MATLAB or TIFF has an array (frame, row, column)" : "";
}

DetectorFrames open_array_frames(Inputs const& inputs, ReadingReport& /*report*/) {
  auto const names = candidates(inputs);
  for (auto const& file : inputs) file.forget_reading();
  if (names.size() > 1)
    throw InputError(fmt::format("{}: each of the arrays '{}' could be the frames. Name the right one by --mapping.",
                                 file_with(inputs, *names.begin())->path(), fmt::join(names, "', '")));
  auto const& name = *names.begin();
  DetectorFrames found{.frames = FrameSet(datasets_of_all(inputs, name))};
  bool const of_matlab = is_of_matlab(*file_with(inputs, name), name);
  found.orientation.transpose = of_matlab;
  if (auto const shape = found.frames.raster(); shape.rows > 0 && !of_matlab) found.raster = Raster{.shape = shape};
  return found;
}

}  // namespace ptyger::read
