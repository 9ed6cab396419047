#include "campaign/projection.hpp"

#include <nlohmann/json.hpp>

namespace ptyger::campaign {

std::string to_text(std::vector<Projection> const& projections) {
  auto list = nlohmann::json::array();
  for (auto const& [name, inputs, angle, options, key] : projections) {
    list.push_back({{"name", name}, {"inputs", inputs}, {"options", options}, {"key", key}});
    if (angle) list.back()["angle_deg"] = *angle;
  }
  return list.dump();
}

std::vector<Projection> parse_projections(std::string const& text) {
  std::vector<Projection> projections;
  for (auto const& item : nlohmann::json::parse(text)) {
    projections.push_back({item.at("name"), item.at("inputs"), {}, item.at("options"), item.at("key")});
    if (item.contains("angle_deg")) projections.back().angle_deg = item["angle_deg"].get<double>();
  }
  return projections;
}

}  // namespace ptyger::campaign
