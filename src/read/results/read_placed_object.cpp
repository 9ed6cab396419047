#include "read/results/read_placed_object.hpp"

#include <cmath>

#include "read/damaged.hpp"
#include "read/illuminate.hpp"
#include "read/results/stored_result.hpp"

namespace ptyger::read {
namespace {

bool is_length(double metres) {
  return std::isfinite(metres) && metres > 0;
}

core::PlacedObject placed_object(StoredResult const& result) {
  core::PlacedObject placed;
  placed.source = result.source();
  placed.layout = result.layout();
  placed.object = result.object();
  if (auto const pixel = result.pixel(); is_length(pixel.row_m) && is_length(pixel.col_m)) {
    placed.pixel_row_m = pixel.row_m;
    placed.pixel_col_m = pixel.col_m;
    placed.center = result.center();
  }
  auto const probe = result.probe();
  placed.probe = probe.size;
  placed.illumination = result.illumination();
  if (placed.illumination.empty()) placed.illumination = illuminate(placed, probe, result.positions());
  placed.frames = result.frames();
  return placed;
}

}  // namespace

core::PlacedObject read_placed_object(std::string const& path) {
  return require_undamaged(path, [&] { return placed_object(*open_result(path)); });
}

}  // namespace ptyger::read
