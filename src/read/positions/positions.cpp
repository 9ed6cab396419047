#include "read/positions/positions.hpp"

#include <fmt/format.h>
#include "core/number_in_file.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

#include "hdf5/extents.hpp"
#include "ptyger/error.hpp"
#include "read/file_pixel.hpp"

namespace ptyger::read {
namespace {

constexpr double largest_object = 30000;  // rows or columns, pixels
constexpr char const* unit_remedy =
    "If it is that of the positions, say by --position-unit which they have: m, mm, um, nm, A or px; otherwise correct "
    "--energy, --distance, --detector-pixel or --pixel.";

/// Whether an axis of this extent holds x, y[, z].
bool is_coordinate_axis(std::size_t extent) {
  return extent == 2 || extent == 3;
}

template <double Position::*Coordinate>
double median_m(std::vector<Position> positions) {
  auto const middle = positions.begin() + static_cast<std::ptrdiff_t>(positions.size() / 2);
  std::nth_element(positions.begin(), middle, positions.end(),
                   [](Position const& a, Position const& b) { return a.*Coordinate < b.*Coordinate; });
  return *middle.*Coordinate;
}

/// A sentence about the frame farthest from the middle when at most a tenth of the frames make the object too large;
/// empty when more frames do.
std::string describe_outliers(Scan const& scan) {
  double const middle_row_m = median_m<&Position::row_m>(scan.positions);
  double const middle_col_m = median_m<&Position::col_m>(scan.positions);
  double const most_distance = (largest_object - static_cast<double>(scan.detector)) / 2;  // from the middle, pixels
  std::size_t outlier_count = 0;
  std::size_t farthest = 0;
  double farthest_m = 0;
  for (std::size_t frame = 0; frame < scan.frames; ++frame) {
    double const rows_m = scan.positions[frame].row_m - middle_row_m;
    double const cols_m = scan.positions[frame].col_m - middle_col_m;
    outlier_count +=
        std::max(std::abs(rows_m) / scan.pixel_row_m, std::abs(cols_m) / scan.pixel_col_m) > most_distance ? 1U : 0U;
    if (double const away_m = std::hypot(rows_m, cols_m); away_m > farthest_m) farthest = frame, farthest_m = away_m;
  }
  if (10 * outlier_count > scan.frames) return {};
  return fmt::format(
      "All fit but {} of {} frames, of which frame {} lies farthest, {:.4g} m from the middle of the scan",
      outlier_count, scan.frames, core::number_in_file(scan, farthest), farthest_m);
}

template <double Position::*Coordinate>
double span_m(std::vector<Position> const& positions) {
  auto const less = [](Position const& a, Position const& b) { return a.*Coordinate < b.*Coordinate; };
  auto const [low, high] = std::minmax_element(positions.begin(), positions.end(), less);
  return (*high).*Coordinate - (*low).*Coordinate;
}

/// Whether the turn changes left-handed axes into right-handed ones.
bool is_mirrored(PositionAxes axes) {
  return axes.swap != (axes.negate_row != axes.negate_col);
}

}  // namespace

std::vector<Position> read_translation(hdf5::InputDataset const& dataset, std::size_t frames) {
  if (dataset.kind() == hdf5::Kind::text || dataset.kind() == hdf5::Kind::other)
    throw InputError(
        fmt::format("{} holds values of type {}, such as the rows of a table, but numbers are needed. Write each "
                    "column as a dataset "
                    "of its own, as in Python by file[\"x\"] = file[\"table\"][\"x\"].",
                    dataset.where(), hdf5::name(dataset.kind())));
  auto shape = dataset.shape();
  for (std::size_t axis = shape.size(); axis-- > 0 && shape.size() > 2;)
    if (shape[axis] == 1) shape.erase(shape.begin() + static_cast<std::ptrdiff_t>(axis));
  if (shape.size() == 3) shape = {shape[0] * shape[1], shape[2]};
  bool const matrix = shape.size() == 2;
  bool const columns = matrix && is_coordinate_axis(shape[1]);  // (N, 3)
  bool const rows = matrix && is_coordinate_axis(shape[0]);     // (3, N)
  if (!columns && !rows)
    throw InputError(fmt::format(
        "{} has the shape {}, but every frame, of which there are {}, needs its position, as (N, 3), (3, N), "
        "(N, 2) or (2, N) with x first. Check that frames and positions belong together.",
        dataset.where(), hdf5::to_string(dataset.shape()), frames));
  bool const by_frame = columns && !(rows && shape[0] != frames && shape[1] == frames);
  std::size_t const number = by_frame ? shape[0] : shape[1];
  if (number == 0) throw InputError(dataset.where() + ": it holds no positions. Was the scan aborted?");
  auto const values = dataset.read<double>();
  std::size_t const frame_step = by_frame ? shape[1] : 1;
  std::size_t const coordinate_step = by_frame ? 1 : number;
  std::vector<Position> positions(number);
  for (std::size_t frame = 0; frame < number; ++frame)
    positions[frame] = {.row_m = values[frame * frame_step + coordinate_step], .col_m = values[frame * frame_step]};
  return positions;
}

std::vector<Position> read_position_pair(hdf5::InputDataset const& rows, hdf5::InputDataset const& cols) {
  if (rows.size() != cols.size())
    throw InputError(fmt::format("{} has {} values, but {} has {}: every frame needs both.", rows.where(), rows.size(),
                                 cols.where(), cols.size()));
  return pair_coordinates(rows.read<double>(), cols.read<double>(), rows.where());
}

std::vector<Position> pair_coordinates(std::vector<double> const& rows_m, std::vector<double> const& cols_m,
                                       std::string const& where) {
  if (rows_m.size() != cols_m.size())
    throw InputError(fmt::format("{}: there are {} rows but {} columns: every frame needs both.", where, rows_m.size(),
                                 cols_m.size()));
  std::vector<Position> positions(rows_m.size());
  for (std::size_t frame = 0; frame < positions.size(); ++frame)
    positions[frame] = {.row_m = rows_m[frame], .col_m = cols_m[frame]};
  return positions;
}

bool is_finite(Position const& position) {
  return std::isfinite(position.row_m) && std::isfinite(position.col_m);
}

void require_finite(std::vector<Position> const& positions, std::string const& where) {
  auto const bad = std::find_if_not(positions.begin(), positions.end(), is_finite);
  if (bad != positions.end())
    throw InputError(fmt::format("{}: the position of frame {} is not finite (x {}, y {}). Repair it.", where,
                                 bad - positions.begin(), bad->col_m, bad->row_m));
}

std::vector<Position> scaled(std::vector<Position> positions, double factor) {
  for (auto& p : positions) p = {.row_m = p.row_m * factor, .col_m = p.col_m * factor};
  return positions;
}

std::vector<Position> turn_positions(std::vector<Position> positions, PositionAxes axes) {
  double const cosine = std::cos(axes.rotation_deg * std::numbers::pi / 180);
  double const sine = std::sin(axes.rotation_deg * std::numbers::pi / 180);
  for (auto& p : positions) {
    if (axes.swap) std::swap(p.row_m, p.col_m);
    if (axes.negate_row) p.row_m = -p.row_m;
    if (axes.negate_col) p.col_m = -p.col_m;
    if (axes.rotation_deg != 0)
      p = {.row_m = sine * p.col_m + cosine * p.row_m, .col_m = cosine * p.col_m - sine * p.row_m};
  }
  return positions;
}

PositionAxes inverse(PositionAxes axes) {
  if (!is_mirrored(axes)) axes.rotation_deg = -axes.rotation_deg;  // a mirrored rotation is its own inverse
  if (axes.swap) std::swap(axes.negate_row, axes.negate_col);
  return axes;
}

PositionAxes opposite(PositionAxes axes) {
  axes.negate_row = !axes.negate_row;
  axes.negate_col = !axes.negate_col;
  return axes;
}

PositionAxes simplified(PositionAxes axes) {
  if (is_mirrored(axes) || axes.rotation_deg == 0) return axes;
  double const turn_deg = axes.swap ? (axes.negate_col ? 90 : -90) : (axes.negate_col ? 180 : 0);
  return {.rotation_deg = std::remainder(turn_deg + axes.rotation_deg, 360)};
}

double turn_between_deg(PositionAxes a, PositionAxes b) {
  double most = 0;
  for (Position const unit : {Position{.row_m = 1}, Position{.col_m = 1}}) {
    auto const one = turn_positions({unit}, a).front();
    auto const other = turn_positions({unit}, b).front();
    double const half_chord = std::hypot(one.row_m - other.row_m, one.col_m - other.col_m) / 2;
    most = std::max(most, 2 * std::asin(std::min(1.0, half_chord)));
  }
  return most * 180 / std::numbers::pi;
}

void require_sensible_extent(Scan const& scan) {
  double const rows_m = span_m<&Position::row_m>(scan.positions);
  double const cols_m = span_m<&Position::col_m>(scan.positions);
  double const rows = rows_m / scan.pixel_row_m;
  double const cols = cols_m / scan.pixel_col_m;
  std::string const found = fmt::format(
      "{}: the positions span {:.4g} m x {:.4g} m (rows x columns), that is {:.4g} x {:.4g} object pixels of {:.4g} m "
      "x {:.4g} m",
      scan.sources.back(), rows_m, cols_m, rows, cols, scan.pixel_row_m, scan.pixel_col_m);
  if (std::max(rows, cols) + static_cast<double>(scan.detector) > largest_object) {
    if (auto const outliers = describe_outliers(scan); !outliers.empty())
      throw InputError(
          fmt::format("{}, where an object has at most {} a side. {}. Correct these positions in the file, "
                      "or leave the frames out there.",
                      found, largest_object, outliers));
    throw InputError(found + fmt::format(". An object of more than {} pixels a side is surely a wrong unit. {}",
                                         largest_object, unit_remedy));
  }
  if (scan.frames > 1 && std::max(rows, cols) < 1)
    throw InputError(found + ": all frames show the same place. Surely a unit is wrong. " + unit_remedy);
}

}  // namespace ptyger::read
