#include "app/mapping_file.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cmath>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "app/shell/nearest_name.hpp"
#include "app/shell/toml_table.hpp"
#include "ptyger/error.hpp"
#include "read/frame_numbers.hpp"
#include "read/positions/raster.hpp"
#include "read/unit_names.hpp"

namespace ptyger::app {
namespace {

/// Sets a member of the mapping to the value of a key, or throws InputError with `where` at the beginning.
using SetValue = std::function<void(toml::node const& node, std::string const& where)>;

// The next functions make the SetValue for a member of the type of `value`.

SetValue text(std::string& value) {
  return [&value](toml::node const& node, std::string const& where) {
    auto const* const found = node.as_string();
    if (found == nullptr || found->get().empty()) throw InputError(where + " must be a string that is not empty.");
    value = found->get();
  };
}

/// A string, or a list of strings.
SetValue texts(std::vector<std::string>& values) {
  return [&values](toml::node const& node, std::string const& where) {
    values.clear();
    auto const add = [&](toml::node const& entry) { text(values.emplace_back())(entry, where); };
    auto const* const list = node.as_array();
    if (list == nullptr) return add(node);
    for (auto const& entry : *list) add(entry);
  };
}

/// A text such as "0-99,200", a number, or a list of both.
SetValue frame_numbers(FrameNumbers& value) {
  return [&value](toml::node const& node, std::string const& where) {
    std::string list;
    auto const add = [&](toml::node const& entry) {
      bool const is_number = entry.is_integer();
      if (!is_number && !entry.is_string())
        throw InputError(where + " must be a text such as \"0-99,200\", a number of a frame, or a list of both.");
      list += (list.empty() ? "" : ",") +
              (is_number ? std::to_string(entry.as_integer()->get()) : entry.as_string()->get());
    };
    if (auto const* const entries = node.as_array())
      for (auto const& entry : *entries) add(entry);
    else
      add(node);
    auto const problem = read::parse_frame_numbers(list, value);
    if (!problem.empty()) throw InputError(fmt::format("{}: {}.", where, problem));
  };
}

SetValue flag(bool& value) {
  return [&value](toml::node const& node, std::string const& where) {
    if (!node.is_boolean()) throw InputError(where + " must be true or false.");
    value = node.as_boolean()->get();
  };
}

SetValue number(double& value) {
  return [&value](toml::node const& node, std::string const& where) {
    auto const found = node.value<double>();
    if (!node.is_number() || !std::isfinite(*found)) throw InputError(where + " must be a finite number.");
    value = *found;
  };
}

SetValue quantity(MappedQuantity& value) {
  return [&value](toml::node const& node, std::string const& where) {
    if (auto const* const name = node.as_string(); name != nullptr && !name->get().empty())
      value.dataset = name->get();
    else if (node.is_number())
      value.number = *node.value<double>();
    else
      throw InputError(where + " must be the path of a dataset or a number.");
  };
}

SetValue raster_shape(std::optional<RasterShape>& value) {
  return [&value](toml::node const& node, std::string const& where) {
    auto const problem = read::parse_raster_shape(node.value<std::string>().value_or(""), value);
    if (!problem.empty()) throw InputError(fmt::format("{}: {}.", where, problem));
  };
}

/// A number for both steps, or a pair: from row to row and from column to column.
SetValue raster_step(std::optional<RasterStep>& value) {
  return [&value](toml::node const& node, std::string const& where) {
    auto const* const pair = node.as_array();
    bool const is_pair = pair != nullptr && pair->size() == 2 && pair->get(0)->is_number() && pair->get(1)->is_number();
    if (!is_pair && !node.is_number())
      throw InputError(where + " must be a number, or a pair of numbers (row, column).");
    value = is_pair ? RasterStep{*pair->get(0)->value<double>(), *pair->get(1)->value<double>()}
                    : RasterStep{*node.value<double>(), *node.value<double>()};
  };
}

/// A quantity, or a pair of numbers: height and width.
SetValue one_or_two(MappedQuantity& value) {
  return [&value](toml::node const& node, std::string const& where) {
    auto const* const pair = node.as_array();
    if (pair == nullptr) return quantity(value)(node, where);
    if (pair->size() != 2 || !pair->get(0)->is_number() || !pair->get(1)->is_number())
      throw InputError(where + " must be a number, a pair of numbers (height, width) or the path of a dataset.");
    value.number = *pair->get(0)->value<double>();
    value.width = *pair->get(1)->value<double>();
  };
}

SetValue polarity(MaskPolarity& value) {
  return [&value](toml::node const& node, std::string const& where) {
    auto const found = from_word<MaskPolarity>(node.value<std::string>().value_or(""));
    if (!found)
      throw InputError(fmt::format("{} must be '{}' or '{}'.", where, to_word(MaskPolarity::zero_is_good),
                                   to_word(MaskPolarity::one_is_good)));
    value = *found;
  };
}

/// The keys of a mapping file, each with the function that sets its member of `m`, or `step_unit`.
std::map<std::string, SetValue> keys_of(Mapping& m, std::string& step_unit) {
  return {{"frames", texts(m.frames)},
          {"amplitude", flag(m.amplitude)},
          {"positions", text(m.positions)},
          {"position-x", text(m.position_x)},
          {"position-y", text(m.position_y)},
          {"position-unit", text(m.position_unit)},
          {"raster", raster_shape(m.raster.shape)},
          {"step", raster_step(m.raster.step)},
          {"step-unit", text(step_unit)},
          {"indexes", text(m.indexes)},
          {"only-frames", frame_numbers(m.only_frames)},
          {"skip-frames", frame_numbers(m.skip_frames)},
          {"energy", quantity(m.energy)},
          {"energy-unit", text(m.energy.unit)},
          {"wavelength", quantity(m.wavelength)},
          {"wavelength-unit", text(m.wavelength.unit)},
          {"distance", quantity(m.distance)},
          {"distance-unit", text(m.distance.unit)},
          {"detector-pixel", one_or_two(m.detector_pixel)},
          {"detector-pixel-unit", text(m.detector_pixel.unit)},
          {"pixel", one_or_two(m.pixel)},
          {"pixel-unit", text(m.pixel.unit)},
          {"angle", quantity(m.angle)},
          {"mask", text(m.mask)},
          {"mask-polarity", polarity(m.mask_polarity)},
          {"dark", text(m.dark)},
          {"probe", text(m.probe)},
          {"propagation", text(m.propagation)},
          {"transpose", flag(m.orientation.transpose)},
          {"flipud", flag(m.orientation.flip_rows)},
          {"fliplr", flag(m.orientation.flip_cols)},
          {"swap-xy", flag(m.axes.swap)},
          {"negate-x", flag(m.axes.negate_col)},
          {"negate-y", flag(m.axes.negate_row)},
          {"scan-rotation", number(m.axes.rotation_deg)}};
}

/// Converts the steps of the raster to metres. InputError when they cannot be meant.
void set_step_unit(Mapping& mapping, std::string const& unit) {
  auto& step = mapping.raster.step;
  if (!step) return;
  std::string const where = mapping.file + ": key 'step'";
  double const metres = unit.empty() ? 1 : read::metres_in(unit, where);
  step = {step->row_m * metres, step->col_m * metres};
  if (auto const problem = read::problem_of_step(*step); !problem.empty())
    throw InputError(fmt::format("{}: {}.", where, problem));
}

}  // namespace

Mapping read_mapping(std::string const& file) {
  Mapping mapping{.file = file};
  std::string step_unit;
  auto const keys = keys_of(mapping, step_unit);
  std::vector<std::string> names;
  for (auto const& [name, set] : keys) names.push_back(name);
  for (auto const& [key, node] : read_toml(file)) {
    std::string const name(key.str());
    auto const found = keys.find(name);
    if (found == keys.end())
      throw InputError(fmt::format("{}: unknown key '{}'{}; the keys are {}.", file, name, suggestion(name, names),
                                   fmt::join(names, ", ")));
    found->second(node, fmt::format("{}: key '{}'", file, name));
  }
  set_step_unit(mapping, step_unit);
  return mapping;
}

}  // namespace ptyger::app
