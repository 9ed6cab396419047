#include "app/campaign/options.hpp"

#include <fmt/format.h>

#include "prepare/option_tables.hpp"
#include "ptyger/error.hpp"

namespace ptyger::app {
namespace {

core::OptionTable projection_options(CampaignRequest& request) {
  return core::in_group(
      "Projections",
      {{.names = "description",
        .value = &request.description,
        .help = "TOML file with any of these options by their long names, and a table [[projection]] for each "
                "projection that differs: name or inputs, angle, skip, and options of its own",
        .placeholder = "[CAMPAIGN.toml]",
        .in_toml = false},
       {"--inputs", &request.inputs,
        "Files of the scans, or patterns in quotes such as 'scan_*.cxi'; each file is a projection", "FILE|PATTERN..."},
       {"--companions", &request.companions,
        "Further files of each scan, such as 'scan_*_para.h5': * stands for the same text as in --inputs",
        "PATTERN..."},
       {"--angles", &request.angles,
        "Tomography angles in degrees, in the order of the files: numbers, FIRST:STEP, or a text file with an angle, "
        "or a name and an angle, on each line; without this option the angles in the scans",
        "DEG...|FIRST:STEP|FILE"},
       {"--order", core::choice(request.settings.order),
        "Order of the projections: the longest first, which balances the ranks; as listed; or by angle"}});
}

core::OptionTable output_options(CampaignRequest& request) {
  return core::in_group("Output",
                        {{"-o,--output", &request.output,
                          "Folder of the campaign. The same command again adds the missing results", "DIR"},
                         {"--log-dir", &request.logs,
                          "Folder of the ranks' logs; without this option `logs` in the output folder", "DIR"},
                         {"--volume-only", &request.volume_only,
                          "Reconstruct nothing; make volume, contact sheet and summary anew from the existing results"},
                         {"--no-volume", &request.no_volume, "Make no volume and no contact sheet"},
                         {"--tiff", &request.tiff, "Also write phases and amplitudes as TIFF stacks (32-bit floats)"},
                         {"--air-columns", &request.air_columns,
                          "Number of columns at the left and right edge with air beside the sample, from which offset "
                          "and ramp of the phases are taken; 0: from the whole field",
                          "N", core::Bounds{0, 1000000}}});
}

core::OptionTable queue_options(campaign::CampaignSettings& settings) {
  return core::in_group(
      "Queue",
      {{"--max-attempts", &settings.max_attempts, "Number of attempts at a projection that fails, in all runs together",
        "N", core::Bounds{1, 1000}},
       {"--warm-start", core::choice(settings.warm_start),
        "Begin with the probe, or with probe and object, of the finished projection with the nearest angle; "
        "which one is finished depends on the speed of all"},
       {"--checkpoint-every", prepare::checkpoint_interval(settings.checkpoint_every),
        "Write a checkpoint of the running projection once in so many seconds or iterations; without this "
        "option only when the batch system or Ctrl-C ends the run",
        "SECONDSs|ITERATIONSi"},
       {"--lease", core::Seconds{&settings.lease},
        "A job on the same folder that gives no sign of life for so many seconds counts as dead, if this node "
        "cannot check whether it runs",
        "SECONDS", core::Bounds{1, 86400}},
       {"--halves-every", &settings.halves_every,
        "Of every Nth projection, also reconstruct both halves of the frames and compare them: the resolution "
        "goes to the result, a picture and the summary; 0: never. Takes about as long as the projection itself",
        "N", core::Bounds{0, 1000000}},
       {"--redo-changed", &settings.redo_changed,
        "Replace results that were made with other options, instead of stopping with an error"}});
}

core::OptionTable status_options(CampaignRequest& request) {
  return core::in_group(
      "State", {{.names = "--status",
                 .value = &request.status,
                 .help = "Only print the state of the campaign in this folder, from any node, while it runs or later: "
                         "state, node, iteration, misfit and time left of each projection, and the rate of all",
                 .placeholder = "DIR",
                 .in_toml = false},
                {.names = "--json",
                 .value = &request.json,
                 .help = "With --status: print a JSON object; units are in the names",
                 .in_toml = false}});
}

/// Throws InputError unless only --status and --json are given.
void validate_status(CampaignRequest const& request, core::GivenOptions const& given) {
  if (request.status.empty()) throw InputError("--json is for --status DIR; add it, or leave --json out");
  for (auto const& option : given)
    if (option != "--status" && option != "--json")
      throw InputError("--status only reads a folder and takes no " + option + "; leave one of them out");
}

// The halves are made of all frames of a projection, and their noise is independent.
void validate_halves(CampaignRequest const& request) {
  if (request.settings.halves_every == 0) return;
  if (request.shared.read.half != FrameHalf::all)
    throw InputError("--halves-every compares both halves, of which --half reads only one; leave one of them out");
  if (request.settings.warm_start == campaign::WarmStart::object || !request.shared.init.empty())
    throw InputError(
        "--halves-every needs runs that begin without an object, since iterations that follow --warm-start object or "
        "--init are too few for halves that begin without it; leave one of them out");
}

}  // namespace

core::OptionTable campaign_options(CampaignRequest& request) {
  auto shared_options = prepare::solver_options(request.shared);
  // Each projection has its own angle.
  std::erase_if(shared_options, [](core::OptionRow const& row) { return row.names == "--angle"; });
  auto table = core::joined({projection_options(request), output_options(request), queue_options(request.settings),
                             status_options(request), shared_options});
  core::mark_common(table, {"description", "--inputs", "--companions", "--angles", "--output", "--no-volume",
                            "--warm-start", "--checkpoint-every", "--status", "--json", "--probe", "--probe-modes",
                            "--iterations", "--positions", "--smooth", "--devices"});
  return table;
}

std::vector<std::string> validate_campaign(CampaignRequest& request, core::GivenOptions const& given) {
  if (!request.status.empty() || request.json) return validate_status(request, given), std::vector<std::string>();
  std::vector<std::string> notes;
  auto& settings = request.settings;
  if (request.output.empty())
    throw InputError("--output is missing: name the folder of the campaign by -o DIR, or by output = \"DIR\" in " +
                     (request.description.empty() ? "a description" : request.description));
  if (request.volume_only && request.no_volume)
    throw InputError("--volume-only contradicts --no-volume; leave one of them out");
  validate_halves(request);
  settings.output = request.output;
  settings.logs = request.logs.empty() ? settings.output / "logs" : std::filesystem::path(request.logs);
  if (request.shared.solver.devices.deterministic && settings.warm_start != campaign::WarmStart::none) {
    // A warm start uses the nearest projection that is finished, and this differs from run to run.
    if (given.contains("--warm-start"))
      throw InputError(
          "--deterministic contradicts --warm-start: which projection is finished first differs from run to run; leave "
          "one of them out");
    settings.warm_start = campaign::WarmStart::none;
    notes.push_back("no warm start, since the run is to be deterministic");
  }
  return notes;
}

}  // namespace ptyger::app
