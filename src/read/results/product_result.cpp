#include "read/results/product_result.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "hdf5/extents.hpp"
#include "ptyger/error.hpp"

namespace ptyger::read {
namespace {

std::optional<Position> stated_center(hdf5::InputFile const& file, std::string const& object) {
  auto const row_m = file.number_attribute(object, "center_y_m");
  auto const col_m = file.number_attribute(object, "center_x_m");
  if (!row_m || !col_m || !std::isfinite(*row_m) || !std::isfinite(*col_m)) return {};
  return Position{*row_m, *col_m};
}

}  // namespace

ObjectPixel product_pixel(hdf5::InputFile const& file) {
  for (std::string const owner : {"object", "probe"}) {
    double const row_m = file.number_attribute(owner, "pixel_height_m").value_or(0);
    double const col_m = file.number_attribute(owner, "pixel_width_m").value_or(0);
    if (std::isfinite(row_m) && std::isfinite(col_m) && row_m > 0 && col_m > 0) return {row_m, col_m};
  }
  return {};
}

double product_energy_eV(hdf5::InputFile const& file) {
  auto const energy = file.number_attribute("/", "photon_energy_eV");
  return energy ? *energy : file.number_attribute("/", "probe_energy_eV").value_or(0);
}

ProductResult::ProductResult(hdf5::InputFile opened)
    : StoredResult(std::move(opened), opened.exists("ptyger") ? "PtyGer" : "product", "object", "probe") {}

ObjectPixel ProductResult::require_pixel() const {
  auto const stated = pixel();
  if (stated.row_m > 0) return stated;
  throw InputError(file().path() +
                   ": neither 'object' nor 'probe' has the attributes pixel_height_m and pixel_width_m "
                   "with positive numbers, so the positions cannot be placed. Add them to 'object'.");
}

std::optional<Position> ProductResult::center() const {
  return stated_center(file(), "object");
}

Position ProductResult::center_or_origin() const {
  auto const coordinate = [&](char const* name) {
    double const metres = file().number_attribute("object", name).value_or(0);
    if (std::isfinite(metres)) return metres;
    throw InputError(fmt::format("{}: the attribute '{}' of 'object' is not finite, so the object has no place.",
                                 file().path(), name));
  };
  return {.row_m = coordinate("center_y_m"), .col_m = coordinate("center_x_m")};
}

std::vector<Position> ProductResult::positions() const {
  if (!file().has_dataset("probe_position_x_m") || !file().has_dataset("probe_position_y_m")) return {};
  auto const x = file().dataset("probe_position_x_m").read<double>();
  auto const y = file().dataset("probe_position_y_m").read<double>();
  std::vector<Position> positions;
  for (std::size_t k = 0; k < std::min(x.size(), y.size()); ++k) positions.push_back({y[k], x[k]});
  return positions;
}

std::vector<double> ProductResult::illumination() const {
  std::string const name = "ptyger/illumination";
  if (!file().has_dataset(name)) return {};
  auto const dataset = file().dataset(name);
  auto const shape = object_shape();
  if (dataset.shape() != hdf5::Shape{shape.rows, shape.cols})
    throw InputError(
        fmt::format("{} has the shape {}, but the object has {} x {} pixels. Repair or remove the dataset.",
                    dataset.where(), hdf5::to_string(dataset.shape()), shape.rows, shape.cols));
  auto values = dataset.read<double>();
  if (std::all_of(values.begin(), values.end(), [](double value) { return std::isfinite(value) && value >= 0; }))
    return values;
  throw InputError(dataset.where() +
                   " holds values that are negative or not finite, so the illuminated part of the object is unknown. "
                   "Repair or remove the dataset.");
}

std::optional<core::ResultFrames> ProductResult::frames() const {
  std::string const half = "ptyger/input/half";
  std::string const files = "ptyger/input/files";
  if (!file().has_dataset(half) || !file().has_dataset(files)) return {};
  return core::ResultFrames{.files = file().dataset(files).texts(),
                            .half = from_word<FrameHalf>(file().dataset(half).text()).value_or(FrameHalf::all),
                            .shared_start = file().number_attribute(half, "shared_start").value_or(0) != 0};
}

SimulatedTruth::SimulatedTruth(hdf5::InputFile opened)
    : StoredResult(std::move(opened), "simulated truth", "truth/object", "truth/probe") {}

ObjectPixel SimulatedTruth::pixel() const {
  return {.row_m = file().number_attribute("truth/object", "pixel_height_m").value_or(0),
          .col_m = file().number_attribute("truth/object", "pixel_width_m").value_or(0)};
}

std::optional<Position> SimulatedTruth::center() const {
  return stated_center(file(), "truth/object");
}

std::vector<Position> SimulatedTruth::positions() const {
  return position_pairs("truth/positions");
}

}  // namespace ptyger::read
