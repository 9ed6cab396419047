#include "app/campaign_volume.hpp"

#include <fmt/format.h>

#include "campaign/folder.hpp"
#include "campaign/volume.hpp"

namespace ptyger {

void write_campaign_volume(World const& world, CampaignRequest const& request, CampaignOutcome const& outcome) {
  CampaignFolder const folder(request.settings.output);
  std::vector<VolumeEntry> entries;
  for (auto const& record : outcome.records)
    entries.push_back({.name = record.name,
                       .result = record.done ? folder.result(record.name) : std::string(),
                       .angle_deg = record.angle_deg,
                       .missing = record.reason});
  auto const volume = (folder.root() / "volume.h5").string();
  auto const sheet = (folder.root() / "contact_sheet.png").string();
  auto const report = write_volume(world, entries, volume,
                                   {.air_columns = request.air_columns,
                                    .tiff_folder = request.tiff ? (folder.root() / "tiff").string() : std::string()});
  if (world.rank() != 0) return;
  write_contact_sheet(sheet, report.sheet, report.sheet_layout);
  for (auto const& note : report.notes) fmt::print("{:<13} {}\n", "note", note);
  fmt::print("{:<13} {}: {} of {} projections, {} x {} pixels\n", "volume", volume, report.present, report.slots.size(),
             report.rows, report.cols);
  if (request.tiff) fmt::print("{:<13} {}\n", "stacks", (folder.root() / "tiff").string());
  fmt::print("{:<13} {}\n", "picture", sheet);
}

}  // namespace ptyger
