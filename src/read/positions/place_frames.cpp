#include "read/positions/place_frames.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "ptyger/error.hpp"
#include "read/positions/position_table.hpp"

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

/// Counts the numbers of the frames from 0: numbers 1 to N of N frames were counted from 1. InputError when a frame is
/// not there.
void require_numbers_of(FrameSet const& frames, PositionTable& table) {
  if (table.indexes.empty()) return;
  auto const number = static_cast<std::int64_t>(frames.frames());
  auto const [least, most] = std::minmax_element(table.indexes.begin(), table.indexes.end());
  if (*least >= 0 && *most < number) return;
  if (*least != 1 || *most != number || table.indexes.size() != frames.frames())
    throw InputError(
        fmt::format("{} numbers the frames from {} to {}, but {} has {} frames, numbered from 0. Give the numbers of "
                    "these frames, or another name to the column when they are in order.",
                    table.numbers_where, *least, *most, frames.where(), number));
  for (auto& index : table.indexes) --index;
}

void place_by_table(Finding& finding, Inputs const& inputs, std::string const& unit) {
  Scan& scan = finding.scan;
  auto table = find_position_table(inputs, unit, {scan.pixel_row_m, scan.pixel_col_m});
  if (!table) return;
  require_numbers_of(finding.frames, *table);
  scan.positions = std::move(table->positions);
  if (!table->indexes.empty()) scan.indexes = std::move(table->indexes);
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
  scan.reading.add(PositionsOfRaster{.shape = raster.shape,
                                     .step = raster.step,
                                     .axes = raster.axes,
                                     .shape_given = given.shape.has_value(),
                                     .step_given = given.step.has_value(),
                                     .beside = raster.beside});
  if (raster.axes == PositionAxes{}) scan.reading.add(PositionSignsAssumed{});
}

/// InputError when a table might hold the positions that are missing.
void refuse_unknown_columns(Finding const& finding, Inputs const& inputs) {
  if (auto const columns = unknown_columns(inputs); !columns.empty())
    throw InputError(fmt::format(
        "{}: there are frames, but no positions: {}, none of which are known as x and y. Write the names of "
        "the columns into the first line, such as x_um,y_um; or give --raster ROWSxCOLS and --step M when "
        "the frames are a raster.",
        finding.frames.where(), columns));
}

}  // namespace

void place_frames(Finding& finding, Inputs const& inputs, ReadOptions const& options) {
  auto const given = raster_given(options);
  if (finding.scan.positions.empty() && !given.shape) place_by_table(finding, inputs, options.position_unit);
  if (finding.scan.positions.empty() && !given.shape && !finding.raster) refuse_unknown_columns(finding, inputs);
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
