#include "app/campaign/volume.hpp"

#include <fmt/format.h>

#include <set>

#include "campaign/folder.hpp"
#include "comm/together.hpp"
#include "volume/volume.hpp"
#include "write/drawing/picture_file.hpp"

namespace ptyger::app {

namespace {

constexpr int most_warnings = 10;

/// Warns of projections that are done but not in the volume.
void warn_of_missing_projections(volume::VolumeReport const& report, campaign::CampaignOutcome const& outcome) {
  std::set<std::string> done;
  for (auto const& record : outcome.records)
    if (record.done) done.insert(record.name);
  int warned = 0;
  for (auto const& slot : report.slots)
    if (!slot.missing.empty() && done.contains(slot.name) && ++warned <= most_warnings)
      fmt::print("{:<13} {} is not in the volume: {}\n", "warning", slot.name, slot.missing);
  if (warned > most_warnings) fmt::print("{:<13} {} more are not in the volume\n", "warning", warned - most_warnings);
}

}  // namespace

void write_campaign_volume(comm::World const& world, CampaignRequest const& request,
                           campaign::CampaignOutcome const& outcome) {
  campaign::CampaignFolder const folder(request.settings.output);
  std::vector<volume::VolumeEntry> entries;
  for (auto const& record : outcome.records)
    entries.push_back({.name = record.name,
                       .result = record.done ? folder.result(record.name) : std::string(),
                       .angle_deg = record.angle_deg,
                       .missing = record.reason});
  auto const volume = (folder.root() / "volume.h5").string();
  auto const sheet = (folder.root() / "contact_sheet.png").string();
  auto const report =
      volume::write_volume(world, entries, volume,
                           {.air_columns = request.air_columns,
                            .tiff_folder = request.tiff ? (folder.root() / "tiff").string() : std::string()});
  comm::together(world, [&] {
    if (world.rank() != 0) return;
    double const width_m = static_cast<double>(report.cols) * report.pixel_col_m;
    write::write_picture(sheet, write::contact_sheet(report.sheet, report.sheet_layout, width_m),
                         write::PictureFormat::png);
  });
  if (world.rank() != 0) return;
  warn_of_missing_projections(report, outcome);
  for (auto const& note : report.notes) fmt::print("{:<13} {}\n", "note", note);
  fmt::print("{:<13} {}: {} of {} projections, {} x {} pixels\n", "volume", volume, report.present, report.slots.size(),
             report.rows, report.cols);
  if (request.tiff) fmt::print("{:<13} {}\n", "stacks", (folder.root() / "tiff").string());
  fmt::print("{:<13} {}\n", "picture", sheet);
}

}  // namespace ptyger::app
