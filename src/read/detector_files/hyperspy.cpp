#include "read/detector_files/hyperspy.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <vector>

#include "ptyger/error.hpp"
#include "read/detector_files/scan_axes.hpp"

namespace ptyger::read {
namespace {

/// A signal in a file.
struct Signal {
  hdf5::InputFile const* file;
  std::string group;  ///< with a slash at the end
};

std::string axis_group(Signal const& signal, std::size_t axis) {
  return fmt::format("{}axis-{}", signal.group, axis);
}

std::size_t rank_of(Signal const& signal) {
  std::size_t rank = 0;
  while (signal.file->exists(axis_group(signal, rank))) ++rank;
  return rank;
}

/// Whether an axis is one of the scan.
bool navigates(Signal const& signal, std::size_t axis) {
  return signal.file->number_attribute(axis_group(signal, axis), "navigate").value_or(0) != 0;
}

/// Signals of frames: at least one axis of the scan and two of the detector.
std::vector<Signal> signals_of(Inputs const& inputs) {
  std::vector<Signal> found;
  for (auto const& file : inputs)
    for (auto const& name : file.members("Experiments")) {
      Signal const signal{&file, "Experiments/" + name + "/"};
      std::size_t const rank = rank_of(signal);
      std::size_t scan_axes = 0;
      for (std::size_t axis = 0; axis < rank; ++axis) scan_axes += navigates(signal, axis) ? 1U : 0U;
      if (file.has_dataset(signal.group + "data") && scan_axes > 0 && rank == scan_axes + 2) found.push_back(signal);
    }
  return found;
}

/// InputError unless there is an axis for each dimension of the data, those of the scan before those of the detector.
void require_scan_first(Signal const& signal, std::size_t rank) {
  if (auto const data = signal.file->dataset(signal.group + "data"); data.rank() != rank)
    throw InputError(fmt::format("{} has {} dimensions, but {} groups axis-k. The file is damaged; save it again.",
                                 data.where(), data.rank(), rank));
  for (std::size_t axis = 0; axis < rank; ++axis)
    if (navigates(signal, axis) != (axis + 2 < rank))
      throw InputError(fmt::format(
          "{}: '{}data' has an axis of the detector before one of the scan; frames are needed as (scan row, "
          "scan column, row, column). Transpose the signal and save it again.",
          signal.file->path(), signal.group));
}

ScanAxis axis_of(Signal const& signal, std::size_t axis) {
  auto const group = axis_group(signal, axis);
  return {signal.file->number_attribute(group, "scale").value_or(0),
          signal.file->text_attribute(group, "units").value_or("")};
}

}  // namespace

std::string missing_in_hyperspy(Inputs const& inputs) {
  return signals_of(inputs).empty() ? "there is no signal of frames in a group 'Experiments'" : "";
}

DetectorFrames open_hyperspy(Inputs const& inputs, ReadingReport& /*report*/) {
  auto const signals = signals_of(inputs);
  if (signals.size() > 1) {
    std::vector<std::string> names;
    for (auto const& signal : signals) names.push_back(signal.file->path() + ": " + signal.group);
    throw InputError(fmt::format("there are several signals of frames: {}. Name the frames of one by --mapping.",
                                 fmt::join(names, ", ")));
  }
  auto const& signal = signals.front();
  std::size_t const rank = rank_of(signal);
  require_scan_first(signal, rank);
  std::array<ScanAxis, 4> axes;
  for (std::size_t i = 0; i < rank && i < axes.size(); ++i) axes[axes.size() - 1 - i] = axis_of(signal, rank - 1 - i);
  auto const energy_keV =
      signal.file->number_attribute(signal.group + "metadata/Acquisition_instrument/TEM", "beam_energy");
  return electron_frames(signal.file->dataset(signal.group + "data"), axes,
                         energy_keV ? std::optional(*energy_keV * 1e3) : std::nullopt);
}

}  // namespace ptyger::read
