#include "perf/kernel_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <tuple>

#include "ptyger/error.hpp"

namespace ptyger::perf {
namespace {

// Numbers for which the table states times: frames, side of a frame and side of the object, pixels.
constexpr double shown_frames = 1000;
constexpr double shown_detector = 256;
constexpr double shown_object = 8192;

/// Resources of a thread, the largest over the variants of a kernel; empty when the report lacks them.
struct Resources {
  std::optional<int> registers;
  std::optional<int> stack;   ///< bytes
  std::optional<int> spills;  ///< bytes
};
using Kernels = std::map<std::tuple<std::string, std::string, std::string>, Resources>;  // functor, precision, machine

std::string text(nlohmann::json const& entry, char const* key) {
  auto const found = entry.find(key);
  return found != entry.end() && found->is_string() ? found->get<std::string>() : "";
}

/// Raises `most` to the number of an entry, if the entry has it.
void raise(std::optional<int>& most, nlohmann::json const& entry, char const* key) {
  auto const found = entry.find(key);
  if (found != entry.end() && found->is_number()) most = std::max(most.value_or(0), found->get<int>());
}

nlohmann::json entries_of(std::string const& path) {
  std::ifstream file(path);
  if (!file) throw InputError("cannot read " + path);
  auto const report = nlohmann::json::parse(file, nullptr, false);
  auto const& list = report.is_object() ? report.value("kernels", nlohmann::json()) : report;
  if (!list.is_array()) throw InputError(path + " is not a report of kernels: a JSON list is expected");
  return list;
}

Kernels read(std::string const& path) {
  Kernels kernels;
  for (auto const& entry : entries_of(path)) {
    if (!entry.is_object()) continue;
    auto const name = text(entry, "kernel").empty() ? text(entry, "functor") : text(entry, "kernel");
    auto const is_ours = entry.find("ours");  // false for a kernel of another library
    if (name.empty() || (is_ours != entry.end() && *is_ours == false)) continue;
    auto& most = kernels[{name.substr(0, name.find_first_of("<(")), text(entry, "precision"), text(entry, "arch")}];
    raise(most.registers, entry, "registers");
    raise(most.stack, entry, "stack");
    raise(most.spills, entry, "spills");
  }
  return kernels;
}

/// The entry of a functor in iteration_kernels(); empty when there is none.
std::optional<KernelBytes> bytes_of(std::string const& functor) {
  for (auto const strategy : {MemoryStrategy::recompute, MemoryStrategy::carried})
    for (auto const& known : {iteration_kernels(strategy, 2), epoch_step_kernels()})
      for (auto const& kernel : known)
        if (kernel.functor == functor || (functor == "ScatterNearest" && kernel.functor == "ScatterBilinear"))
          return kernel;
  return {};
}

std::string shown(std::optional<int> const& value) {
  return value ? std::to_string(*value) : "?";
}

/// Columns of the table for a kernel: bytes per pixel, milliseconds on each machine, and its domain.
std::string cost(KernelBytes const& kernel, Work const& work, std::vector<Machine> const& machines) {
  bool const frames =
      kernel.domain == Domain::frame || kernel.domain == Domain::searched || kernel.domain == Domain::remote;
  double const pixel_bytes = kernel.per_pixel(work.modes, work.real_bytes);
  auto line = fmt::format("{:>13g}", pixel_bytes);
  if (kernel.domain == Domain::halo) return line;  // the size of a halo depends on the tiles
  double const pixels = frames ? shown_frames * shown_detector * shown_detector : shown_object * shown_object;
  for (auto const& machine : machines)
    line += fmt::format("{:>10.3f}", 1e3 * pixel_bytes * pixels / (machine.bandwidth * machine.efficiency));
  return line + (frames ? "  frames" : "  object");
}

}  // namespace

void print_kernels(std::string const& path, Work const& work, std::vector<Machine> const& machines) {
  auto const kernels = read(path);
  std::string head = fmt::format("{:<24}{:<8}{:<7}{:>10}{:>7}{:>8}{:>13}", "kernel", "type", "for", "registers",
                                 "stack", "spills", "bytes/pixel");
  for (auto const& machine : machines) head += fmt::format("{:>10}", "ms " + machine.name);
  fmt::print("Milliseconds for {:g} frames of {:g} x {:g} pixels, or an object of {:g} x {:g}, {} probe mode{}\n{}\n",
             shown_frames, shown_detector, shown_detector, shown_object, shown_object, work.modes,
             work.modes == 1 ? "" : "s", head);
  for (bool const known : {true, false})
    for (auto const& [key, most] : kernels) {
      auto const& [functor, precision, arch] = key;
      auto const bytes = bytes_of(functor);
      if (bytes.has_value() != known) continue;
      auto line = fmt::format("{:<24}{:<8}{:<7}{:>10}{:>7}{:>8}", functor, precision.empty() ? "?" : precision,
                              arch.empty() ? "?" : arch, shown(most.registers), shown(most.stack), shown(most.spills));
      auto as_compiled = work;
      as_compiled.real_bytes = precision == "double" ? 8 : 4;
      if (bytes) line += cost(*bytes, as_compiled, machines);
      fmt::print("{}\n", line);
    }
  fmt::print("{:<64}{}\n", fmt::format("a transform by the library, {} passes", work.transform_passes),
             cost(transforms(Domain::frame, 1, work.transform_passes), work, machines));
}

}  // namespace ptyger::perf
