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

std::vector<Record> records_in_order(std::vector<Projection> const& projections,
                                     std::map<std::size_t, Record> const& known) {
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
  Json json{{"end", outcome.end},
            {"broken", outcome.output_error},
            {"skipped", outcome.skipped},
            {"left_elsewhere", outcome.left_elsewhere},
            {"records", Json::array()}};
  for (auto const& record : outcome.records) json["records"].push_back(to_text(record));
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

CampaignOutcome parse_outcome(std::string const& text) {
  auto const json = Json::parse(text);
  CampaignOutcome outcome{.end = json.at("end"), .output_error = json.at("broken")};
  json.at("skipped").get_to(outcome.skipped);
  json.at("left_elsewhere").get_to(outcome.left_elsewhere);
  for (auto const& record : json.at("records")) outcome.records.push_back(parse_record(record, "a record"));
  return outcome;
}

/// Reopens projections whose results were made with other options, or throws: all images of a volume must be made with
/// the same options.
void handle_changed_options(Survey& survey_result, std::vector<Projection> const& projections,
                            CampaignSettings const& settings, CampaignFolder const& folder) {
  if (survey_result.other_options.empty()) return;
  auto const& first = projections[survey_result.other_options.front()].name;
  if (!settings.redo_changed)
    throw InputError(fmt::format(
        "{}: {} of the results there were made with other options than now (the first: {}, whose options are in {}). "
        "Name another output folder, go back to those options, or add --redo-changed to make these results again",
        settings.output.string(), survey_result.other_options.size(), first, folder.record(first)));
  for (auto const i : survey_result.other_options) {
    auto const file = folder.record(projections[i].name);
    auto const text = CampaignFolder::read(file);  // another job may have made the result again since the survey
    if (!text.empty() && parse_record(text, file).key == projections[i].key) continue;
    std::filesystem::remove(file);
    survey_result.items[i].state = QueueItem::State::open;
    survey_result.records.erase(i);
  }
}

void report_earlier_runs(Survey const& survey_result, std::vector<Projection> const& projections,
                         CampaignObserver const& observer) {
  if (!observer.on_message) return;
  if (!survey_result.other_files.empty())
    observer.on_message(fmt::format(
        "warning: {} results were made from other files, or files of another size, than now, such as {}; remove a "
        "result to have it made again",
        survey_result.other_files.size(), projections[survey_result.other_files.front()].name));
  auto const given_up = std::count_if(survey_result.items.begin(), survey_result.items.end(),
                                      [](QueueItem const& item) { return item.state == QueueItem::State::failed; });
  if (given_up > 0)
    observer.on_message(fmt::format(
        "note: {} projections failed too often before and are not tried again; to try them, raise --max-attempts or "
        "change their options or files",
        given_up));
}

/// Projections as JSON without their options, for the state of the campaign.
std::string without_options(std::vector<Projection> projections) {
  for (auto& projection : projections) projection.options = projection.key = {};
  return to_text(projections);
}

/// The objects that only rank 0 has.
struct RankZero {
  Claims claims;
  Dispatcher dispatcher;

  RankZero(Survey survey_result, std::vector<Projection> const& projections, CampaignSettings const& settings,
           CampaignFolder const& folder, int ranks, RankLog const& log, CampaignObserver const& observer)
      : claims(folder, this_job(), settings.lease),
        dispatcher(projections, std::move(survey_result.items), std::move(survey_result.records), settings, folder,
                   claims, ranks, log, observer) {
    folder.remove_leftovers();
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

std::size_t CampaignOutcome::done_elsewhere() const {
  auto const here =
      std::count_if(records.begin(), records.end(), [&](auto const& r) { return r.done && r.job == job; });
  return done() - skipped - static_cast<std::size_t>(here);
}

CampaignOutcome run_campaign(comm::World const& world, std::vector<Projection> const& projections,
                             CampaignSettings const& settings, ProjectionWork const& work,
                             CampaignObserver const& observer) {
  auto const begin = std::chrono::steady_clock::now();
  CampaignFolder const folder(settings.output);
  auto const job = parse_job(on_rank_0(world, [&] {
    folder.make();
    CampaignFolder::write(folder.projections(), without_options(projections));
    return to_text(this_job());
  }));
  std::optional<RankLog> own_log;
  comm::together(world, [&] { own_log.emplace(settings.logs, world.rank(), job); });
  auto const& log = *own_log;
  auto survey_result = survey(world, projections, settings, folder, work.forecast);
  std::optional<RankZero> rank_zero;
  auto const skipped = on_rank_0(world, [&] {
    handle_changed_options(survey_result, projections, settings, folder);
    report_earlier_runs(survey_result, projections, observer);
    auto const before = std::count_if(survey_result.items.begin(), survey_result.items.end(),
                                      [](QueueItem const& item) { return item.state == QueueItem::State::done; });
    rank_zero.emplace(std::move(survey_result), projections, settings, folder, world.size(), log, observer);
    return std::to_string(before);
  });
  log.line("", fmt::format("job {} begins, rank {} of {}, {} projections", job.id, world.rank(), world.size(),
                           projections.size()));
  comm::RequestServer server(
      world, [&](int rank, std::string const& request) { return rank_zero->dispatcher.answer(rank, request); },
      [&] { rank_zero->dispatcher.report_progress(); });
  Worker(world, projections, settings, work, folder, job.id, server, log).run();
  server.close();
  auto outcome = parse_outcome(on_rank_0(world, [&] {
    auto const& dispatcher = rank_zero->dispatcher;
    folder.remove_leftovers();  // temporary files of a job that was still ending when this one began
    return to_text({.end = dispatcher.end(),
                    .output_error = dispatcher.output_error(),
                    .records = records_in_order(projections, dispatcher.records()),
                    .skipped = std::stoul(skipped),
                    .left_elsewhere = dispatcher.elsewhere()});
  }));
  outcome.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  outcome.job = job.id;
  log.line("", fmt::format("job {} ends after {:.1f} s", job.id, outcome.seconds));
  return outcome;
}

std::vector<Record> read_records(comm::World const& world, std::vector<Projection> const& projections,
                                 CampaignSettings const& settings) {
  CampaignFolder const folder(settings.output);
  auto const survey_result = survey(world, projections, settings, folder, {});
  return parse_outcome(
             on_rank_0(world,
                       [&] { return to_text({.records = records_in_order(projections, survey_result.records)}); }))
      .records;
}

}  // namespace ptyger::campaign
