#include "read/place_on_raster.hpp"

#include <fmt/format.h>

#include "ptyger/error.hpp"

namespace ptyger::read {
namespace {

/// The raster of the options, else that of the mapping.
RasterGiven raster_given(ReadOptions const& options) {
  RasterGiven given = options.raster;
  if (!options.mapping) return given;
  if (!given.shape) given.shape = options.mapping->raster.shape;
  if (!given.step) given.step = options.mapping->raster.step;
  return given;
}

/// InputError when the raster has more positions than there are frames.
void require_enough_frames(RasterShape const& shape, FrameSet const& frames) {
  std::size_t const rows = frames.frames() / shape.cols;  // whole rows
  if (rows >= shape.rows) return;
  auto const hint = rows == 0 ? std::string("Give the right --raster.")
                              : fmt::format("If the scan ended early, give --raster {}x{} --only-frames 0-{}.", rows,
                                            shape.cols, rows * shape.cols - 1);
  throw InputError(
      fmt::format("{} has {} frames, but the raster of {} x {} has {} positions: every position needs its "
                  "frame. {}",
                  frames.where(), frames.frames(), shape.rows, shape.cols, shape.rows * shape.cols, hint));
}

}  // namespace

void place_on_raster(Finding& finding, ReadOptions const& options) {
  Scan& scan = finding.scan;
  auto const given = raster_given(options);
  bool const has_positions = !scan.positions.empty();
  if (has_positions && !given.shape) {
    if (given.step)
      throw InputError(fmt::format(
          "{}: --step is the step of a raster, but the files hold positions. Leave it out, or give --raster "
          "to replace them.",
          finding.frames.where()));
    return;
  }
  if (!options.position_unit.empty())
    throw InputError(
        "--position-unit is the unit of positions in a file, but the positions are a raster; leave it out.");
  auto const raster = complete_raster(given, finding.raster, finding.frames.where());
  require_enough_frames(raster.shape, finding.frames);
  scan.positions = raster_positions(raster);
  scan.indexes.clear();
  finding.positions_where = fmt::format("the raster of {} x {}", raster.shape.rows, raster.shape.cols);
  scan.reading.add(PositionsOfRaster{.rows = raster.shape.rows,
                                     .cols = raster.shape.cols,
                                     .row_step_m = raster.step.row_m,
                                     .col_step_m = raster.step.col_m,
                                     .rotation_deg = raster.axes.rotation_deg,
                                     .given = given.shape || given.step});
}

}  // namespace ptyger::read
