#include "campaign/run_campaign.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "campaign/survey.hpp"
#include "campaign/worker.hpp"
#include "comm/together.hpp"

namespace ptyger::campaign {
namespace {

using Json = nlohmann::ordered_json;

std::vector<Record> in_order(std::vector<Projection> const& projections, std::map<std::size_t, Record> const& known) {
  std::vector<Record> records;
  for (std::size_t i = 0; i < projections.size(); ++i) {
    auto const found = known.find(i);
    records.push_back(found != known.end()
                          ? found->second
                          : Record{.name = projections[i].name, .angle_deg = projections[i].angle_deg});
  }
  return records;
}

std::string to_text(CampaignOutcome const& outcome) {
  Json json{{"end", outcome.end}, {"broken", outcome.broken}, {"records", Json::array()}};
  for (auto const& record : outcome.records) json["records"].push_back(to_text(record));
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

CampaignOutcome parse_outcome(std::string const& text) {
  auto const json = Json::parse(text);
  CampaignOutcome outcome{.end = json.at("end"), .broken = json.at("broken")};
  for (auto const& record : json.at("records")) outcome.records.push_back(parse_record(record, "a record"));
  return outcome;
}

/// What was made with other options is made again, or the campaign does not begin: a volume is made in one way.
void handle_changed_options(Survey& seen, std::vector<Projection> const& projections, CampaignSettings const& settings,
                            CampaignFolder const& folder) {
  if (seen.changed.empty()) return;
  auto const& first = projections[seen.changed.front()].name;
  if (!settings.redo_changed)
    throw InputError(fmt::format(
        "{}: {} of the results there were made with other options than now (the first: {}, whose options are in {}). "
        "Name another output folder, go back to those options, or add --redo-changed to make these results again",
        settings.output.string(), seen.changed.size(), first, folder.record(first)));
  for (auto const i : seen.changed) {
    auto const file = folder.record(projections[i].name);
    auto const text = CampaignFolder::read(file);  // another job may have made it again since
    if (!text.empty() && parse_record(text, file).key == projections[i].key) continue;
    std::filesystem::remove(file);
    seen.items[i].state = QueueItem::State::open;
    seen.records.erase(i);
  }
}

void tell_of_before(Survey const& seen, std::vector<Projection> const& projections, CampaignObserver const& observer) {
  if (!observer.on_message) return;
  if (!seen.moved.empty())
    observer.on_message(fmt::format(
        "warning: {} results were made from other files, or files of another size, than now, such as {}; remove a "
        "result to have it made again",
        seen.moved.size(), projections[seen.moved.front()].name));
  auto const given_up = std::count_if(seen.items.begin(), seen.items.end(),
                                      [](QueueItem const& item) { return item.state == QueueItem::State::failed; });
  if (given_up > 0)
    observer.on_message(fmt::format(
        "note: {} projections failed too often before and are not tried again; a larger --max-attempts, other options "
        "or other files make it try",
        given_up));
}

/// What only rank 0 has.
struct RankZero {
  Claims claims;
  Dispatcher dispatcher;

  RankZero(Survey seen, std::vector<Projection> const& projections, CampaignSettings const& settings,
           CampaignFolder const& folder, int ranks, RankLog const& log, CampaignObserver const& observer)
      : claims(folder, this_job(), settings.lease),
        dispatcher(projections, std::move(seen.items), std::move(seen.records), settings, folder, claims, ranks, log,
                   observer) {
    folder.sweep();
    claims.remove_dead_jobs();
  }
};

}  // namespace

std::size_t CampaignOutcome::done() const {
  return static_cast<std::size_t>(std::count_if(records.begin(), records.end(), [](auto const& r) { return r.done; }));
}

std::size_t CampaignOutcome::failed() const {
  return static_cast<std::size_t>(
      std::count_if(records.begin(), records.end(), [](auto const& r) { return !r.done && r.attempts > 0; }));
}

std::size_t CampaignOutcome::skipped() const {
  return static_cast<std::size_t>(
      std::count_if(records.begin(), records.end(), [&](auto const& r) { return r.done && r.job != job; }));
}

CampaignOutcome run_campaign(comm::World const& world, std::vector<Projection> const& projections,
                             CampaignSettings const& settings, CampaignWork const& work,
                             CampaignObserver const& observer) {
  auto const begin = std::chrono::steady_clock::now();
  CampaignFolder const folder(settings.output);
  on_rank_0(world, [&] { return folder.make(), std::string(); });
  std::optional<RankLog> own_log;
  comm::together(world, [&] { own_log.emplace(settings.logs, world.rank(), this_job().batch_job); });
  auto const& log = *own_log;
  auto seen = survey(world, projections, settings, folder, work.forecast);
  std::optional<RankZero> head;
  auto const job = on_rank_0(world, [&] {
    handle_changed_options(seen, projections, settings, folder);
    tell_of_before(seen, projections, observer);
    head.emplace(std::move(seen), projections, settings, folder, world.size(), log, observer);
    return head->claims.job().id;
  });
  log.line("", fmt::format("job {} begins, rank {} of {}, {} projections", job, world.rank(), world.size(),
                           projections.size()));
  comm::RequestServer server(
      world, [&](int rank, std::string const& request) { return head->dispatcher.answer(rank, request); },
      [&] { head->dispatcher.show(); });
  Worker(world, projections, settings, work, folder, job, server, log).run();
  server.close();
  auto outcome = parse_outcome(on_rank_0(world, [&] {
    auto const& dispatcher = head->dispatcher;
    folder.sweep();  // of a job that was still dying when this one began
    return to_text({dispatcher.end(), dispatcher.broken(), in_order(projections, dispatcher.records())});
  }));
  outcome.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  outcome.job = job;
  log.line("", fmt::format("job {} ends after {:.1f} s", job, outcome.seconds));
  return outcome;
}

std::vector<Record> read_records(comm::World const& world, std::vector<Projection> const& projections,
                                 CampaignSettings const& settings) {
  CampaignFolder const folder(settings.output);
  auto const seen = survey(world, projections, settings, folder, {});
  return parse_outcome(on_rank_0(world, [&] { return to_text({.records = in_order(projections, seen.records)}); }))
      .records;
}

}  // namespace ptyger::campaign
