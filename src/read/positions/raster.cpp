#include "read/positions/raster.hpp"

#include <fmt/format.h>

#include <cmath>

#include "core/text.hpp"
#include "ptyger/error.hpp"
#include "read/positions/positions.hpp"

namespace ptyger::read {
namespace {

constexpr std::size_t most_frames = 1'000'000'000;
constexpr double largest_step_m = 0.1;

}  // namespace

std::vector<Position> raster_positions(Raster const& raster) {
  std::vector<Position> positions;
  positions.reserve(raster.shape.rows * raster.shape.cols);
  auto const& [rows, cols] = raster.shape;
  for (std::size_t frame = 0; frame < rows * cols; ++frame) {
    std::size_t const row = raster.columns_first ? frame % rows : frame / cols;
    std::size_t const col = raster.columns_first ? frame / rows : frame % cols;
    positions.push_back(
        {.row_m = static_cast<double>(row) * raster.step.row_m, .col_m = static_cast<double>(col) * raster.step.col_m});
  }
  return turn_positions(std::move(positions), raster.axes);
}

Raster complete_raster(RasterGiven const& given, std::optional<Raster> const& of_file, std::string const& where) {
  if (!given.shape && !(of_file && of_file->shape.rows > 0))
    throw InputError(fmt::format(
        "{}: there are frames, but no positions. Give --raster ROWSxCOLS and --step M when the frames are a "
        "raster, or a file with the positions: datasets or columns named x and y.",
        where));
  Raster raster = of_file.value_or(Raster{});
  if (given.shape && (given.shape->rows != raster.shape.rows || given.shape->cols != raster.shape.cols)) {
    raster.shape = *given.shape;
    raster.columns_first = false;
  }
  if (given.step) raster.step = *given.step;
  auto const& [row_m, col_m] = raster.step;
  if (raster.shape.rows == 0 || raster.shape.cols == 0)
    throw InputError(
        fmt::format("{}: a raster of {} x {} has no frames.", where, raster.shape.rows, raster.shape.cols));
  if (!std::isfinite(row_m) || !std::isfinite(col_m))
    throw InputError(fmt::format("{}: the steps of the raster are {} m and {} m, which are no numbers. Give --step.",
                                 where, row_m, col_m));
  if ((row_m == 0 && raster.shape.rows > 1) || (col_m == 0 && raster.shape.cols > 1))
    throw InputError(fmt::format(
        "{}: the frames are a raster of {} x {}, but the step from frame to frame is not known. Give --step "
        "ROW,COL in metres.",
        where, raster.shape.rows, raster.shape.cols));
  return raster;
}

std::string parse_raster_shape(std::string const& text, std::optional<RasterShape>& shape) {
  auto const cross = text.find_first_of("xX");
  auto const rows = core::number_of_text<std::size_t>(text.substr(0, cross));
  auto const cols =
      cross == std::string::npos ? std::nullopt : core::number_of_text<std::size_t>(text.substr(cross + 1));
  if (!rows || !cols || *rows == 0 || *cols == 0 || *rows > most_frames / *cols)
    return "'" + text + "' is no raster, which is a number of rows and a number of columns, such as 11x12";
  shape = {.rows = *rows, .cols = *cols};
  return {};
}

std::string parse_raster_step(std::string const& text, std::optional<RasterStep>& step) {
  auto const comma = text.find(',');
  auto const row = core::number_of_text<double>(text.substr(0, comma));
  auto const col = comma == std::string::npos ? row : core::number_of_text<double>(text.substr(comma + 1));
  if (!row || !col) return "'" + text + "' is neither a step in metres nor a pair of steps, such as 1e-7,2e-7";
  step = {.row_m = *row, .col_m = *col};
  return problem_of_step(*step);
}

std::string problem_of_step(RasterStep const& step) {
  for (double const step_m : {step.row_m, step.col_m})
    if (!(step_m > 0 && step_m < largest_step_m))
      return fmt::format("a step of {} m makes no raster: steps are positive numbers of metres, such as 1e-7", step_m);
  return {};
}

}  // namespace ptyger::read
