#include "app/campaign/first_projection.hpp"

#include <algorithm>
#include <sstream>

#include "app/automatic_settings.hpp"
#include "app/campaign/projection_settings.hpp"
#include "app/orientation.hpp"
#include "campaign/folder.hpp"
#include "campaign/survey.hpp"
#include "comm/together.hpp"
#include "core/interrupt.hpp"
#include "prepare/initial_guess.hpp"
#include "ptyger/error.hpp"
#include "ptyger/read_scan.hpp"

namespace ptyger::app {
namespace {

/// A projection that was read.
struct First {
  prepare::ReconstructSettings settings;
  Scan scan;
  Options options;
};

/// The first projection that can be read; those that cannot fail later by themselves.
std::optional<First> read_first(std::vector<campaign::Projection> const& projections) {
  for (auto const& projection : projections) try {
      First first{projection_settings(projection, "", "").reconstruct, {}, {}};
      std::vector<std::string> unused;
      first.scan = read_scan(first.settings.inputs, first.settings.read);
      first.options = prepare::initial_guess(first.settings, first.scan, unused);
      return first;
    } catch (InputError const&) {
    }
  return {};
}

bool has_begun(campaign::CampaignFolder const& folder) {
  if (!std::filesystem::exists(folder.results())) return false;
  auto const entries = folder.list();
  return std::any_of(entries.begin(), entries.end(),
                     [](auto const& entry) { return entry.second.done() || entry.second.checkpoint; });
}

bool leaves_settings_open(campaign::Projection const& projection) {
  return prepare::automatic_settings(projection_settings(projection, "", "").reconstruct).any();
}

/// The options with which settings were chosen, as comments of a TOML file; other options need another choice.
std::string header_of(std::vector<campaign::Projection> const& projections) {
  std::string header = "# Settings that were chosen from the data, with these options:\n";
  std::istringstream lines(projections.front().key);
  for (std::string line; std::getline(lines, line);) header += "# " + line + "\n";
  return header;
}

/// Settings that are chosen from a projection, as TOML.
std::string choose(First& first, std::optional<int> devices, std::vector<std::string>& notes) {
  auto& count = first.options.devices.count;
  if (!count) count = devices;
  Observer observer;
  observer.on_message = [&](std::string const& text) { notes.push_back("chosen: " + text); };
  observer.stop_requested = [] { return core::interrupt_cause() != core::Interrupt::none; };
  auto const automatic = prepare::automatic_settings(first.settings);
  return chosen_toml(choose_settings(first.scan, first.options, automatic, observer).options, automatic);
}

/// The work of rank 0; returns the chosen settings as TOML.
std::string examine(std::vector<campaign::Projection> const& projections, campaign::CampaignFolder const& folder,
                    std::optional<int> devices, std::vector<std::string>& notes) {
  if (projections.empty()) return {};
  auto const file = (folder.root() / "chosen.toml").string();
  auto const header = header_of(projections);
  auto const earlier = campaign::CampaignFolder::read(file);
  auto toml = earlier.starts_with(header) ? earlier.substr(header.size()) : std::string();
  bool const chooses = toml.empty() && std::any_of(projections.begin(), projections.end(), leaves_settings_open);
  bool const checks = !has_begun(folder);
  if (!chooses && !checks) return toml;
  auto first = read_first(projections);
  if (!first) return toml;
  if (checks) check_orientation(first->scan, inspect::count_statistics(first->scan), first->settings);
  if (!chooses) return toml;
  toml = choose(*first, devices, notes);
  if (core::interrupt_cause() != core::Interrupt::none) return {};
  folder.make();
  campaign::CampaignFolder::write(file, header + toml);
  return toml;
}

}  // namespace

void examine_first_projection(comm::World const& world, std::vector<campaign::Projection>& projections,
                              campaign::CampaignSettings const& settings, std::optional<int> devices,
                              std::vector<std::string>& notes) {
  auto const toml = campaign::on_rank_0(
      world, [&] { return examine(projections, campaign::CampaignFolder(settings.output), devices, notes); });
  for (auto& projection : projections) use_chosen(projection.options, toml);
}

}  // namespace ptyger::app
