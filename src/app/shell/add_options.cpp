#include "app/shell/add_options.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>

#include "app/mapping_file.hpp"
#include "app/shell/help_formatter.hpp"
#include "app/shell/nearest_name.hpp"
#include "core/parse_bytes.hpp"
#include "core/text.hpp"

namespace ptyger::app {
namespace {

/// The type of a number, also of an optional number.
template <class Number>
struct TypeOfNumber {
  using type = Number;
};
template <class Number>
struct TypeOfNumber<std::optional<Number>> {
  using type = Number;
};

/// Registers one row by the type of its value.
class RowAdder {
 public:
  RowAdder(CLI::App& command, core::OptionRow const& row) : command_(command), row_(row) {}

  CLI::Option* operator()(bool* target) const { return command_.add_flag(row_.names, *target, row_.help); }
  CLI::Option* operator()(std::string* target) const { return command_.add_option(row_.names, *target, row_.help); }
  CLI::Option* operator()(std::vector<std::string>* target) const {
    return command_.add_option(row_.names, *target, row_.help)->allow_extra_args();
  }
  CLI::Option* operator()(core::FileGroups* target) const {
    return command_.add_option(row_.names, *target, row_.help);
  }
  template <class Number>
  CLI::Option* operator()(Number* target) const {
    return bounded<typename TypeOfNumber<Number>::type>(command_.add_option(row_.names, *target, row_.help));
  }
  CLI::Option* operator()(core::Choice const& choice) const {
    return parsed([choice](std::string const& text) -> std::string {
             auto const found = std::find(choice.words.begin(), choice.words.end(), text);
             if (found == choice.words.end())
               return fmt::format("'{}' is not one of {}{}", text, fmt::join(choice.words, ", "),
                                  suggestion(text, choice.words));
             choice.set(static_cast<std::size_t>(found - choice.words.begin()));
             return {};
           })
        ->option_text(fmt::format("{}", fmt::join(choice.words, "|")));
  }
  template <class Number>
  CLI::Option* operator()(core::NumberOrAuto<Number> const& number) const {
    return parsed([target = number.target,
                   bounds = row_.bounds.value_or(core::Bounds())](std::string const& text) -> std::string {
      auto const value = core::number_of_text<Number>(text);
      if (value && !std::isfinite(static_cast<double>(*value))) return fmt::format("'{}' is not a finite number", text);
      if (text != "auto" && !(value && *value >= bounds.low && *value <= bounds.high))
        return fmt::format("'{}' is neither auto nor a number from {:g} {}", text, bounds.low,
                           std::isfinite(bounds.high) ? fmt::format("to {:g}", bounds.high) : "on");
      *target = value;
      return {};
    });
  }
  CLI::Option* operator()(core::Bytes const& bytes) const {
    return parsed([target = bytes.target](std::string const& text) -> std::string {
      auto const amount = core::parse_bytes(text);
      if (amount == 0) return "'" + text + "' is no amount of memory such as 80GiB or 500MB";
      *target = amount;
      return {};
    });
  }
  CLI::Option* operator()(core::Seconds const& seconds) const {
    return bounded<int>(command_.add_option_function<int>(
        row_.names, [target = seconds.target](int value) { *target = std::chrono::seconds(value); }, row_.help));
  }
  CLI::Option* operator()(core::NumberPair const& pair) const {
    return command_
        .add_option_function<std::vector<double>>(
            row_.names, [set = pair.set](std::vector<double> const& values) { set(values.at(0), values.at(1)); },
            row_.help)
        ->delimiter(',')
        ->expected(2)
        ->allow_extra_args(false);
  }
  CLI::Option* operator()(core::MappingFile const& mapping) const {
    return parsed([target = mapping.target](std::string const& file) -> std::string {
      *target = read_mapping(file);
      return {};
    });
  }
  CLI::Option* operator()(core::ParsedText const& text) const { return parsed(text.parse); }

 private:
  /// Registers an option whose text `parse` reads: it sets the value, or returns what is wrong with the text.
  [[nodiscard]] CLI::Option* parsed(std::function<std::string(std::string const&)> const& parse) const {
    return command_.add_option_function<std::string>(
        row_.names,
        [parse, name = core::long_name(row_)](std::string const& text) {
          if (auto const problem = parse(text); !problem.empty()) throw CLI::ValidationError(name, problem);
        },
        row_.help);
  }

  /// Makes CLI11 check the bounds of the row; core::check_bounds() checks bounds with a reason.
  template <class Number>
  CLI::Option* bounded(CLI::Option* option) const {
    if (!row_.bounds || row_.bounds->reason != nullptr) return option;
    return option->check(CLI::Range(static_cast<Number>(row_.bounds->low), static_cast<Number>(row_.bounds->high)));
  }

  CLI::App& command_;
  core::OptionRow const& row_;
};

}  // namespace

void add_options(CLI::App& command, core::OptionTable const& table) {
  std::set<std::string> common;
  for (auto const& row : table) {
    auto* option = std::visit(RowAdder(command, row), row.value);
    if (!row.placeholder.empty()) option->option_text(row.placeholder);
    option->default_function([value = row.value] { return core::present_text(value); });
    option->capture_default_str()->required(row.required)->configurable(row.in_toml)->group(row.group);
    if (row.common) common.insert(option->get_name());
  }
  auto const formatter = std::dynamic_pointer_cast<HelpFormatter>(command.get_formatter());
  if (!formatter || common.empty()) return;
  formatter->set_common(std::move(common));
  command.set_help_all_flag("--help-all", "Show all options and exit")->configurable(false)->group("General");
}

core::GivenOptions given_options(CLI::App const& command) {
  core::GivenOptions given;
  for (auto const* option : command.get_options())
    if (option->count() > 0) given.insert(option->get_name());
  return given;
}

void refresh_defaults(CLI::App& command) {
  for (auto* option : command.get_options()) {
    if (option->count() > 0 && option->results().back() != "auto") continue;
    option->clear();
    option->capture_default_str();
  }
}

}  // namespace ptyger::app
