#include "read/positions/position_table.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "array_files/npy.hpp"
#include "array_files/stated.hpp"
#include "array_files/table_header.hpp"
#include "core/text.hpp"
#include "ptyger/error.hpp"
#include "read/positions/positions.hpp"
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
constexpr std::array number_names{"frame", "frame_number", "frame_index", "index", "indexes"};

/// The name of a dataset in small letters, without the unit at its end, as in x_um.
std::string name_without_unit(std::string name) {
  return core::in_small_letters(array_files::without_unit(std::move(name)));
}

/// The dataset in the root of the file with this name, apart from capital letters and a unit; empty when there is none.
/// `what` it holds, for messages.
std::string dataset_named(hdf5::InputFile const& file, std::string const& name, char const* what = "positions") {
  std::string found;
  for (auto const& member : file.members("/")) {
    if (name_without_unit(member) != name || !file.has_dataset(member)) continue;
    if (!found.empty())
      throw InputError(fmt::format(
          "{}: the datasets '{}' and '{}' could both be {}. Leave out one of them, or name the right one by "
          "--mapping.",
          file.path(), found, member, what));
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
  std::string const array = array_files::only_array;
  if (file.has_dataset(array) && file.dataset(array).rank() == 2) tables.push_back({array});
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
  auto const stated = given.empty() ? unit_of(file, name).value_or(array_files::unit_ending(name)) : given;
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

/// The dataset with the numbers of the frames of so many positions; empty when there is none.
std::string number_column(hdf5::InputFile const& file, std::size_t positions) {
  for (char const* const name : number_names) {
    auto found = dataset_named(file, name, "numbers of the frames");
    if (!found.empty() && file.dataset(found).size() == positions) return found;
  }
  return {};
}

/// Appends the numbers of the frames in a column. InputError unless they are whole.
void append_numbers(hdf5::InputDataset const& column, std::vector<std::int64_t>& numbers) {
  constexpr double most_frames = 1e9;
  for (double const number : column.read<double>()) {
    if (!(number == std::floor(number) && std::abs(number) < most_frames))
      throw InputError(
          fmt::format("{} numbers the frames, but has the value {}, which is no whole number. Repair it, or give the "
                      "column another "
                      "name.",
                      column.where(), number));
    numbers.push_back(static_cast<std::int64_t>(number));
  }
}

/// InputError when a number is there twice.
void require_different(PositionTable const& table) {
  auto sorted = table.indexes;
  std::sort(sorted.begin(), sorted.end());
  auto const twice = std::adjacent_find(sorted.begin(), sorted.end());
  if (twice != sorted.end())
    throw InputError(
        fmt::format("{} numbers the frames, but has the number {} twice. Repair it, or give the column "
                    "another name when it is no number of a frame.",
                    table.numbers_where, *twice));
  if (!sorted.empty() && sorted.size() != table.positions.size())
    throw InputError(
        fmt::format("{} numbers the frames of only {} of {} positions: give all tables such a column, or "
                    "none.",
                    table.numbers_where, sorted.size(), table.positions.size()));
}

}  // namespace

std::string unknown_columns(Inputs const& inputs) {
  for (auto const& file : inputs)
    if (file.text_attribute("/", array_files::stated::array_file) == "table" && !table_of(file))
      return fmt::format("{} has the columns '{}'", file.path(), fmt::join(file.members("/"), "', '"));
  return {};
}

std::optional<PositionTable> find_position_table(Inputs const& inputs, std::string const& unit, Position const& pixel) {
  std::optional<PositionTable> found;
  for (auto const& file : inputs) {
    auto const table = table_of(file);
    if (!table) continue;
    auto const positions = read_table(file, *table, unit, pixel);
    if (!found) found = PositionTable{.where = file.dataset(table->x).where()};
    found->positions.insert(found->positions.end(), positions.begin(), positions.end());
    auto const numbers = number_column(file, positions.size());
    if (numbers.empty()) continue;
    found->numbers_where = file.dataset(numbers).where();
    append_numbers(file.dataset(numbers), found->indexes);
  }
  if (found) require_different(*found);
  return found;
}

}  // namespace ptyger::read
