#pragma once

#include <string>
#include <string_view>
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

/// The unit of length, or px, that ends a name after an underscore, as in "x_um" or "x_microns"; in small letters when
/// only these are a unit. Empty when there is none.
std::string unit_ending(std::string_view name);

/// Name and unit in a field such as "x (um)", "x [um]" or "x_um", where the name is "x", "x" and "x_um".
ColumnName column_name(std::string_view field);

}  // namespace ptyger::array_files
