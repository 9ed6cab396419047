#include "campaign/survey.hpp"

#include <nlohmann/json.hpp>
#include <optional>

#include "campaign/progress_record.hpp"
#include "comm/together.hpp"
#include "core/interrupt.hpp"

namespace ptyger::campaign {
namespace {

using StateJson = nlohmann::json;

/// One letter for each projection: D = done, F = failed before, O = open.
std::string states_of(std::vector<Projection> const& projections, CampaignFolder const& folder) {
  auto const entries = folder.list();
  std::string states;
  for (auto const& projection : projections) {
    auto const entry = entries.find(projection.name);
    bool const has_files = entry != entries.end();
    states += has_files && entry->second.done() ? 'D' : has_files && entry->second.failure ? 'F' : 'O';
  }
  return states;
}

/// The record in a file; empty when it cannot be read, and the projection then counts as open.
std::optional<Record> read_record(std::string const& file) {
  try {
    return parse_record(CampaignFolder::read(file), file);
  } catch (InputError const&) {
    return std::nullopt;
  }
}

/// Record, expected work and angle of one projection.
StateJson survey_projection(Projection const& projection, char state, CampaignFolder const& folder,
                            std::function<Forecast(Projection const&)> const& forecast) {
  StateJson json{{"record", nullptr}, {"cost", 0.0}};
  std::optional<Record> found;
  if (state == 'D') found = read_record(folder.record(projection.name));
  if (state == 'F') found = read_record(folder.failure(projection.name));
  if (found) {
    json["record"] = to_text(*found);
    json["moved"] = found->inputs != stamps(projection.inputs);
  }
  json["deaths"] = count_deaths(folder, projection.name);
  bool const open = !found || state == 'F' || found->key != projection.key;
  if (!open || !forecast || core::interrupt_came()) return json;
  try {
    auto const expected = forecast(projection);
    json["cost"] = expected.cost;
    if (expected.angle_deg) json["angle_deg"] = *expected.angle_deg;
  } catch (std::exception const&) {  // the projection will fail for the same reason when it is prepared
  }
  return json;
}

/// Adds the entry of one projection, which survey_projection() made on any rank, to the survey.
void add_entry(Survey& survey, std::size_t i, StateJson const& json, Projection const& projection, int max_attempts) {
  auto& item = survey.items[i];
  item.cost = json.at("cost");
  item.deaths = json.at("deaths");
  item.angle_deg = projection.angle_deg;
  if (!item.angle_deg && json.contains("angle_deg")) item.angle_deg = json["angle_deg"].get<double>();
  if (!json.at("record").is_string()) return;
  auto found = parse_record(json["record"], projection.name);
  bool const other_files = json.at("moved");
  if (item.angle_deg) found.angle_deg = item.angle_deg;
  item.angle_deg = found.angle_deg;
  if (found.done) {
    item.state = QueueItem::State::done;
    if (found.key != projection.key) survey.other_options.push_back(i);
    if (other_files) survey.other_files.push_back(i);
  } else if (found.key == projection.key && !other_files) {  // with other options or files it may succeed
    item.failures = found.attempts;
    if (item.failures >= max_attempts) item.state = QueueItem::State::failed;
  }
  survey.records[i] = std::move(found);
}

}  // namespace

std::string on_rank_0(comm::World const& world, std::function<std::string()> const& function) {
  std::string text;
  comm::together(world, [&] {
    if (world.rank() == 0) text = function();
  });
  return world.broadcast(std::move(text));
}

Survey survey(comm::World const& world, std::vector<Projection> const& projections, CampaignSettings const& settings,
              CampaignFolder const& folder, std::function<Forecast(Projection const&)> const& forecast) {
  auto const states = on_rank_0(world, [&] { return states_of(projections, folder); });
  auto const first = static_cast<std::size_t>(world.rank());
  auto const step = static_cast<std::size_t>(world.size());
  auto own_entries = StateJson::array();
  for (auto i = first; i < projections.size(); i += step)
    own_entries.push_back(survey_projection(projections[i], states[i], folder, forecast));
  auto const texts = world.gather(own_entries.dump(-1, ' ', false, StateJson::error_handler_t::replace));
  Survey result;
  if (world.rank() != 0) return result;
  result.items.resize(projections.size());
  for (std::size_t rank = 0; rank < texts.size(); ++rank) {
    auto const entries = StateJson::parse(texts[rank]);
    for (std::size_t k = 0; k < entries.size(); ++k) {
      auto const i = rank + k * step;
      add_entry(result, i, entries[k], projections[i], settings.max_attempts);
    }
  }
  return result;
}

}  // namespace ptyger::campaign
