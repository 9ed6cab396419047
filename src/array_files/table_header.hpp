#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "array_files/table_lines.hpp"

namespace ptyger::array_files {

/// Name and unit of a column.
struct ColumnName {
  std::string name;  ///< without a unit in brackets; may be the name of a dataset
  std::string unit;  ///< empty: not stated
};

/// The fields of a line of names, which may be a comment.
std::vector<std::string> names_in(std::string_view line, TableStart const& start);

/// Name and number of a comment such as "# energy: 8.8 keV" or "% distance = 2"; empty for another line.
std::optional<std::pair<std::string, double>> number_in_comment(std::string_view line);

/// The unit of length, or px, that ends a name after an underscore, as in "x_um" or "x_microns"; in small letters when
/// only these are a unit. Empty when there is none.
std::string unit_ending(std::string_view name);

/// The name without the unit_ending() and its underscore.
std::string without_unit(std::string name);

/// Name and unit in a field such as "x (um)", "x [um]" or "x_um", where the name is "x", "x" and "x_um".
ColumnName column_name(std::string_view field);

}  // namespace ptyger::array_files
