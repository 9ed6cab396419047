#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ptyger::array_files {

/// One line of a text.
struct TableLine {
  std::size_t number = 0;  ///< counted from 1
  std::string_view text;   ///< without blanks around it; not empty
};

/// The lines of a text that are not empty. The text must outlive them. Bytes of a byte order mark are left out.
std::vector<TableLine> lines_of(std::string_view text);

/// The text without blanks and quotation marks around it.
std::string_view trimmed(std::string_view text);

/// The fields of a line between separators, each trimmed(). Separator ' ': any number of blanks.
std::vector<std::string_view> fields_of(std::string_view line, char separator);

/// The number that a field is; empty when it is none. "nan" and "inf" are numbers.
std::optional<double> number_of(std::string_view field);

/// Where the numbers of a table begin.
struct TableStart {
  std::size_t first = 0;              ///< index of the first line of numbers
  char separator = ' ';               ///< ';', tab, ',' or ' ', the first of these that the line has
  std::size_t columns = 0;            ///< fields of that line
  std::optional<std::size_t> header;  ///< index of the line with the names of the columns
};

/// Finds the first line of numbers. At most one line before it is no comment ("#", "%"), and has the names; else the
/// comment right before it has them, if it has as many fields. Empty when there is no such line.
std::optional<TableStart> start_of_table(std::vector<TableLine> const& lines);

/// Whether a line is a comment.
bool is_comment(std::string_view line);

}  // namespace ptyger::array_files
