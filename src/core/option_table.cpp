#include "core/option_table.hpp"

#include <fmt/format.h>

#include <type_traits>

#include "ptyger/error.hpp"

namespace ptyger::core {
namespace {

/// Visitor of an OptionValue for present_text().
struct PresentText {
  std::string operator()(std::string* text) const { return *text; }
  std::string operator()(int* number) const { return fmt::format("{}", *number); }
  std::string operator()(std::size_t* number) const { return fmt::format("{}", *number); }
  std::string operator()(double* number) const { return fmt::format("{:g}", *number); }
  std::string operator()(Choice const& choice) const { return choice.present(); }
  template <class Number>
  std::string operator()(NumberOrAuto<Number> const& number) const {
    return *number.target ? fmt::format("{}", **number.target) : "auto";
  }
  std::string operator()(Seconds const& seconds) const {
    return fmt::format("{}", std::chrono::duration_cast<std::chrono::seconds>(*seconds.target).count());
  }
  template <class Other>
  std::string operator()(Other const&) const {
    return {};
  }
};

/// Visitor of an OptionValue: the present number; empty for other types and missing values.
struct PresentNumber {
  template <class Value>
  std::optional<double> operator()(Value const& value) const {
    if constexpr (std::is_same_v<Value, int*> || std::is_same_v<Value, std::size_t*> || std::is_same_v<Value, double*>)
      return static_cast<double>(*value);
    else if constexpr (std::is_same_v<Value, std::optional<int>*> || std::is_same_v<Value, std::optional<double>*> ||
                       std::is_same_v<Value, std::optional<std::size_t>*>)
      return *value ? std::optional(static_cast<double>(**value)) : std::nullopt;
    else
      return std::nullopt;
  }
};

}  // namespace

std::string long_name(OptionRow const& row) {
  return row.names.substr(row.names.find(',') + 1);
}

OptionTable in_group(std::string const& group, OptionTable rows) {
  for (auto& row : rows) row.group = group;
  return rows;
}

OptionTable joined(std::initializer_list<OptionTable> tables) {
  OptionTable all;
  for (auto const& table : tables) all.insert(all.end(), table.begin(), table.end());
  return all;
}

std::string present_text(OptionValue const& value) {
  return std::visit(PresentText(), value);
}

void check_bounds(OptionTable const& table, std::string const& command) {
  for (auto const& row : table) {
    if (!row.bounds || row.bounds->reason == nullptr) continue;
    auto const number = std::visit(PresentNumber(), row.value);
    auto const& [low, high, reason] = *row.bounds;
    if (number && !(*number >= low && *number <= high))
      throw InputError(fmt::format("{}: {} is {:g}: {}; give a value from {:g} to {:g}", command, long_name(row),
                                   *number, reason, low, high));
  }
}

void mark_common(OptionTable& table, std::set<std::string> const& names) {
  for (auto& row : table) row.common = names.contains(long_name(row));
}

}  // namespace ptyger::core
