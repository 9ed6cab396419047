#include "array_files/table_lines.hpp"

#include <algorithm>
#include <string>

#include "array_files/table_header.hpp"
#include "core/text.hpp"

namespace ptyger::array_files {
namespace {

constexpr std::string_view blanks = " \t\r\f\v";

/// The first of the possible separators that a line has. Commas within all of its words are decimal points.
char separator_of(std::string_view line) {
  for (char const separator : {';', '\t'})
    if (line.find(separator) != std::string_view::npos) return separator;
  auto const words = fields_of(line, ' ');
  bool const decimal_commas = words.size() > 1 && std::all_of(words.begin(), words.end(), has_decimal_comma);
  return line.find(',') == std::string_view::npos || decimal_commas ? ' ' : ',';
}

bool all_numbers(std::vector<std::string_view> const& fields) {
  return std::all_of(fields.begin(), fields.end(),
                     [](auto field) { return number_of(field).has_value() || has_decimal_comma(field); });
}

}  // namespace

std::vector<TableLine> lines_of(std::string_view text) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  std::vector<TableLine> lines;
  for (std::size_t number = 1; !text.empty(); ++number) {
    auto const end = std::min(text.find('\n'), text.size());
    auto const first = text.substr(0, end).find_first_not_of(blanks);
    if (first != std::string_view::npos)
      lines.push_back({number, text.substr(first, text.substr(0, end).find_last_not_of(blanks) + 1 - first)});
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view around = " \t\r\f\v\"'";
  auto const first = text.find_first_not_of(around);
  return first == std::string_view::npos ? "" : text.substr(first, text.find_last_not_of(around) + 1 - first);
}

std::vector<std::string_view> fields_of(std::string_view line, char separator) {
  std::vector<std::string_view> fields;
  if (separator == ' ') {
    for (auto at = line.find_first_not_of(blanks); at != std::string_view::npos;) {
      auto const end = std::min(line.find_first_of(blanks, at), line.size());
      fields.push_back(trimmed(line.substr(at, end - at)));
      at = line.find_first_not_of(blanks, end);
    }
    return fields;
  }
  if (line.ends_with(separator)) line.remove_suffix(1);
  for (;;) {
    auto const end = std::min(line.find(separator), line.size());
    fields.push_back(trimmed(line.substr(0, end)));
    if (end == line.size()) return fields;
    line.remove_prefix(end + 1);
  }
}

std::optional<double> number_of(std::string_view field) {
  if (field.starts_with('+')) field.remove_prefix(1);
  return core::number_of_text<double>(field);
}

bool has_decimal_comma(std::string_view word) {
  auto const comma = word.find(',');
  if (comma == std::string_view::npos || comma == 0 || comma + 1 == word.size()) return false;
  std::string number(word);
  number[comma] = '.';
  return number_of(number).has_value();
}

bool is_comment(std::string_view line) {
  return line.starts_with('#') || line.starts_with('%');
}

std::optional<TableStart> start_of_table(std::vector<TableLine> const& lines) {
  std::optional<std::size_t> header;
  for (std::size_t k = 0; k < lines.size(); ++k) {
    if (is_comment(lines[k].text)) continue;
    char const separator = separator_of(lines[k].text);
    auto const fields = fields_of(lines[k].text, separator);
    if (all_numbers(fields)) {
      TableStart start{.first = k, .separator = separator, .columns = fields.size(), .header = header};
      if (!header && k > 0 && names_in(lines[k - 1].text, start).size() == start.columns) start.header = k - 1;
      return start;
    }
    if (header) return {};
    header = k;
  }
  return {};
}

}  // namespace ptyger::array_files
