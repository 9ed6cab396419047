#include "read/detector_files/array_frames.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

#include "array_files/stated.hpp"
#include "ptyger/error.hpp"
#include "read/frames.hpp"
#include "read/probe.hpp"

namespace ptyger::read {
namespace {

char const* const mask_name = "mask";
char const* const probe_name = "probe";

/// Whether a dataset could be frames of diffraction patterns.
bool could_be_frames(hdf5::InputDataset const& dataset) {
  constexpr std::size_t least_side = 4;
  auto const kind = dataset.kind();
  bool const real = kind != hdf5::Kind::complex && kind != hdf5::Kind::text && kind != hdf5::Kind::other;
  auto const& shape = dataset.shape();
  return real && (shape.size() == 3 || shape.size() == 4) && shape[shape.size() - 1] >= least_side &&
         shape[shape.size() - 2] >= least_side;
}

bool is_presented(hdf5::InputFile const& file) {
  return file.text_attribute("/", array_files::stated::array_file).has_value();
}

/// The names of arrays that could be frames.
std::set<std::string> candidates(Inputs const& inputs) {
  bool const any_presented = std::any_of(inputs.begin(), inputs.end(), is_presented);
  std::set<std::string> names;
  for (auto const& file : inputs)
    for (auto const& name : file.members("/")) {
      if (!file.has_dataset(name)) continue;
      auto const dataset = file.dataset(name);
      if (name == mask_name || name == probe_name) continue;
      bool const fits = is_presented(file) || is_of_matlab(dataset) || (any_presented && name == "dp");
      if (fits && could_be_frames(dataset)) names.insert(name);
    }
  return names;
}

/// The datasets of this name that could be frames: in another file it may be positions.
std::vector<hdf5::InputDataset> frames_named(Inputs const& inputs, std::string const& name) {
  std::vector<hdf5::InputDataset> found;
  for (auto const& file : inputs) {
    if (!file.has_dataset(name)) continue;
    auto dataset = file.dataset(name);
    if (could_be_frames(dataset))
      found.push_back(std::move(dataset));
    else
      file.forget_reading();
  }
  return found;
}

/// Takes mask and probe that lie beside the frames, or in a file of their own.
void take_mask_and_probe(Inputs const& inputs, DetectorFrames& found, ReadingReport& report) {
  if (auto mask = mask_of_all(inputs, mask_name)) {
    report.add(MaskFromFile{mask->where(), true});
    found.mask = MaskPlace{std::move(*mask), MaskRule::nonzero_bad};
  }
  if (auto const* const file = file_with(inputs, probe_name))
    found.probe = read_probe_modes(file->dataset(probe_name), report);
}

}  // namespace

std::string missing_in_array_frames(Inputs const& inputs) {
  return candidates(inputs).empty() ? "no file of NumPy, MATLAB or TIFF has an array (frame, row, column)" : "";
}

DetectorFrames open_array_frames(Inputs const& inputs, ReadingReport& report) {
  auto const names = candidates(inputs);
  for (auto const& file : inputs) file.forget_reading();
  if (names.size() > 1)
    throw InputError(fmt::format("{}: each of the arrays '{}' could be the frames. Name the right one by --mapping.",
                                 file_with(inputs, *names.begin())->path(), fmt::join(names, "', '")));
  auto const& name = *names.begin();
  DetectorFrames found{.frames = FrameSet(frames_named(inputs, name))};
  take_mask_and_probe(inputs, found, report);
  found.orientation.transpose = found.frames.are_of_matlab();
  if (auto const shape = found.frames.raster(); shape.rows > 0 && found.frames.are_of_matlab())
    found.raster = Raster{.shape = {.rows = shape.cols, .cols = shape.rows}, .columns_first = true};
  else if (shape.rows > 0)
    found.raster = Raster{.shape = shape};
  return found;
}

}  // namespace ptyger::read
