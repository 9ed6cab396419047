#include "array_files/table_header.hpp"

#include <algorithm>

#include "core/named_units.hpp"

namespace ptyger::array_files {
namespace {

bool begins_unit(std::string_view word) {
  return word.starts_with('(') || word.starts_with('[');
}

}  // namespace

std::string unit_ending(std::string_view name) {
  auto const underscore = name.rfind('_');
  if (underscore == std::string_view::npos) return {};
  std::string const ending(name.substr(underscore + 1));
  for (auto const& unit : {ending, core::in_small_letters(ending)})
    if (unit == "px" || core::size_of_unit(core::lengths, unit)) return unit;
  return {};
}

std::optional<std::pair<std::string, double>> number_in_comment(std::string_view line) {
  if (!is_comment(line)) return {};
  while (is_comment(line)) line.remove_prefix(1);
  auto const mark = line.find_first_of("=:");
  if (mark == std::string_view::npos) return {};
  auto const name = trimmed(line.substr(0, mark));
  auto const words = fields_of(line.substr(mark + 1), ' ');
  auto const number = words.empty() ? std::nullopt : number_of(words.front());
  if (name.empty() || !number) return {};
  return std::pair(std::string(name), *number);
}

std::string without_unit(std::string name) {
  if (auto const unit = unit_ending(name); !unit.empty()) name.resize(name.size() - unit.size() - 1);
  return name;
}

std::vector<std::string> names_in(std::string_view line, TableStart const& start) {
  while (is_comment(line)) line.remove_prefix(1);
  // A comment may separate the names by blanks although the numbers have another separator.
  bool const separated = line.find(start.separator) != std::string_view::npos;
  char const separator = separated ? start.separator : ' ';
  std::vector<std::string> names;
  for (auto const field : fields_of(line, separator)) {
    if (separator == ' ' && begins_unit(field) && !names.empty())
      names.back().append(" ").append(field);
    else
      names.emplace_back(field);
  }
  return names;
}

ColumnName column_name(std::string_view field) {
  ColumnName column;
  auto name = trimmed(field);
  auto const open = name.find_last_of("([");
  if (open != std::string_view::npos && (name.ends_with(')') || name.ends_with(']'))) {
    column.unit = trimmed(name.substr(open + 1, name.size() - open - 2));
    name = trimmed(name.substr(0, open));
  } else {
    column.unit = unit_ending(name);
  }
  column.name = name;
  std::replace(column.name.begin(), column.name.end(), '/', '_');
  if (column.name == ".") column.name.clear();
  return column;
}

}  // namespace ptyger::array_files
