#include "app/shell/toml_config.hpp"

#include "app/shell/toml_table.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>
#include <fstream>
#include <sstream>
#include <string_view>
#include <vector>

#include "app/shell/nearest_name.hpp"
#include "app/shell/usage_problem.hpp"
#include "hdf5/input_file.hpp"
#include "ptyger/error.hpp"

namespace ptyger::app {
namespace {

bool is_flag(CLI::Option const& option) {
  return option.get_expected_max() == 0;
}

// Key of an option in a TOML file; empty for options that no file may have.
std::string key_of(CLI::Option const& option) {
  if (!option.get_configurable()) return {};
  return option.get_positional() ? option.get_name(true) : option.get_lnames().front();
}

std::vector<std::string> keys_of(CLI::App const& command) {
  std::vector<std::string> keys;
  for (auto const* option : command.get_options())
    if (auto key = key_of(*option); !key.empty()) keys.push_back(std::move(key));
  return keys;
}

CLI::Option* find_option(CLI::App& command, std::string const& key) {
  for (auto* option : command.get_options())
    if (key_of(*option) == key) return option;
  return nullptr;
}

// A scalar as it is written on the command line; empty for tables, arrays and dates.
std::string scalar_text(toml::node const& node) {
  if (auto const* text = node.as_string()) return text->get();
  if (auto const* number = node.as_integer()) return std::to_string(number->get());
  if (auto const* number = node.as_floating_point()) return fmt::format("{}", number->get());
  if (auto const* flag = node.as_boolean()) return flag->get() ? "true" : "false";
  return {};
}

std::vector<std::string> texts(toml::node const& node, std::string const& where) {
  std::vector<std::string> values;
  auto const add = [&](toml::node const& item) {
    if (item.is_table() || item.is_array() || item.is_date() || item.is_time() || item.is_date_time())
      throw InputError(where + " must be a string, a number, true, false, or an array of these");
    values.push_back(scalar_text(item));
  };
  auto const* const array = node.as_array();
  if (array == nullptr) return add(node), values;
  for (auto const& item : *array) {
    auto const* const group = item.as_array();
    if (group == nullptr) {
      add(item);
      continue;
    }
    if (!values.empty()) values.emplace_back();  // CLI11 separates groups by an empty text
    for (auto const& member : *group) add(member);
  }
  return values;
}

void assign(CLI::Option& option, toml::node const& node, std::string const& where) {
  if (is_flag(option) != node.is_boolean())
    throw InputError(where + (is_flag(option) ? " must be true or false" : " takes a value, not true or false"));
  auto const values = texts(node, where);
  if (values.empty()) return;
  option.add_result(values);
  try {
    option.run_callback();
  } catch (CLI::ParseError const& error) {
    throw InputError(fmt::format("{}: {}", where, option_problem(option, error)));
  }
}

// Whether scalar_text() returns the text unchanged when a file has it without quotes.
bool stands_without_quotes(std::string const& text) {
  if (text.find_first_not_of("0123456789+-.einfa") != std::string::npos) return false;
  try {
    auto const table = toml::parse("value = " + text);
    auto const* node = table.get("value");
    return node->is_number() && scalar_text(*node) == text;
  } catch (toml::parse_error const&) {
    return false;
  }
}

// Options of a result that name its outputs, or allow to replace them.
constexpr std::array names_of_outputs{"output", "metrics",   "previews", "report",
                                      "cxi",    "overwrite", "rescue",   "checkpoint-every"};

bool is_hdf5(std::string const& file) {
  std::ifstream in(file, std::ios::binary);
  std::array<char, 8> begin{};
  in.read(begin.data(), begin.size());
  return std::string_view(begin.data(), begin.size()) == std::string_view("\x89HDF\r\n\x1a\n", 8);
}

/// The line of an option with several values; groups of values, which CLI11 separates by empty texts, become arrays.
std::string array_text(std::string const& key, std::vector<std::string> const& values) {
  std::vector<std::vector<std::string>> groups(1);
  for (auto const& value : values) {
    if (value.empty())
      groups.emplace_back();
    else
      groups.back().push_back(toml_literal(value));
  }
  bool const grouped = groups.size() > 1;
  std::erase_if(groups, [](auto const& group) { return group.empty(); });
  std::vector<std::string> texts;
  for (auto const& group : groups) {
    auto const members = fmt::format("{}", fmt::join(group, ", "));
    texts.push_back(grouped ? "[" + members + "]" : members);
  }
  return texts.empty() ? "" : fmt::format("{} = [{}]\n", key, fmt::join(texts, ", "));
}

toml::table options_of_result(std::string const& file) {
  hdf5::InputFile const result(file);
  if (!result.exists("/ptyger/options"))
    throw InputError(file + ": holds no options of a run in /ptyger/options; give a result of PtyGer, or a TOML file");
  auto options = toml::parse(result.dataset("/ptyger/options").text());
  if (result.exists("/ptyger/input/files") &&
      !options.contains("scan")) {  // absolute, while the options name them as the user did
    toml::array inputs;
    for (auto const& input : result.dataset("/ptyger/input/files").texts()) inputs.push_back(input);
    options.insert_or_assign("inputs", std::move(inputs));
  }
  return options;
}

}  // namespace

std::string toml_literal(std::string const& text) {
  if (stands_without_quotes(text)) return text;
  std::ostringstream out;
  out << toml::value<std::string>(text);
  return out.str();
}

toml::table read_toml(std::string const& file) {
  try {
    return toml::parse_file(file);
  } catch (toml::parse_error const& error) {
    auto const line = error.source().begin.line;
    throw InputError(line == 0 ? fmt::format("{}: cannot be read: {}", file, error.description())
                               : fmt::format("{}: line {} is not TOML: {}", file, line, error.description()));
  }
}

void set_from_table(CLI::App& command, toml::table const& table, std::string const& where, char const* not_an_option) {
  for (auto const& [key, node] : table) {
    std::string const name(key.str());
    if (name == not_an_option) continue;
    auto* option = find_option(command, name);
    if (option == nullptr)
      throw InputError(fmt::format("{}: unknown key '{}'{}; `ptyger {} --help` lists the options", where, name,
                                   suggestion(name, keys_of(command)), command.get_name()));
    if (option->count() == 0) assign(*option, node, fmt::format("{}: key '{}'", where, name));
  }
}

void read_config(CLI::App& command, std::string const& file, char const* not_an_option) {
  if (!is_hdf5(file)) return set_from_table(command, read_toml(file), file, not_an_option);
  auto options = options_of_result(file);
  for (auto const* name : names_of_outputs) options.erase(name);
  auto const keys = keys_of(command);  // another command than `reconstruct` has fewer
  for (auto const& [key, node] : toml::table(options))
    if (std::find(keys.begin(), keys.end(), key.str()) == keys.end()) options.erase(key);
  set_from_table(command, options, file, not_an_option);
}

std::string resolved_toml(CLI::App const& command, std::function<bool(CLI::Option const&)> const& wanted) {
  std::string text;
  for (auto const* option : command.get_options()) {
    auto const key = key_of(*option);
    if (key.empty() || (wanted && !wanted(*option))) continue;
    if (is_flag(*option)) {
      text += fmt::format("{} = {}\n", key, option->count() > 0 && option->as<bool>());
    } else if (option->get_expected_max() > 1) {
      text += array_text(key, option->results());
    } else if (auto const value = option->count() > 0 ? option->results().back() : option->get_default_str();
               !value.empty()) {
      text += fmt::format("{} = {}\n", key, toml_literal(value));
    }
  }
  return text;
}

}  // namespace ptyger::app
