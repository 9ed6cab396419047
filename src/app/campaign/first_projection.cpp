#include "app/campaign/first_projection.hpp"

#include <algorithm>
#include <set>
#include <sstream>
#include <utility>

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
struct Projection {
  prepare::ReconstructSettings settings;
  Scan scan;
  Options options;
};

/// Empty when it cannot be read: it fails later by itself.
std::optional<Projection> read(campaign::Projection const& from) try {
  Projection projection{projection_settings(from, "", "").reconstruct, {}, {}};
  std::vector<std::string> unused;
  projection.scan = read_scan(projection.settings.inputs, projection.settings.read);
  projection.options = prepare::initial_guess(projection.settings, projection.scan, unused);
  return projection;
} catch (InputError const&) {
  return {};
}

bool has_begun(campaign::CampaignFolder const& folder) {
  if (!std::filesystem::exists(folder.results())) return false;
  auto const entries = folder.list();
  return std::any_of(entries.begin(), entries.end(),
                     [](auto const& entry) { return entry.second.done() || entry.second.checkpoint; });
}

/// The settings that any projection leaves to choose.
Automatic open_settings(std::vector<campaign::Projection> const& projections) {
  Automatic open{false, false, false, false, false, false, false};
  std::set<std::string> known;  // most projections have the same options, which take milliseconds to parse
  for (auto const& projection : projections) {
    if (!known.insert(projection.options).second) continue;
    auto const own = prepare::automatic_settings(projection_settings(projection, "", "").reconstruct);
    open.noise = open.noise || own.noise;
    open.sampling = open.sampling || own.sampling;
    open.probe_modes = open.probe_modes || own.probe_modes;
    open.positions = open.positions || own.positions;
    open.smoothness = open.smoothness || own.smoothness;
    open.edge_threshold = open.edge_threshold || own.edge_threshold;
    open.probe_defocus = open.probe_defocus || own.probe_defocus;
  }
  return open;
}

/// The options with which settings were chosen, as comments of a TOML file; other options need another choice.
std::string header_of(std::vector<campaign::Projection> const& projections) {
  std::set<std::string> keys;
  for (auto const& projection : projections) keys.insert(projection.key);
  std::string header = "# Settings that were chosen from the data, with these options:\n";
  for (auto const& key : keys) {
    std::istringstream lines(key);
    for (std::string line; std::getline(lines, line);) header += "# " + line + "\n";
  }
  return header;
}

/// Settings that are chosen from a projection, as TOML; empty when its run would fail or when it was interrupted.
std::string choose(Projection& projection, Automatic open, std::optional<int> devices,
                   std::vector<std::string>& notes) try {
  auto& count = projection.options.devices.count;
  if (!count) count = devices;
  auto const tell = [&](std::string const& text, bool is_choice) {
    notes.push_back(is_choice ? "chosen: " + text : text);
  };
  return choose_for_run(projection.scan, projection.options, open, tell).toml;
} catch (InputError const&) {
  return {};
}

/// The work of rank 0; returns the chosen settings as TOML.
std::string examine(std::vector<campaign::Projection> const& projections, campaign::CampaignFolder const& folder,
                    std::optional<int> devices, std::vector<std::string>& notes) {
  if (projections.empty()) return {};
  auto const file = (folder.root() / "chosen.toml").string();
  auto const header = header_of(projections);
  auto const earlier = campaign::CampaignFolder::read(file);
  auto toml = earlier.starts_with(header) ? earlier.substr(header.size()) : std::string();
  auto const open = open_settings(projections);
  bool checks = !has_begun(folder) && !projection_settings(projections.front(), "", "").reconstruct.no_check;
  for (auto const& from : projections) {
    bool const chooses = open.any() && toml.empty() && !core::interrupt_came();
    if (!chooses && !checks) break;
    auto projection = read(from);
    if (!projection) continue;
    if (std::exchange(checks, false))
      check_orientation(projection->scan, inspect::count_statistics(projection->scan), projection->settings);
    if (!chooses) break;
    toml = choose(*projection, open, devices, notes);
    if (toml.empty()) continue;
    folder.make();
    campaign::CampaignFolder::write(file, header + toml);
  }
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
