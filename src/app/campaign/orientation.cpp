#include "app/campaign/orientation.hpp"

#include <algorithm>
#include <optional>

#include "app/campaign/projection_settings.hpp"
#include "app/orientation.hpp"
#include "campaign/folder.hpp"
#include "comm/together.hpp"
#include "prepare/initial_guess.hpp"
#include "ptyger/error.hpp"
#include "ptyger/read_scan.hpp"

namespace ptyger::app {
namespace {

bool has_begun(campaign::CampaignFolder const& folder) {
  if (!std::filesystem::exists(folder.results())) return false;
  auto const entries = folder.list();
  return std::any_of(entries.begin(), entries.end(),
                     [](auto const& entry) { return entry.second.done() || entry.second.checkpoint; });
}

/// The scan with its initial probe, if any. Empty when it cannot be read: the projection then fails by itself.
std::optional<Scan> read_first(prepare::ReconstructSettings const& settings) try {
  std::vector<std::string> notes;
  auto scan = read_scan(settings.inputs, settings.read);
  prepare::choose_probe(settings.probe, settings.fixed_probe, scan, notes);
  return scan;
} catch (InputError const&) {
  return std::nullopt;
}

void check_first(std::vector<campaign::Projection> const& projections, campaign::CampaignFolder const& folder) {
  if (has_begun(folder)) return;
  for (auto const& projection : projections) {
    auto const settings = projection_settings(projection, "", "").reconstruct;
    if (settings.no_check) return;
    if (auto const scan = read_first(settings)) {
      check_orientation(*scan, inspect::count_statistics(*scan), settings);
      return;
    }
  }
}

}  // namespace

void require_campaign_orientation(comm::World const& world, std::vector<campaign::Projection> const& projections,
                                  campaign::CampaignSettings const& settings) {
  comm::together(world, [&] {
    if (world.rank() == 0) check_first(projections, campaign::CampaignFolder(settings.output));
  });
}

}  // namespace ptyger::app
