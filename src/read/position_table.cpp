#include "read/position_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "ptyger/error.hpp"
#include "read/positions.hpp"
#include "read/unit_names.hpp"

namespace ptyger::read {
namespace {

struct ColumnNames {
  char const* x;
  char const* y;
};

constexpr std::array column_names{
    ColumnNames{"x", "y"},         ColumnNames{"position_x", "position_y"}, ColumnNames{"x_position", "y_position"},
    ColumnNames{"pos_x", "pos_y"}, ColumnNames{"x_pos", "y_pos"},           ColumnNames{"sample_x", "sample_y"}};
constexpr std::array unit_endings{"m", "mm", "um", "nm", "pm"};

/// The name of a dataset in small letters, and the unit at its end, as in x_um.
struct ColumnName {
  std::string name;
  std::string unit;
};

ColumnName column_name(std::string name) {
  std::transform(name.begin(), name.end(), name.begin(),
                 [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
  for (std::string const unit : unit_endings)
    if (name.ends_with("_" + unit)) return {name.substr(0, name.size() - unit.size() - 1), unit};
  return {name, ""};
}

/// The dataset in the root of the file with this name, apart from capital letters and a unit; empty when there is none.
std::string dataset_named(hdf5::InputFile const& file, std::string const& name) {
  std::string found;
  for (auto const& member : file.members("/")) {
    if (column_name(member).name != name || !file.has_dataset(member)) continue;
    if (!found.empty())
      throw InputError(
          fmt::format("{}: the datasets '{}' and '{}' could both be positions. Leave out one of them, or name "
                      "the right one by --mapping.",
                      file.path(), found, member));
    found = member;
  }
  return found;
}

/// Datasets of positions in one file: x and y, or both in x.
struct TableOfFile {
  std::string x;
  std::string y = {};
};

std::optional<TableOfFile> table_of(hdf5::InputFile const& file) {
  std::vector<TableOfFile> tables;
  for (auto const& [x, y] : column_names) {
    TableOfFile const table{dataset_named(file, x), dataset_named(file, y)};
    if (!table.x.empty() && !table.y.empty()) tables.push_back(table);
  }
  if (auto const both = dataset_named(file, "positions"); !both.empty()) tables.push_back({both});
  if (file.has_dataset("array") && file.dataset("array").rank() == 2) tables.push_back({"array"});
  if (tables.empty()) return {};
  if (tables.size() > 1)
    throw InputError(
        fmt::format("{}: the datasets '{}' and '{}' could both be positions. Leave out one of them, or name "
                    "the right one by --mapping.",
                    file.path(), tables[0].x, tables[1].x));
  return tables.front();
}

/// Metres per unit of a column. `given`: unit of the options; pixel_m: pixel of the object along the column.
double metres_per_unit(hdf5::InputFile const& file, std::string const& name, std::string const& given, double pixel_m) {
  auto const where = file.dataset(name).where();
  auto const stated = given.empty() ? unit_of(file, name).value_or(column_name(name).unit) : given;
  if (stated == "px") return pixel_m;
  if (!stated.empty()) return metres_in(stated, where);
  throw InputError(
      where +
      " holds positions without a unit, which could be metres or micrometres. Give --position-unit, such as um.");
}

std::vector<Position> read_table(hdf5::InputFile const& file, TableOfFile const& table, std::string const& unit,
                                 Position const& pixel) {
  double const col_m = metres_per_unit(file, table.x, unit, pixel.col_m);
  double const row_m = metres_per_unit(file, table.y.empty() ? table.x : table.y, unit, pixel.row_m);
  auto const x = file.dataset(table.x);
  auto positions = table.y.empty() ? read_translation(x, x.size() / 2) : read_position_pair(file.dataset(table.y), x);
  for (auto& p : positions) p = {.row_m = p.row_m * row_m, .col_m = p.col_m * col_m};
  return positions;
}

}  // namespace

std::optional<PositionTable> find_position_table(Inputs const& inputs, std::string const& unit, Position const& pixel) {
  std::optional<PositionTable> found;
  for (auto const& file : inputs) {
    auto const table = table_of(file);
    if (!table) continue;
    auto const positions = read_table(file, *table, unit, pixel);
    if (!found) found = PositionTable{.positions = {}, .where = file.dataset(table->x).where()};
    found->positions.insert(found->positions.end(), positions.begin(), positions.end());
  }
  return found;
}

}  // namespace ptyger::read
