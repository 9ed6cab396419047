#include "read/results/pynx_result.hpp"

#include <algorithm>
#include <cmath>
#include <complex>
#include <utility>

namespace ptyger::read {
namespace {

/// Turns images of rows x cols pixels upside down, which follow one another in `values`.
void turn_upside_down(std::vector<std::complex<double>>& values, std::size_t rows, std::size_t cols) {
  auto const row = [&](std::size_t index) { return values.begin() + static_cast<std::ptrdiff_t>(index * cols); };
  for (std::size_t first = 0; first < values.size() / cols; first += rows)
    for (std::size_t k = 0; k < rows / 2; ++k)
      std::swap_ranges(row(first + k), row(first + k + 1), row(first + rows - 1 - k));
}

}  // namespace

std::string pynx_entry(hdf5::InputFile const& file) {
  for (std::string entry : {"entry_last/", "entry_1/"})
    if (file.has_dataset(entry + "object/data") && file.has_dataset(entry + "probe/data")) return entry;
  return "";
}

PynxResult::PynxResult(hdf5::InputFile opened, std::string entry)
    : StoredResult(std::move(opened), "PyNX", entry + "object/data", entry + "probe/data"), entry_(std::move(entry)) {}

ObjectImage PynxResult::object() const {
  auto object = StoredResult::object();
  turn_upside_down(object.values, object.rows, object.cols);
  return object;
}

ProbeModes PynxResult::probe() const {
  auto probe = StoredResult::probe();
  turn_upside_down(probe.values, probe.size, probe.size);
  return probe;
}

ObjectPixel PynxResult::folder_pixel(std::string const& folder) const {
  auto const size_m = [&](std::string const& name) {
    return file().has_dataset(name) ? file().dataset(name).scalar() : 0;
  };
  return {.row_m = size_m(entry_ + folder + "y_pixel_size"), .col_m = size_m(entry_ + folder + "x_pixel_size")};
}

/// `corner_positions` (x, y) is the middle of the first stored pixel, which is [rows - 1][0] after turning.
std::optional<Position> PynxResult::center() const {
  std::string const folder = entry_ + "object/";
  for (std::string const name : {"corner_positions", "x_pixel_size", "y_pixel_size"})
    if (!file().has_dataset(folder + name)) return {};
  auto const corner = file().dataset(folder + "corner_positions").read<double>();
  if (corner.size() < 2 || !std::isfinite(corner[0]) || !std::isfinite(corner[1])) return {};
  auto const [rows, cols] = object_shape();
  auto const [row_m, col_m] = pixel();
  return Position{.row_m = corner[1] - (static_cast<double>(rows) / 2 - 1) * row_m,
                  .col_m = corner[0] + static_cast<double>(cols) / 2 * col_m};
}

/// The dataset is (4, N): x, y, and the distances by which x and y were moved.
std::vector<Position> PynxResult::positions() const {
  std::string const name = entry_ + "positions/data";
  if (!file().has_dataset(name)) return {};
  auto const dataset = file().dataset(name);
  if (dataset.shape().size() != 2 || dataset.shape()[0] < 2) return {};
  auto const values = dataset.read<double>();
  std::vector<Position> positions(dataset.shape()[1]);
  for (std::size_t k = 0; k < positions.size(); ++k) positions[k] = {values[positions.size() + k], values[k]};
  return positions;
}

}  // namespace ptyger::read
