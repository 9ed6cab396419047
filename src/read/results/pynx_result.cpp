#include "read/results/pynx_result.hpp"

#include <algorithm>
#include <cmath>
#include <complex>

#include "read/probe.hpp"

namespace ptyger::read {
namespace {

/// Turns each of the images upside down that follow one another in `values`.
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

ObjectPixel pynx_pixel(hdf5::InputFile const& file, std::string const& folder) {
  auto const size_m = [&](std::string const& name) { return file.has_dataset(name) ? file.dataset(name).scalar() : 0; };
  return {.row_m = size_m(folder + "y_pixel_size"), .col_m = size_m(folder + "x_pixel_size")};
}

ObjectImage pynx_object(hdf5::InputFile const& file, std::string const& entry) {
  auto object = read_object(file.dataset(entry + "object/data"));
  turn_upside_down(object.values, object.rows, object.cols);
  return object;
}

ProbeModes pynx_probe(hdf5::InputFile const& file, std::string const& entry, ReadingReport& report) {
  auto probe = read_probe_modes(file.dataset(entry + "probe/data"), report);
  turn_upside_down(probe.values, probe.size, probe.size);
  return probe;
}

/// The corner is the middle of the first pixel that is stored, so that of [rows - 1][0].
std::optional<Position> pynx_center(hdf5::InputFile const& file, std::string const& entry, ObjectImage const& object) {
  std::string const folder = entry + "object/";
  for (std::string const name : {"corner_positions", "x_pixel_size", "y_pixel_size"})
    if (!file.has_dataset(folder + name)) return {};
  auto const corner = file.dataset(folder + "corner_positions").read<double>();
  if (corner.size() < 2 || !std::isfinite(corner[0]) || !std::isfinite(corner[1])) return {};
  double const half_rows = static_cast<double>(object.rows) / 2;
  double const half_cols = static_cast<double>(object.cols) / 2;
  return Position{.row_m = corner[1] - (half_rows - 1) * file.dataset(folder + "y_pixel_size").scalar(),
                  .col_m = corner[0] + half_cols * file.dataset(folder + "x_pixel_size").scalar()};
}

/// x, y and how far they were moved, (4, N).
std::vector<Position> pynx_positions(hdf5::InputFile const& file, std::string const& entry) {
  std::string const name = entry + "positions/data";
  if (!file.has_dataset(name)) return {};
  auto const dataset = file.dataset(name);
  if (dataset.shape().size() != 2 || dataset.shape()[0] < 2) return {};
  auto const values = dataset.read<double>();
  std::vector<Position> positions(dataset.shape()[1]);
  for (std::size_t k = 0; k < positions.size(); ++k) positions[k] = {values[positions.size() + k], values[k]};
  return positions;
}

}  // namespace ptyger::read
