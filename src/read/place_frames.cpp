#include "read/place_frames.hpp"

#include <fmt/format.h>

#include <optional>
#include <utility>

#include "ptyger/error.hpp"
#include "read/position_table.hpp"

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

void place_by_table(Finding& finding, Inputs const& inputs, std::string const& unit) {
  Scan& scan = finding.scan;
  auto table = find_position_table(inputs, unit, {scan.pixel_row_m, scan.pixel_col_m});
  if (!table) return;
  scan.positions = std::move(table->positions);
  finding.positions_where = table->where;
  scan.reading.add(PositionSignsAssumed{});
}

void place_on_raster(Finding& finding, RasterGiven const& given) {
  Scan& scan = finding.scan;
  auto const& where = finding.positions_where.empty() ? finding.frames.where() : finding.positions_where;
  auto const raster = complete_raster(given, finding.raster, where);
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
  if (raster.axes == PositionAxes{}) scan.reading.add(PositionSignsAssumed{});
}

}  // namespace

void place_frames(Finding& finding, Inputs const& inputs, ReadOptions const& options) {
  auto const given = raster_given(options);
  if (finding.scan.positions.empty() && !given.shape) place_by_table(finding, inputs, options.position_unit);
  if (given.shape || finding.scan.positions.empty()) {
    if (!options.position_unit.empty())
      throw InputError(finding.frames.where() +
                       ": --position-unit is the unit of positions in a file, but the positions are a raster. Leave it "
                       "out.");
    return place_on_raster(finding, given);
  }
  if (given.step)
    throw InputError(
        fmt::format("{}: --step is the step of a raster, but the files hold positions. Leave it out, or give --raster "
                    "to replace them.",
                    finding.frames.where()));
}

}  // namespace ptyger::read
