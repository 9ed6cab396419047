#include "app/device_options.hpp"

#include <charconv>
#include <cmath>

#include "app/choice.hpp"

namespace ptyger::app {
namespace {

constexpr char const* machine_group = "Machine";

constexpr std::array partitions{Choice<Partition>{"auto", Partition::automatic},
                                Choice<Partition>{"tiled", Partition::tiled},
                                Choice<Partition>{"replicated", Partition::replicated}};
constexpr std::array transports{Choice<TransportKind>{"auto", TransportKind::automatic},
                                Choice<TransportKind>{"threads", TransportKind::threads},
                                Choice<TransportKind>{"nccl", TransportKind::nccl}};

constexpr std::array streamings{Choice<std::optional<bool>>{"auto", std::nullopt},
                                Choice<std::optional<bool>>{"yes", true}, Choice<std::optional<bool>>{"no", false}};

std::optional<int> parse_devices(std::string const& text) {
  if (text == "auto") return std::nullopt;
  int devices = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), devices);
  if (error != std::errc{} || end != text.data() + text.size() || devices < 1 || devices > 1024)
    throw CLI::ValidationError("--devices", "'" + text + "' is neither auto nor a number from 1 to 1024");
  return devices;
}

std::size_t checked_bytes(std::string const& text) {
  if (auto const bytes = parse_bytes(text); bytes > 0) return bytes;
  throw CLI::ValidationError("--memory", "'" + text + "' is no amount of memory such as 80GiB or 500MB");
}

}  // namespace

std::size_t parse_bytes(std::string const& text) {
  double number = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  std::string unit(end, text.data() + text.size());
  unit.erase(0, unit.find_first_not_of(' '));
  if (error != std::errc{} || !(number > 0)) return 0;
  auto const whole = [](double bytes) { return bytes < 0x1p63 ? static_cast<std::size_t>(bytes) : 0; };
  if (!unit.empty() && (unit.back() == 'B' || unit.back() == 'b')) unit.pop_back();
  bool const binary = !unit.empty() && unit.back() == 'i';
  if (binary) unit.pop_back();
  if (unit.empty()) return binary ? 0 : whole(number);
  constexpr std::string_view prefixes = "kMGTP";
  auto const power = prefixes.find(unit == "K" ? "k" : unit);
  if (unit.size() != 1 || power == std::string_view::npos) return 0;
  return whole(number * std::pow(binary ? 1024.0 : 1000.0, static_cast<double>(power + 1)));
}

void add_device_options(CLI::App& command, DeviceOptions& options) {
  options.count = std::nullopt;
  command
      .add_option_function<std::string>(
          "--devices", [&options](std::string const& text) { options.count = parse_devices(text); },
          "Devices to share the scan; auto: all GPUs of this node, or the cores that may be used")
      ->option_text("auto|G")
      ->default_str("auto")
      ->group(machine_group);
  add_choice(command, "--partition", options.partition, partitions,
             "tiled: every device holds its tile of the object; replicated: each holds all of it; auto: what sends "
             "fewer bytes")
      ->group(machine_group);
  add_choice(command, "--transport", options.transport, transports,
             "Between devices; auto: NCCL between GPUs, threads between cores")
      ->group(machine_group);
  command
      .add_flag("--deterministic", options.deterministic,
                "The same bits at every run with as many devices, at some cost")
      ->group(machine_group);
  command
      .add_option_function<std::string>(
          "--memory", [&options](std::string const& text) { options.memory = checked_bytes(text); },
          "Memory that each device may use, such as 80GiB; without it what is free")
      ->option_text("BYTES")
      ->group(machine_group);
  add_choice(command, "--stream-frames", options.streaming, streamings,
             "Leave the frames in the memory of the host and bring them to a device chunk by chunk; auto: when they do "
             "not fit into the device")
      ->group(machine_group);
}

}  // namespace ptyger::app
