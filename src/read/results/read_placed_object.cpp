#include "read/results/read_placed_object.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "hdf5/extents.hpp"
#include "hdf5/input_file.hpp"
#include "ptyger/error.hpp"
#include "read/damaged.hpp"
#include "read/illuminate.hpp"
#include "read/positions.hpp"
#include "read/probe.hpp"
#include "read/results/product.hpp"
#include "read/results/pynx_result.hpp"
#include "read/results/result_frames.hpp"

namespace ptyger::read {
namespace {

core::PlacedObject object_of(hdf5::InputFile const& file, std::string const& name, std::string layout) {
  auto const dataset = file.dataset(name);
  core::PlacedObject placed;
  placed.source = dataset.where();
  placed.layout = std::move(layout);
  placed.object = read_object(dataset);
  return placed;
}

/// Pixel and center by their names in the product layout.
template <class Number>
void place_by(Number const& number, core::PlacedObject& placed) {
  placed.pixel_row_m = number("pixel_height_m").value_or(0);
  placed.pixel_col_m = number("pixel_width_m").value_or(0);
  auto const row_m = number("center_y_m");
  auto const col_m = number("center_x_m");
  if (row_m && col_m && std::isfinite(*row_m) && std::isfinite(*col_m)) placed.center = Position{*row_m, *col_m};
}

void place_by_attributes(hdf5::InputFile const& file, std::string const& name, core::PlacedObject& placed) {
  place_by([&](char const* attribute) { return file.number_attribute(name, attribute); }, placed);
}

ProbeModes probe_of(hdf5::InputFile const& file, std::string const& name) {
  ReadingReport report;  // a result has no report
  return file.has_dataset(name) ? read_probe_modes(file.dataset(name), report) : ProbeModes{};
}

std::vector<double> light_of(hdf5::InputDataset const& dataset) {
  auto light = dataset.read<double>();
  if (std::all_of(light.begin(), light.end(), [](double value) { return std::isfinite(value) && value >= 0; }))
    return light;
  throw InputError(dataset.where() +
                   " holds values that are negative or not finite, so where the object is lit is unknown. Repair or "
                   "remove the dataset: without it, probe and positions tell.");
}

/// `stored` is the name of a dataset of the object's shape, if there is one.
void illuminate_by(hdf5::InputFile const& file, std::string const& stored, ProbeModes const& probe,
                   std::vector<Position> const& positions, core::PlacedObject& placed) {
  placed.probe = probe.size;
  if (!stored.empty() && file.has_dataset(stored)) {
    auto const dataset = file.dataset(stored);
    if (dataset.shape() == hdf5::Shape{placed.object.rows, placed.object.cols}) placed.illumination = light_of(dataset);
  }
  if (placed.illumination.empty()) placed.illumination = illuminate(placed, probe, positions);
}

core::PlacedObject read_product(hdf5::InputFile const& file) {
  auto placed = object_of(file, "object", file.exists("ptyger") ? "PtyGer" : "product");
  place_by_attributes(file, "object", placed);
  if (auto const pixel = stated_product_pixel(file)) {
    placed.pixel_row_m = pixel->row_m;
    placed.pixel_col_m = pixel->col_m;
  }
  std::vector<Position> positions;
  if (file.has_dataset("probe_position_x_m") && file.has_dataset("probe_position_y_m")) {
    auto const x = file.dataset("probe_position_x_m").read<double>();
    auto const y = file.dataset("probe_position_y_m").read<double>();
    for (std::size_t k = 0; k < std::min(x.size(), y.size()); ++k) positions.push_back({y[k], x[k]});
  }
  illuminate_by(file, "ptyger/illumination", probe_of(file, "probe"), positions, placed);
  placed.frames = result_frames(file);
  return placed;
}

core::PlacedObject read_truth(hdf5::InputFile const& file) {
  auto placed = object_of(file, "truth/object", "simulated truth");
  place_by_attributes(file, "truth/object", placed);
  std::vector<Position> positions;
  if (file.has_dataset("truth/positions")) {
    auto const values = file.dataset("truth/positions").read<double>();
    for (std::size_t k = 0; k + 1 < values.size(); k += 2) positions.push_back({values[k], values[k + 1]});
  }
  illuminate_by(file, "", probe_of(file, "truth/probe"), positions, placed);
  return placed;
}

/// Two numbers, row and column, of a dataset; empty when it is not there or not so.
std::vector<double> pair_of(hdf5::InputFile const& file, std::string const& name) {
  if (!file.has_dataset(name) || file.dataset(name).size() != 2) return {};
  return file.dataset(name).read<double>();
}

/// ptypy places the pixel i at origin + i psize; its coordinates are those of the middles of patches, as here.
core::PlacedObject read_ptypy(hdf5::InputFile const& file, std::string const& storage) {
  std::string const folder = "content/obj/" + storage;
  auto placed = object_of(file, folder + "/data", "ptypy");
  auto const pixel = pair_of(file, folder + "/_psize");
  auto const origin = pair_of(file, folder + "/_origin");
  if (pixel.size() == 2) {
    placed.pixel_row_m = pixel[0];
    placed.pixel_col_m = pixel[1];
    if (origin.size() == 2)
      placed.center = Position{origin[0] + static_cast<double>(placed.object.rows) / 2 * pixel[0],
                               origin[1] + static_cast<double>(placed.object.cols) / 2 * pixel[1]};
  }
  std::vector<Position> positions;
  std::string const place = "content/positions/" + storage;
  if (file.has_dataset(place)) {
    auto const values = file.dataset(place).read<double>();
    for (std::size_t k = 0; k + 1 < values.size(); k += 2) positions.push_back({values[k], values[k + 1]});
  }
  illuminate_by(file, "", probe_of(file, "content/probe/" + storage + "/data"), positions, placed);
  return placed;
}

/// ptychodus: the probe is the first image, the object the second, and what CXI has no place for lies in a group.
core::PlacedObject read_ptychodus_cxi(hdf5::InputFile const& file) {
  auto placed = object_of(file, "entry_1/image_2/data", "CXI of ptychodus");
  auto const number = [&](std::string const& name) -> std::optional<double> {
    if (!file.has_dataset("entry_1/ptychodus/object_" + name)) return {};
    return file.dataset("entry_1/ptychodus/object_" + name).scalar();
  };
  place_by(number, placed);
  std::vector<Position> positions;
  if (file.has_dataset("entry_1/sample_1/geometry_1/translation")) {
    auto const translation = file.dataset("entry_1/sample_1/geometry_1/translation");
    positions = read_translation(translation, translation.shape().empty() ? 0 : translation.shape()[0]);
  }
  illuminate_by(file, "", probe_of(file, "entry_1/image_1/data"), positions, placed);
  return placed;
}

core::PlacedObject read_pynx(hdf5::InputFile const& file, std::string const& entry) {
  core::PlacedObject placed;
  placed.source = file.dataset(entry + "object/data").where();
  placed.layout = "PyNX";
  placed.object = pynx_object(file, entry);
  auto const pixel = pynx_pixel(file, entry + "object/");
  placed.pixel_row_m = pixel.row_m;
  placed.pixel_col_m = pixel.col_m;
  placed.center = pynx_center(file, entry, placed.object);
  ReadingReport report;  // a result has no report
  illuminate_by(file, "", pynx_probe(file, entry, report), pynx_positions(file, entry), placed);
  return placed;
}

/// CXI 1.6: image_size is from edge to edge, x first, metres.
core::PlacedObject read_cxi_image(hdf5::InputFile const& file) {
  auto placed = object_of(file, "entry_1/image_1/data", "CXI image");
  if (file.has_dataset("entry_1/image_1/image_size")) {
    auto const size = file.dataset("entry_1/image_1/image_size").read<double>();
    if (size.size() >= 2) {
      placed.pixel_col_m = size[0] / static_cast<double>(placed.object.cols);
      placed.pixel_row_m = size[1] / static_cast<double>(placed.object.rows);
    }
  }
  std::string const final_probe = "entry_1/image_1/process_1/final_illumination";
  placed.probe = probe_of(file, final_probe).size;
  return placed;
}

core::PlacedObject read_any(hdf5::InputFile const& file) {
  if (file.has_dataset("object")) return read_product(file);
  if (file.has_dataset("truth/object")) return read_truth(file);
  for (auto const& storage : file.members("content/obj"))
    if (file.has_dataset("content/obj/" + storage + "/data")) return read_ptypy(file, storage);
  if (auto const entry = pynx_entry(file); !entry.empty()) return read_pynx(file, entry);
  if (file.exists("entry_1/ptychodus") && file.has_dataset("entry_1/image_2/data")) return read_ptychodus_cxi(file);
  if (file.has_dataset("entry_1/image_1/data")) return read_cxi_image(file);
  throw InputError(file.path() +
                   ": no reconstructed object was found: neither 'object' (PtyGer, ptychodus, pty-chi) nor "
                   "'truth/object' (ptyger simulate) nor 'content/obj/*/data' (ptypy) nor 'entry_last/object/data' "
                   "(PyNX) nor 'entry_1/image_1/data' (CXI). Name a result, not a scan.");
}

}  // namespace

core::PlacedObject read_placed_object(std::string const& path) {
  return or_damaged(path, [&] {
    auto placed = read_any(hdf5::InputFile(path));
    if (!(std::isfinite(placed.pixel_row_m) && placed.pixel_row_m > 0 && std::isfinite(placed.pixel_col_m) &&
          placed.pixel_col_m > 0)) {
      placed.pixel_row_m = placed.pixel_col_m = 0;
      placed.center.reset();
    }
    return placed;
  });
}

}  // namespace ptyger::read
