#include "app/campaign/description.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>
#include <set>
#include <sstream>

#include "app/campaign/angles.hpp"
#include "app/campaign/input_patterns.hpp"
#include "app/campaign/projection_settings.hpp"
#include "app/shell/toml_table.hpp"
#include "ptyger/error.hpp"

namespace ptyger::app {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t longest_name = 180;  // bytes; names of files also have a prefix and a suffix

/// Names projections by the stem of their first input, with the name of its folder in front where stems are not unique.
void set_names(std::vector<campaign::Projection>& projections) {
  std::map<std::string, int> name_counts;
  for (auto& projection : projections) {
    if (projection.name.empty()) projection.name = fs::path(projection.inputs.front()).stem();
    ++name_counts[projection.name];
  }
  std::set<std::string> names;
  for (auto& projection : projections) {
    auto const folder = fs::absolute(projection.inputs.front()).parent_path().filename().string();
    if (name_counts[projection.name] > 1) projection.name = folder + "_" + projection.name;
    names.insert(projection.name);
    if (projection.name.size() > longest_name)
      throw InputError(
          fmt::format("{}: the name of a projection may have {} bytes; give it a shorter one in a table "
                      "[[projection]] with name and inputs",
                      projection.inputs.front(), longest_name));
  }
  if (names.size() < projections.size())
    throw InputError("several projections would have the same name, such as " + projections.front().name +
                     "; give them names of their own in tables [[projection]] with name and inputs");
}

/// The projections that --inputs and --companions name.
std::vector<campaign::Projection> listed_projections(CampaignRequest const& request) {
  std::vector<campaign::Projection> projections;
  for (auto const& file : expand_patterns(request.inputs)) {
    projections.push_back({.inputs = {file}});
    for (auto const& companion : request.companions)
      projections.back().inputs.push_back(companion_of(file, request.inputs, companion));
  }
  set_names(projections);
  return projections;
}

/// The texts of a node that is a text or an array of texts; empty without a node.
std::vector<std::string> texts(toml::node const* node, std::string const& where) {
  std::vector<std::string> result;
  if (node == nullptr) return result;
  if (auto const* text = node->as_string()) return {text->get()};
  auto const* array = node->as_array();
  if (array == nullptr) throw InputError(where + " must be a text or an array of texts");
  for (auto const& item : *array) {
    if (!item.is_string()) throw InputError(where + " must be a text or an array of texts");
    result.push_back(item.as_string()->get());
  }
  return result;
}

/// The projection that a table [[projection]] names: one of `projections`, or a new one that is appended.
campaign::Projection& projection_of(std::vector<campaign::Projection>& projections, toml::table const& table,
                                    std::string const& where) {
  if (table.contains("name") && !table["name"].is_string()) throw InputError(where + ": key 'name' must be a text");
  auto const name = table["name"].value_or(std::string());
  auto const inputs = texts(table.get("inputs"), where + ": key 'inputs'");
  auto const found = std::find_if(projections.begin(), projections.end(), [&](campaign::Projection const& projection) {
    return !name.empty() ? projection.name == name : !inputs.empty() && projection.inputs.front() == inputs.front();
  });
  if (found != projections.end()) {
    if (!inputs.empty()) found->inputs = inputs;
    return *found;
  }
  if (inputs.empty())
    throw InputError(
        fmt::format("{}: no projection is called '{}', and there are no inputs for a new one", where, name));
  if (name.find('/') != std::string::npos)
    throw InputError(where + ": a name that holds a / cannot be the name of a file");
  projections.push_back({.name = name.empty() ? fs::path(inputs.front()).stem().string() : name, .inputs = inputs});
  return projections.back();
}

/// The options of the solver in a table, as TOML.
std::string own_options(toml::table table) {
  for (auto const* key : {"name", "inputs", "angle", "skip"}) table.erase(key);
  std::ostringstream text;
  text << table;
  return table.empty() ? std::string() : text.str();
}

/// Options of a single projection.
struct OwnOptions {
  std::string toml;   ///< options as TOML
  std::string where;  ///< name of the table in errors
};

/// Applies the tables [[projection]] of a description to the projections. Puts the solver's options of a table into
/// `own_options_of`, [name of the projection].
void apply_tables(std::vector<campaign::Projection>& projections, std::string const& file,
                  std::map<std::string, OwnOptions>& own_options_of) {
  auto const description = read_toml(file);
  if (!description.contains("projection")) return;
  auto const* tables = description.get_as<toml::array>("projection");
  if (tables == nullptr) throw InputError(file + ": key 'projection' must be tables, each under [[projection]]");
  std::set<std::string> skipped;
  for (std::size_t i = 0; i < tables->size(); ++i) {
    auto const where = fmt::format("{}: projection {}", file, i + 1);
    auto const* table = tables->get_as<toml::table>(i);
    if (table == nullptr) throw InputError(where + " must be a table: [[projection]]");
    auto& projection = projection_of(projections, *table, where);
    if (auto const* angle = table->get("angle")) {
      if (!angle->is_number() || !std::isfinite(*angle->value<double>()))
        throw InputError(where + ": key 'angle' must be a number of degrees");
      projection.angle_deg = *angle->value<double>();
    }
    if (auto const* skip = table->get("skip"); skip != nullptr && !skip->is_boolean())
      throw InputError(where + ": key 'skip' must be true or false");
    if ((*table)["skip"].value_or(false)) skipped.insert(projection.name);
    if (auto options = own_options(*table); !options.empty())
      own_options_of[projection.name] = {std::move(options), where};
  }
  std::erase_if(projections, [&](campaign::Projection const& projection) { return skipped.contains(projection.name); });
}

}  // namespace

std::vector<campaign::Projection> find_projections(CampaignRequest const& request, std::string const& shared_toml) {
  auto projections = listed_projections(request);
  if (!projections.empty()) set_angles(projections, request.angles);
  std::map<std::string, OwnOptions> own_options_of;
  if (!request.description.empty()) apply_tables(projections, request.description, own_options_of);
  set_names(projections);
  if (projections.empty())
    throw InputError("there is no projection: name files or patterns by --inputs, or in tables [[projection]]");
  campaign::Projection defaults;
  set_options(defaults, "", shared_toml, "the options for all");
  for (auto& projection : projections) {
    projection.options = defaults.options;
    projection.key = defaults.key;
    if (auto const found = own_options_of.find(projection.name); found != own_options_of.end())
      set_options(projection, found->second.toml, shared_toml, found->second.where);
  }
  return projections;
}

}  // namespace ptyger::app
