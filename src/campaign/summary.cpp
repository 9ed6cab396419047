#include "campaign/summary.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

namespace ptyger::campaign {
namespace {

char const* state_word(Record const& record) {
  return record.done ? "done" : record.attempts > 0 ? "failed" : "open";
}

double solving_seconds(CampaignOutcome const& outcome) {
  double seconds = 0;
  for (auto const& record : outcome.records) seconds += record.seconds_solving;
  return seconds;
}

std::string table_row(Record const& record, int width) {
  auto const angle = record.angle_deg ? fmt::format("{:9.3f}", *record.angle_deg) : fmt::format("{:>9}", "-");
  auto const head = fmt::format("{:<{}} {} {:<6}", record.name, width, angle, state_word(record));
  if (!record.done) return fmt::format("{} {:>38} {:3}  {}\n", head, "", record.attempts, record.reason);
  auto const halves =
      record.halves_resolution.empty() ? "" : fmt::format("; halves agree: {}", record.halves_resolution);
  return fmt::format("{} {:7.4f} {:7.4f} {:6} {:5} {:9.2f} {:3}  {}{}\n", head, record.nrmse, record.r_factor,
                     record.frames, record.iterations, record.seconds_solving, record.attempts + 1, record.reason,
                     halves);
}

}  // namespace

std::string summary_table(CampaignOutcome const& outcome) {
  std::size_t width = 10;
  for (auto const& record : outcome.records) width = std::max(width, record.name.size());
  auto text = fmt::format("{:<{}} {:>9} {:<6} {:>7} {:>7} {:>6} {:>5} {:>9} {:>3}  {}\n", "projection", width, "angle",
                          "state", "NRMSE", "R", "frames", "iter.", "seconds", "try", "why it ended");
  for (auto const& record : outcome.records) text += table_row(record, static_cast<int>(width));
  auto const open = outcome.records.size() - outcome.done() - outcome.failed();
  auto const elsewhere =
      outcome.left_elsewhere > 0 ? fmt::format(" ({} of them claimed by other jobs)", outcome.left_elsewhere) : "";
  return text +
         fmt::format(
             "\n{} done (skipped, since done before: {}; done elsewhere, by other jobs: {}), {} failed, {} open{}; "
             "{:.1f} s of solving\n",
             outcome.done(), outcome.skipped, outcome.done_elsewhere(), outcome.failed(), open, elsewhere,
             solving_seconds(outcome));
}

std::string summary_json(CampaignOutcome const& outcome) {
  auto const open = outcome.records.size() - outcome.done() - outcome.failed();
  nlohmann::ordered_json json{{"done", outcome.done()},
                              {"skipped", outcome.skipped},
                              {"done_elsewhere", outcome.done_elsewhere()},
                              {"failed", outcome.failed()},
                              {"open", open},
                              {"claimed_elsewhere", outcome.left_elsewhere},
                              {"seconds_of_this_run", outcome.seconds},
                              {"seconds_solving", solving_seconds(outcome)},
                              {"projections", nlohmann::ordered_json::array()}};
  for (auto const& record : outcome.records) {
    auto entry = nlohmann::ordered_json::parse(to_text(record));
    entry["state"] = state_word(record);
    json["projections"].push_back(std::move(entry));
  }
  return json.dump(2) + "\n";
}

void write_summary(CampaignFolder const& folder, CampaignOutcome const& outcome) {
  CampaignFolder::write(folder.root() / "summary.txt", summary_table(outcome));
  CampaignFolder::write(folder.root() / "summary.json", summary_json(outcome));
}

}  // namespace ptyger::campaign
