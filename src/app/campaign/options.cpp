#include "app/campaign/options.hpp"

#include <fmt/format.h>

#include <charconv>

#include "app/choice.hpp"
#include "ptyger/error.hpp"

namespace ptyger::app {
namespace {

constexpr std::array orders{Choice<campaign::Order>{"longest", campaign::Order::longest},
                            Choice<campaign::Order>{"listed", campaign::Order::listed},
                            Choice<campaign::Order>{"angle", campaign::Order::angle}};
constexpr std::array warm_starts{Choice<campaign::WarmStart>{"none", campaign::WarmStart::none},
                                 Choice<campaign::WarmStart>{"probe", campaign::WarmStart::probe},
                                 Choice<campaign::WarmStart>{"object", campaign::WarmStart::object}};

/// 300s or 300: seconds; 10i: iterations.
void take_interval(campaign::CampaignSettings& settings, std::string const& text) {
  int number = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  std::string const unit(end, text.data() + text.size());
  if (error != std::errc{} || number < 1 || (!unit.empty() && unit != "s" && unit != "i"))
    throw CLI::ValidationError("--checkpoint-every",
                               "'" + text + "' is neither seconds such as 600s nor iterations such as 10i");
  if (unit == "i")
    settings.checkpoint_iterations = number;
  else
    settings.checkpoint_seconds = std::chrono::seconds(number);
}

void add_projections(CLI::App& command, CampaignRequest& request) {
  constexpr char const* group = "Projections";
  command
      .add_option("description", request.description,
                  "TOML file with any of these options by their long names, and a table [[projection]] for each "
                  "projection that differs: name or inputs, angle, skip, and options of its own")
      ->option_text("[CAMPAIGN.toml]")
      ->configurable(false)
      ->group(group);
  command
      .add_option("--inputs", request.inputs,
                  "Files of the scans, or patterns in quotes such as 'scan_*.cxi'; each file is a projection")
      ->option_text("FILE|PATTERN...")
      ->group(group);
  command
      .add_option("--companions", request.companions,
                  "Further files of each scan, such as 'scan_*_para.h5': * stands for what it stood for in --inputs")
      ->option_text("PATTERN...")
      ->group(group);
  command
      .add_option(
          "--angles", request.angles,
          "Tomography angles in degrees, in the order of the files: numbers, FIRST:STEP, or a text file with an "
          "angle, or a name and an angle, on each line; without it what the scans say")
      ->option_text("DEG...|FIRST:STEP|FILE")
      ->allow_extra_args()
      ->group(group);
  add_choice(command, "--order", request.settings.order, orders,
             "longest first, which balances the ranks; as listed; or by angle")
      ->group(group);
}

void add_outputs(CLI::App& command, CampaignRequest& request) {
  constexpr char const* group = "Output";
  command
      .add_option("-o,--output", request.output,
                  "Folder of the campaign. The same command again does what is missing in it")
      ->option_text("DIR")
      ->group(group);
  command.add_option("--log-dir", request.logs, "Folder of the ranks' logs; without it `logs` in the output folder")
      ->option_text("DIR")
      ->group(group);
  command
      .add_flag("--volume-only", request.volume_only,
                "Reconstruct nothing; make volume, contact sheet and summary anew from the results that are there")
      ->group(group);
  command.add_flag("--no-volume", request.no_volume, "Leave the volume and the contact sheet out")->group(group);
  command.add_flag("--tiff", request.tiff, "Write phases and amplitudes as TIFF stacks (32-bit floats), too")
      ->group(group);
  command
      .add_option("--air-columns", request.air_columns,
                  "Take offset and ramp of the phases from so many columns at the left and right edge, where there is "
                  "air beside the sample; 0: from the whole field")
      ->option_text("N")
      ->check(CLI::Range(std::size_t{0}, std::size_t{1000000}))
      ->capture_default_str()
      ->group(group);
}

void add_queue(CLI::App& command, CampaignRequest& request) {
  constexpr char const* group = "Queue";
  auto& settings = request.settings;
  command.add_option("--max-attempts", settings.max_attempts, "Attempts at a projection that fails, in all runs")
      ->option_text("N")
      ->check(CLI::Range(1, 1000))
      ->capture_default_str()
      ->group(group);
  add_choice(
      command, "--warm-start", settings.warm_start, warm_starts,
      "Begin with the probe, or with probe and object, of the finished projection whose angle is nearest; which that "
      "is depends on how fast each was")
      ->group(group);
  command
      .add_option_function<std::string>(
          "--checkpoint-every", [&settings](std::string const& text) { take_interval(settings, text); },
          "Write a checkpoint of the running projection every so many seconds or iterations; without it only when the "
          "batch system or Ctrl-C ends the run")
      ->option_text("SECONDSs|ITERATIONSi")
      ->group(group);
  command
      .add_option_function<int>(
          "--lease", [&settings](int seconds) { settings.lease = std::chrono::seconds(seconds); },
          "A job on the same folder that gave no sign of life for so many seconds counts as dead, if it cannot be seen "
          "from here")
      ->option_text("SECONDS")
      ->check(CLI::Range(1, 86400))
      ->default_str("60")
      ->group(group);
  command
      .add_flag("--redo-changed", settings.redo_changed,
                "Make results again that were made with other options, instead of stopping with an error")
      ->group(group);
}

}  // namespace

void add_campaign_options(CLI::App& command, CampaignRequest& request) {
  add_projections(command, request);
  add_outputs(command, request);
  add_queue(command, request);
  add_solver_options(command, request.shared);
  command.remove_option(command.get_option("--angle"));  // no two projections have the same
}

std::vector<std::string> validate_campaign(CLI::App& command, CampaignRequest& request) {
  std::vector<std::string> notes;
  auto& settings = request.settings;
  if (request.output.empty())
    throw InputError("--output is missing: name the folder of the campaign by -o DIR, or by output = \"DIR\" in " +
                     (request.description.empty() ? "a description" : request.description));
  if (request.volume_only && request.no_volume)
    throw InputError("--volume-only contradicts --no-volume; leave one of them out");
  settings.output = request.output;
  settings.logs = request.logs.empty() ? settings.output / "logs" : std::filesystem::path(request.logs);
  if (request.shared.solver.devices.deterministic && settings.warm_start != campaign::WarmStart::none) {
    // Which projection is nearest among the finished ones depends on how fast each was.
    if (command.get_option("--warm-start")->count() > 0)
      throw InputError(
          "--deterministic contradicts --warm-start: which projection is finished first differs from run to run; leave "
          "one of them out");
    settings.warm_start = campaign::WarmStart::none;
    notes.push_back("no warm start, since the run is to be deterministic");
  }
  return notes;
}

}  // namespace ptyger::app
