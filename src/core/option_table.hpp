#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <functional>
#include <initializer_list>
#include <limits>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "ptyger/mapping.hpp"
#include "ptyger/words.hpp"

namespace ptyger::core {

/// One of several words.
struct Choice {
  std::vector<std::string> words;
  std::function<std::string()> present;  ///< word of the present value; empty when the value has none
  std::function<void(std::size_t)> set;  ///< sets the value that the word with this index names
};

/// A number, or "auto", which leaves the target empty.
template <class Number>
struct NumberOrAuto {
  std::optional<Number>* target;
};

/// An amount of memory with its unit, such as 80GiB; see parse_bytes().
struct Bytes {
  std::optional<std::size_t>* target;
};

/// A whole number of seconds.
struct Seconds {
  std::chrono::milliseconds* target;
};

/// Two numbers, separated by a comma.
struct NumberPair {
  std::function<void(double, double)> set;
};

/// A TOML file that describes the layout of the files of a scan.
struct MappingFile {
  std::optional<Mapping>* target;
};

/// A text with a syntax of its own, which a function parses.
struct ParsedText {
  std::function<std::string(std::string const&)> parse;  ///< sets the value, or returns what is wrong with the text
};

/// Several groups of files, one for each time that the option is given.
using FileGroups = std::vector<std::vector<std::string>>;

/// The type of an option, and the variable that receives its value. A bool is a flag; an empty optional means that the
/// option was not given.
using OptionValue =
    std::variant<bool*, std::string*, std::vector<std::string>*, FileGroups*, int*, std::size_t*, double*,
                 std::optional<int>*, std::optional<std::size_t>*, std::optional<double>*, Choice, NumberOrAuto<int>,
                 NumberOrAuto<double>, Bytes, Seconds, NumberPair, MappingFile, ParsedText>;

/// The numbers that an option takes.
struct Bounds {
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();
  char const* reason = nullptr;  ///< why check_bounds() refuses others; null: the command line refuses them
};

/// One option of a command. Command line, TOML files, manual and completions are made from these rows.
struct OptionRow {
  std::string names;             ///< "-o,--output" or "--output"; an argument without a name: "inputs"
  OptionValue value;             ///< type of the option, and the variable that receives its value
  std::string help;              ///< one or more sentences without the last full stop
  std::string placeholder = {};  ///< name of the value in the help, such as N; empty for a Choice
  std::optional<Bounds> bounds = std::nullopt;
  bool required = false;
  bool in_toml = true;         ///< whether a TOML file may have it
  bool changes_result = true;  ///< whether the result depends on it, apart from rounding errors
  std::string group = {};      ///< heading in the help
  bool common = false;         ///< whether the short help has it; a table without such rows has no short help
};

/// The options of a command in the order of its help. The pointers of the rows refer to the settings of the command.
using OptionTable = std::vector<OptionRow>;

/// Marks the rows with these long names, such as "--output", as common.
void mark_common(OptionTable& table, std::set<std::string> const& names);

/// Long names of the options that have been given a value, such as "--output".
using GivenOptions = std::set<std::string>;

/// A choice between the words of a table of words.
template <class Value, std::size_t N>
Choice choice(Value& target, std::array<Word<Value>, N> const& words) {
  Choice result;
  for (auto const& entry : words) result.words.emplace_back(entry.word);
  result.present = [&target, words]() -> std::string {
    for (auto const& [word, value] : words)
      if (value == target) return word;
    return {};
  };
  result.set = [&target, words](std::size_t index) { target = words.at(index).value; };
  return result;
}

/// A choice between the words of an enum.
template <class Enum>
Choice choice(Enum& target) {
  return choice(target, words_of(target));
}

/// A choice between "auto", which stands for no value, and the words of an enum.
template <class Enum>
Choice choice(std::optional<Enum>& target) {
  constexpr auto words = words_of(Enum{});
  std::array<Word<std::optional<Enum>>, words.size() + 1> all{{{"auto", std::nullopt}}};
  for (std::size_t i = 0; i < words.size(); ++i) all[i + 1] = {words[i].word, words[i].value};
  return choice(target, all);
}

/// Long name of an option: "--output" for the names "-o,--output".
std::string long_name(OptionRow const& row);

/// Returns the rows with `group` as their heading in the help.
OptionTable in_group(std::string const& group, OptionTable rows);

/// All rows of several tables.
OptionTable joined(std::initializer_list<OptionTable> tables);

/// Text of the present value, which the help shows as the default; empty for flags, lists and missing values.
std::string present_text(OptionValue const& value);

/// Throws InputError when a number is outside of bounds that have a reason. The message names the option, its value,
/// the reason and the bounds.
void check_bounds(OptionTable const& table, std::string const& command);

}  // namespace ptyger::core
