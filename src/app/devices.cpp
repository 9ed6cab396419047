#include "app/devices.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "app/devices_report.hpp"
#include "app/shell/add_options.hpp"
#include "core/exit_code.hpp"

namespace ptyger::app {
namespace {

constexpr char const* devices_examples =
    "# what this machine offers\n"
    "ptyger devices\n"
    "# what a job of a batch system gets, for a script\n"
    "srun --cpus-per-task=8 ptyger devices --json";

core::ExitCode run(bool json) {
  auto const gpus = device::usable_gpus();
  device::require_usable_gpu(gpus);
  auto const host = device::host_topology();
  auto const devices = gpus.built_in ? device::gpu_topology() : host;
  fmt::print("{}", json ? devices_json(devices, host) : devices_report(devices, host));
  return core::ExitCode::ok;
}

}  // namespace

void add_devices(CLI::App& program, Invocation& chosen) {
  auto& command = add_command(
      program, {"devices", "Show the GPUs or cores, their memory and the links between them", devices_examples});
  auto const json = std::make_shared<bool>(false);
  add_options(command, core::in_group("Output", {{"--json", json.get(), "Print a JSON object; sizes are bytes"}}));
  command.callback([&chosen, json] { chosen.run = [json] { return run(*json); }; });
}

}  // namespace ptyger::app
