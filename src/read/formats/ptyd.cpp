#include "read/formats/ptyd.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <optional>
#include <utility>

#include "hdf5/extents.hpp"
#include "ptyger/error.hpp"
#include "read/beam.hpp"
#include "read/geometry.hpp"
#include "read/near_field.hpp"
#include "read/positions/position_units.hpp"
#include "read/positions/positions.hpp"

namespace ptyger::read {
namespace {

bool is_number(std::string const& name) {
  return !name.empty() && name.size() < 10 &&
         std::all_of(name.begin(), name.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
}

/// "chunks/0/", "chunks/1/", ... in the order of their numbers.
std::vector<std::string> chunks_of(hdf5::InputFile const& file) {
  auto names = file.members("chunks");
  std::erase_if(names, [](auto const& name) { return !is_number(name); });
  std::sort(names.begin(), names.end(), [](auto const& a, auto const& b) { return std::stol(a) < std::stol(b); });
  for (auto& name : names) name = fmt::format("chunks/{}/", name);
  return names;
}

/// The numbers of a dataset of meta; empty when it is missing, a text, such as the center 'fftshift', or zero, which
/// stands for None.
std::vector<double> meta(hdf5::InputFile const& file, std::string const& name) {
  if (!file.has_dataset("meta/" + name)) return {};
  auto const dataset = file.dataset("meta/" + name);
  if (dataset.kind() == hdf5::Kind::text) return {};
  auto const values = dataset.read<double>();
  bool const none = std::all_of(values.begin(), values.end(), [](double value) { return value == 0; });
  return none ? std::vector<double>() : values;
}

/// Appends the positions of a chunk with `frames` frames.
void add_positions(hdf5::InputDataset const& dataset, std::size_t frames, std::vector<Position>& positions) {
  if (dataset.shape() != hdf5::Shape{frames, 2})
    throw InputError(fmt::format("{} has the shape {}, but the chunk has {} frames: (frames, 2) is needed, row first.",
                                 dataset.where(), hdf5::to_string(dataset.shape()), frames));
  for (auto const& position : turn_positions(read_translation(dataset, frames), {.swap = true}))
    positions.push_back(position);
}

/// Masks the pixels that have no positive weight in some frame of a dataset of weights, if the file has this dataset.
void apply_weights(hdf5::InputFile const& file, std::string const& name, FrameShape const& frame,
                   std::vector<std::uint8_t>& measured) {
  if (!file.has_dataset(name)) return;
  auto const weights = file.dataset(name);
  if (weights.size() <= 1) return;
  auto const& shape = weights.shape();
  std::size_t const rank = shape.size();
  if (rank < 2 || rank > 3 || shape[rank - 2] != frame.rows || shape[rank - 1] != frame.cols)
    throw InputError(
        fmt::format("{} has the shape {}, but the frames are {} x {} pixels: every pixel needs its weight.",
                    weights.where(), hdf5::to_string(shape), frame.rows, frame.cols));
  std::vector<float> values(frame.pixels());
  for (std::size_t index = 0; index < weights.size() / values.size(); ++index) {
    if (rank == 3)
      weights.read_images(index, 1, values.data());
    else
      values = weights.read<float>();
    for (std::size_t pixel = 0; pixel < values.size(); ++pixel)
      if (!(values[pixel] > 0)) measured[pixel] = 0;
  }
}

/// The weights of all chunks, when each chunk has weights for each of its frames.
std::optional<FrameSet> frame_weights(hdf5::InputFile const& file, std::vector<std::string> const& chunks,
                                      FrameSet const& frames) {
  std::vector<hdf5::InputDataset> parts;
  for (auto const& chunk : chunks) {
    if (!file.has_dataset(chunk + "weights")) return {};
    parts.push_back(file.dataset(chunk + "weights"));
    auto const& shape = parts.back().shape();
    if (shape.size() != 3 || shape != file.dataset(chunk + "data").shape()) return {};
  }
  FrameSet weights(std::move(parts));
  return weights.frames() == frames.frames() ? std::optional(std::move(weights)) : std::nullopt;
}

void require_measured(Scan& scan, std::string const& where) {
  auto const masked = std::count(scan.measured.begin(), scan.measured.end(), 0);
  if (static_cast<std::size_t>(masked) == scan.measured.size())
    throw InputError(where +
                     ": the weights of the chunks mask every pixel in one frame or another, so nothing is left "
                     "to reconstruct from. Here a pixel is good where its weight is not zero.");
  if (masked > 0) scan.reading.add(PixelsMasked{static_cast<std::size_t>(masked), scan.measured.size()});
}

void read_meta(hdf5::InputFile const& file, ReadOptions const& options, FrameShape const& frame, Scan& scan) {
  auto const first = [](std::vector<double> const& values, std::size_t index = 0) {
    return values.empty() ? std::optional<double>() : values[std::min(index, values.size() - 1)];
  };
  std::optional<Beam> beam;
  if (auto const energy_keV = first(meta(file, "energy")))
    beam = beam_of_kind(BeamKind::photons, 1e3 * *energy_keV, file.path() + ": dataset 'meta/energy' (keV)");
  auto const pixel = meta(file, "psize");
  set_geometry(scan, beam, {first(meta(file, "distance")), first(pixel, 0), first(pixel, 1)}, options,
               file.path() + ": group 'meta' (energy in keV, distance and psize in metres)");
  auto const center = meta(file, "center");
  // For flipped frames of even extent ptypy states one pixel less than the middle.
  auto const off_middle = [&](std::size_t axis, std::size_t extent) {
    std::size_t const middle = extent / 2;
    return std::abs(center[axis] - static_cast<double>(middle)) > 1;
  };
  if (center.size() == 2 && !options.center && (off_middle(0, frame.rows) || off_middle(1, frame.cols)))
    scan.reading.add(CenterNotMiddle{center[0], center[1]});
}

}  // namespace

std::string missing_in_ptyd(Inputs const& inputs) {
  if (inputs.size() != 1) return "it is one file, but " + std::to_string(inputs.size()) + " were given";
  if (!inputs.front().exists("meta")) return "there is no group 'meta'";
  return chunks_of(inputs.front()).empty() ? "there is no group 'chunks' with a chunk '0'" : "";
}

Finding find_ptyd(Inputs const& inputs, ReadOptions const& given) {
  auto const& file = inputs.front();
  auto const options = with_near_field(given, file, {"meta/propagation", "info/propagation"});
  auto const chunks = chunks_of(file);
  std::vector<hdf5::InputDataset> parts;
  std::vector<Position> positions;
  for (auto const& chunk : chunks) {
    parts.push_back(file.dataset(chunk + "data"));
    auto const& shape = parts.back().shape();
    add_positions(file.dataset(chunk + "positions"), shape.empty() ? 0 : shape[0], positions);
  }
  Finding finding{.scan = {}, .frames = FrameSet(std::move(parts))};
  Scan& scan = finding.scan;
  scan.detector = finding.frames.detector();
  auto const& frame = finding.frames.shape();
  scan.measured.assign(frame.pixels(), 1);
  apply_weights(file, "meta/weight2d", frame, scan.measured);  // written by early versions of ptypy
  finding.weights = frame_weights(file, chunks, finding.frames);
  if (!finding.weights)
    for (auto const& chunk : chunks) apply_weights(file, chunk + "weights", frame, scan.measured);
  require_measured(scan, file.path());
  read_meta(file, options, frame, scan);
  scan.positions = positions_in_metres(std::move(positions), file, chunks.front() + "positions", options, scan);
  return finding;
}

}  // namespace ptyger::read
