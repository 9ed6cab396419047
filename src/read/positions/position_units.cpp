#include "read/positions/position_units.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "ptyger/error.hpp"
#include "read/positions/positions.hpp"
#include "read/unit_names.hpp"

namespace ptyger::read {
namespace {

/// A unit and its length along rows and columns, metres.
struct PositionUnit {
  std::string name;
  double row_m = 1;
  double col_m = 1;
};

PositionUnit unit_of_name(std::string const& name, std::string const& where, Scan const& scan) {
  if (name != "px") {
    double const metres = metres_in(name, where);
    return {name, metres, metres};
  }
  if (scan.pixel_row_m > 0) return {name, scan.pixel_row_m, scan.pixel_col_m};
  throw InputError(where + ": positions are in pixels of the object, whose size is not known. Give --pixel.");
}

/// Whether metres are labelled with the unit: in it no coordinate reaches 1 nm, but as metres they could be a scan.
bool are_metres(std::vector<Position> const& positions, PositionUnit const& unit) {
  double largest = 0;
  for (auto const& p : positions) largest = std::max({largest, std::abs(p.row_m), std::abs(p.col_m)});
  constexpr double largest_scan_m = 1e-2;
  return largest < largest_scan_m && largest * std::max(unit.row_m, unit.col_m) < 1e-9;
}

}  // namespace

std::vector<Position> positions_in_metres(std::vector<Position> positions, hdf5::InputFile const& file,
                                          std::string const& dataset, ReadOptions const& options, Scan& scan,
                                          std::string const& format_unit) {
  bool const given = !options.position_unit.empty();
  auto const stated = unit_of(file, dataset);
  auto const where = file.path() + ": dataset '" + dataset + "'";
  auto const unit = unit_of_name(given ? options.position_unit : stated.value_or(format_unit),
                                 given ? "--position-unit" : where, scan);
  if (!given && stated && unit.row_m != 1 && are_metres(positions, unit)) {
    scan.reading.add(UnitCorrected{UnitCorrected::Number::positions, where, 0, unit.name, "m"});
    return positions;
  }
  for (auto& p : positions) p = {.row_m = p.row_m * unit.row_m, .col_m = p.col_m * unit.col_m};
  return positions;
}

std::vector<Position> position_pair_in_metres(hdf5::InputFile const& file, std::string const& rows,
                                              std::string const& cols, ReadOptions const& options, Scan& scan) {
  auto const row_unit = unit_of(file, rows);
  auto const col_unit = unit_of(file, cols);
  if (options.position_unit.empty() && row_unit != col_unit)
    throw InputError(fmt::format("{}: '{}' has the unit '{}', but '{}' has '{}'. Give --position-unit for both.",
                                 file.path(), rows, row_unit.value_or("none"), cols, col_unit.value_or("none")));
  return positions_in_metres(read_position_pair(file.dataset(rows), file.dataset(cols)), file, rows, options, scan);
}

}  // namespace ptyger::read
