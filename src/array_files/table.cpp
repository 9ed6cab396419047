#include "array_files/table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <string>
#include <vector>

#include "array_files/table_header.hpp"
#include "array_files/table_lines.hpp"
#include "ptyger/error.hpp"

namespace ptyger::array_files {
namespace {

[[noreturn]] void refuse_line(ByteFile const& file, TableLine const& line, std::string const& why) {
  throw InputError(fmt::format("{}, line {}: {}.", file.path(), line.number, why));
}

[[noreturn]] void refuse_field(ByteFile const& file, TableLine const& line, std::string_view field) {
  for (char const separator : {';', '\t', ' '}) {
    auto const words = fields_of(line.text, separator);
    if (words.size() > 1 && std::any_of(words.begin(), words.end(), has_decimal_comma))
      refuse_line(file, line, "numbers have a decimal comma; write them with a point, and separate columns by commas");
  }
  refuse_line(file, line, fmt::format("'{}' is no number. Text belongs into the first line, or after a #", field));
}

/// The numbers of all lines, [column][line].
std::vector<std::vector<double>> read_columns(ByteFile const& file, std::vector<TableLine> const& lines,
                                              TableStart const& start) {
  std::vector<std::vector<double>> columns(start.columns);
  for (std::size_t k = start.first; k < lines.size(); ++k) {
    if (is_comment(lines[k].text)) continue;
    auto const fields = fields_of(lines[k].text, start.separator);
    std::vector<double> numbers;
    for (auto const field : fields) {
      auto const number = number_of(field);
      if (!number) refuse_field(file, lines[k], field);
      numbers.push_back(*number);
    }
    if (numbers.size() != start.columns)
      refuse_line(file, lines[k],
                  fmt::format("there are {} numbers, but {} in line {}: each line needs one for each column",
                              numbers.size(), start.columns, lines[start.first].number));
    for (std::size_t column = 0; column < start.columns; ++column) columns[column].push_back(numbers[column]);
  }
  return columns;
}

/// Names of the columns; empty names where the file has none.
std::vector<ColumnName> column_names(ByteFile const& file, std::vector<TableLine> const& lines,
                                     TableStart const& start) {
  std::vector<ColumnName> names(start.columns);
  if (!start.header) return names;
  auto const& line = lines[*start.header];
  auto const fields = names_in(line.text, start);
  if (fields.size() != start.columns)
    refuse_line(file, line, fmt::format("there are {} names, but {} columns of numbers", fields.size(), start.columns));
  std::transform(fields.begin(), fields.end(), names.begin(), column_name);
  return names;
}

}  // namespace

bool is_text(std::string_view head) {
  return std::none_of(head.begin(), head.end(), [](char letter) {
    auto const byte = static_cast<unsigned char>(letter);
    return byte == 0x7F || (byte < 0x20 && std::isspace(byte) == 0);
  });
}

bool is_table(ByteFile const& file, std::string_view head) {
  if (!is_text(head)) return false;
  if (head.size() < file.size()) head = head.substr(0, head.rfind('\n') + 1);  // whole lines
  return start_of_table(lines_of(head)).has_value();
}

void present_table(ByteFile const& file, hdf5::MemoryFile& memory) {
  auto const text = file.read(0, file.size());
  auto const lines = lines_of(text);
  auto const start = start_of_table(lines);
  if (!start) throw InputError(file.path() + " is text without a table of numbers.");
  auto const columns = read_columns(file, lines, *start);
  auto const names = column_names(file, lines, *start);
  for (std::size_t k = 0; k < columns.size(); ++k) {
    auto const name = names[k].name.empty() ? fmt::format("column_{}", k + 1) : names[k].name;
    if (memory.exists(name))
      refuse_line(file, lines[*start->header], fmt::format("two columns have the name '{}'", name));
    memory.out().dataset<double>(name, {columns[k].size()}, columns[k]);
    if (!names[k].unit.empty()) memory.out().attribute(name, "units", names[k].unit);
  }
  for (auto const& line : lines)
    if (auto const stated = number_in_comment(line.text)) memory.out().attribute("/", stated->first, stated->second);
}

}  // namespace ptyger::array_files
