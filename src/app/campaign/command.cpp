#include "app/campaign/command.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <memory>
#include <thread>

#include "app/campaign/description.hpp"
#include "app/campaign/first_projection.hpp"
#include "app/campaign/progress.hpp"
#include "app/campaign/projection_settings.hpp"
#include "app/campaign/rank_devices.hpp"
#include "app/campaign/status.hpp"
#include "app/campaign/volume.hpp"
#include "app/campaign/work.hpp"
#include "app/shell/add_options.hpp"
#include "app/shell/toml_config.hpp"
#include "campaign/run_campaign.hpp"
#include "campaign/summary.hpp"
#include "campaign/survey.hpp"
#include "comm/together.hpp"
#include "core/exit_code.hpp"
#include "core/interrupt.hpp"
#include "core/log.hpp"

namespace ptyger::app {
namespace {

constexpr char const* campaign_examples =
    "# all scans of a tomography series on this machine, 20 iterations each; the same command goes on after a stop\n"
    "ptyger campaign --inputs 'scan_*.cxi' --angles 0:0.5 --iterations 20 -o series\n"
    "# described in a file, on all nodes of an allocation, one rank a node\n"
    "srun --ntasks-per-node 1 ptyger campaign series.toml\n"
    "# state of a campaign, from any node\n"
    "ptyger campaign --status series\n"
    "# the volume again, from the results that are there\n"
    "ptyger campaign series.toml --volume-only";

/// The projections on all ranks. Only rank 0 looks for them, so that a folder of thousands of files is listed once.
std::vector<campaign::Projection> projections_on_all_ranks(comm::World const& world, CampaignRequest const& request,
                                                           std::string const& shared_toml) {
  return campaign::parse_projections(
      campaign::on_rank_0(world, [&] { return campaign::to_text(find_projections(request, shared_toml)); }));
}

core::ExitCode exit_code(campaign::CampaignOutcome const& outcome) {
  switch (outcome.end) {
    case campaign::Dispatcher::End::by_batch_system:
      return core::ExitCode::stopped_by_batch_system;
    case campaign::Dispatcher::End::by_user:
      return core::ExitCode::interrupted;
    case campaign::Dispatcher::End::output_error:
      return core::ExitCode::failed;
    default:
      return outcome.failed() > 0 ? core::ExitCode::failed : core::ExitCode::ok;
  }
}

/// Reconstructs the projections that have no result yet, with progress on rank 0.
campaign::CampaignOutcome reconstruct_missing(comm::World const& world, std::vector<campaign::Projection>& projections,
                                              CampaignRequest const& request, std::string const& command_line,
                                              std::vector<std::string> notes) {
  auto const devices = devices_of_rank(world, notes);
  core::GracefulInterrupt const graceful_interrupt;
  examine_first_projection(world, projections, request.settings, devices, notes);
  CampaignProgress progress(stderr_output());
  campaign::CampaignObserver observer;
  if (world.rank() == 0) {
    for (auto const& note : notes) progress.message("note: " + note);
    observer = {[&](campaign::Overview const& view) { progress.show(view); },
                [&](std::string const& text) { progress.message(text); }};
  }
  auto outcome =
      campaign::run_campaign(world, projections, request.settings, campaign_work(command_line, devices), observer);
  if (world.rank() == 0) progress.finish();
  return outcome;
}

/// Prints and writes the summary.
void report_outcome(campaign::CampaignFolder const& folder, campaign::CampaignOutcome const& outcome) {
  std::fputs(campaign::summary_table(outcome).c_str(), stdout);
  if (outcome.end == campaign::Dispatcher::End::left_to_others)
    fmt::print("another job works on the rest, and will write the volume\n");
  std::fflush(stdout);
  if (outcome.end == campaign::Dispatcher::End::output_error)
    throw CallError(outcome.output_error);  // the folder cannot be written, so the summary cannot either
  campaign::write_summary(folder, outcome);
}

/// Claims the volume for this job. When another job holds the claim and may be dead, waits for its sign of life up to
/// `lease`. False: another job writes the volume.
bool claim_volume(campaign::Claims& claims, std::chrono::milliseconds lease) {
  constexpr auto pause = std::chrono::seconds(1);
  for (auto waited = std::chrono::milliseconds(0);; waited += pause) {
    auto const claim = claims.acquire(".volume");
    if (claim.outcome != campaign::Claims::Outcome::elsewhere) return true;
    if (claim.owner_runs || waited > lease) return false;
    std::this_thread::sleep_for(pause);
  }
}

/// Writes the volume, unless another job writes it.
void write_unclaimed_volume(comm::World const& world, CampaignRequest const& request,
                            campaign::CampaignOutcome const& outcome) {
  campaign::CampaignFolder const folder(request.settings.output);
  std::optional<campaign::Claims> claims;
  auto const claimed = campaign::on_rank_0(world, [&] {
    claims.emplace(folder, campaign::this_job(), request.settings.lease);
    return claim_volume(*claims, request.settings.lease) ? "yes" : "no";
  });
  if (claimed == "yes")
    write_campaign_volume(world, request, outcome);
  else if (world.rank() == 0)
    fmt::print("another job is writing the volume\n");
}

/// Ends the campaign: writes the summary, and the volume when no projection is left to do, here or in another job.
void conclude(comm::World const& world, CampaignRequest const& request, campaign::CampaignOutcome const& outcome) {
  comm::together(world, [&] {
    if (world.rank() == 0) report_outcome(campaign::CampaignFolder(request.settings.output), outcome);
  });
  bool const volume_is_due = outcome.end == campaign::Dispatcher::End::finished && outcome.done() > 0;
  if (request.volume_only && outcome.done() == 0)
    throw comm::Agreed<InputError>(request.output + ": there is no result yet from which a volume can be made");
  if (volume_is_due && !request.no_volume) write_unclaimed_volume(world, request, outcome);
}

core::ExitCode run_ranks(comm::World const& world, CampaignRequest const& request, std::string const& shared_toml,
                         std::string const& command_line, std::vector<std::string> const& notes) {
  auto projections = projections_on_all_ranks(world, request, shared_toml);
  campaign::CampaignOutcome outcome;
  if (request.volume_only) {
    outcome.records = campaign::read_records(world, projections, request.settings);
    outcome.skipped = outcome.done();
  } else {
    outcome = reconstruct_missing(world, projections, request, command_line, notes);
  }
  conclude(world, request, outcome);
  return exit_code(outcome);
}

/// Runs all ranks. Rank 0 reports an error that all ranks have; a rank that fails alone ends all ranks.
core::ExitCode run(CampaignRequest const& request, std::string const& shared_toml, std::string const& command_line,
                   std::vector<std::string> const& notes) {
  core::batch_system_may_run_again();
  comm::World const world;
  try {
    return run_ranks(world, request, shared_toml, command_line, notes);
  } catch (comm::Agreed<InputError> const&) {
    if (world.rank() == 0) throw;
    return core::ExitCode::bad_input;
  } catch (comm::Agreed<CallError> const&) {
    if (world.rank() == 0) throw;
    return core::ExitCode::failed;
  } catch (std::exception const& error) {
    if (world.size() == 1) throw;
    core::log_error(fmt::format("rank {}: {}", world.rank(), error.what()));
    world.abort(static_cast<int>(core::ExitCode::failed));
  }
}

core::ExitCode print_status(CampaignRequest const& request) {
  auto const status = campaign::read_status(campaign::CampaignFolder(request.status));
  fmt::print("{}", request.json ? status_json(status) : status_report(status));
  return core::ExitCode::ok;
}

}  // namespace

void add_campaign(CLI::App& program, Invocation& chosen) {
  auto& command =
      add_command(program, {"campaign", "Reconstruct a series of projections with all nodes", campaign_examples});
  auto const request = std::make_shared<CampaignRequest>();
  add_options(command, campaign_options(*request));
  command.callback([&command, &chosen, request] {
    if (!request->description.empty()) read_config(command, request->description, "projection");
    auto const notes = validate_campaign(*request, given_options(command));
    if (!request->status.empty()) {
      chosen.run = [request] { return print_status(*request); };
      return;
    }
    chosen.needs_kokkos = true;
    chosen.run = [&command, &chosen, request, notes] {
      return run(*request, given_solver_toml(command), chosen.command_line, notes);
    };
  });
}

}  // namespace ptyger::app
