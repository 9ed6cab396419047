#include "campaign/progress_record.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

namespace ptyger::campaign {
namespace {

/// Number of iterations; an estimate of the solver where none is given.
int expected_iterations(HistoryRecord const& record, Options const& options) {
  return options.iterations.value_or(record.iteration + record.expected_left);
}

WorkStep step_of(std::string const& text) {
  for (auto const& [word, step] : words_of(WorkStep{}))
    if (text == word) return step;
  return WorkStep::reading;
}

}  // namespace

double fraction_done(HistoryRecord const& record, Options const& options) {
  auto const limit = std::max(expected_iterations(record, options), 1);
  return record.phase == Phase::cg ? std::min(0.95, double(record.iteration) / limit) : 0.0;
}

std::string progress_line(HistoryRecord const& record) {
  return fmt::format("{} {}  NRMSE {:.5f}  step {:.3g}  {:.3f} s", to_word(record.phase), record.iteration,
                     record.nrmse, record.step, record.seconds);
}

void take_over(ProgressRecord& progress, HistoryRecord const& record, Options const& options, double seconds) {
  progress.phase = to_word(record.phase);
  progress.iteration = record.iteration;
  ++progress.records;
  progress.nrmse = record.nrmse;
  progress.fraction = fraction_done(record, options);
  progress.seconds = seconds;
  int const iterations_left = expected_iterations(record, options) - record.iteration;
  bool const known = record.phase == Phase::cg && iterations_left >= 0;
  progress.seconds_left = known ? iterations_left * seconds / progress.records : -1;
}

std::string to_text(ProgressRecord const& record) {
  nlohmann::ordered_json const json{{"process", to_text(record.process)},
                                    {"rank", record.rank},
                                    {"deaths", record.deaths},
                                    {"told_to_stop", record.told_to_stop},
                                    {"step", to_word(record.step)},
                                    {"frames", record.frames},
                                    {"phase", record.phase},
                                    {"iteration", record.iteration},
                                    {"records", record.records},
                                    {"nrmse", record.nrmse},
                                    {"fraction", record.fraction},
                                    {"seconds", record.seconds},
                                    {"seconds_left", record.seconds_left},
                                    {"seconds_silent", record.seconds_silent}};
  return json.dump() + "\n";
}

ProgressRecord parse_progress(std::string const& text) try {
  auto const json = nlohmann::json::parse(text);
  // A misfit that is not finite is null in JSON.
  auto const number = [&](char const* key) { return json.at(key).is_number() ? json[key].get<double>() : NAN; };
  return {.process = parse_job(json.at("process")),
          .rank = json.at("rank"),
          .deaths = json.at("deaths"),
          .told_to_stop = json.at("told_to_stop"),
          .step = step_of(json.at("step")),
          .frames = json.at("frames"),
          .phase = json.at("phase"),
          .iteration = json.at("iteration"),
          .records = json.at("records"),
          .nrmse = number("nrmse"),
          .fraction = number("fraction"),
          .seconds = number("seconds"),
          .seconds_left = number("seconds_left"),
          .seconds_silent = number("seconds_silent")};
} catch (nlohmann::json::exception const&) {
  return {};
}

int count_deaths(CampaignFolder const& folder, std::string const& name) {
  auto const text = CampaignFolder::read(folder.progress(name));
  if (text.empty()) return 0;
  auto const left_behind = parse_progress(text);
  bool const counts = !left_behind.told_to_stop && left_behind.step != WorkStep::ready;
  return left_behind.deaths + (counts ? 1 : 0);
}

}  // namespace ptyger::campaign
