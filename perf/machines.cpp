#include "perf/machines.hpp"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

#include "core/median.hpp"
#include "perf/synthetic_scan.hpp"
#include "ptyger/error.hpp"
#include "ptyger/reconstruct.hpp"

namespace ptyger::perf {

Machine machine_named(std::string const& name) {
  if (name == "a100")
    return {.name = "A100", .bandwidth = 2.0e12, .link_bandwidth = 300e9, .instructions = 108 * 128 * 1.41e9};
  if (name == "h100")
    return {.name = "H100", .bandwidth = 3.35e12, .link_bandwidth = 450e9, .instructions = 132 * 128 * 1.755e9};
  // Cores share the memory of their node: bandwidth per core and between two cores are estimates.
  if (name == "host") return {.name = "host core", .bandwidth = 10e9, .link_bandwidth = 5e9, .devices_in_node = 64};
  throw InputError("there is no machine '" + name + "': a100, h100 and host are known");
}

void measure_host(Machine& host, std::size_t detector, std::size_t modes, MemoryStrategy strategy) {
  constexpr std::size_t frames = 1080;  // the line search evaluates as small a share of them as of more
  Options options;
  options.iterations = 3;
  options.start_epochs = 3;
  options.probe_modes = modes;
  options.memory = strategy;
  std::vector<double> iteration;
  std::vector<double> epoch;
  Observer observer;
  observer.on_record = [&](HistoryRecord const& record) {
    (record.phase == Phase::cg ? iteration : epoch).push_back(record.seconds / static_cast<double>(frames));
  };
  reconstruct(synthetic_scan(frames, detector), options, observer);
  host.iteration_seconds = core::median(iteration);
  host.epoch_seconds = core::median(epoch);
}

void read_measured(Machine& host, std::string const& path, std::size_t detector, std::size_t modes,
                   std::string const& strategy) {
  std::ifstream file(path);
  if (!file) throw InputError("cannot read " + path);
  for (std::string text; std::getline(file, text);) {
    auto const line = nlohmann::json::parse(text, nullptr, false);
    if (!line.is_object() || line.value("detector", std::size_t{0}) != detector ||
        line.value("modes", std::size_t{0}) != modes || line.value("strategy", "") != strategy)
      continue;
    double const transform = line.at("transform_seconds_a_frame").get<double>() * static_cast<double>(modes);
    host.iteration_seconds = 3 * transform * line.at("iteration_over_three_transforms").get<double>();
    host.epoch_seconds = 2 * transform * line.at("epoch_over_two_transforms").get<double>();
    return;
  }
  throw InputError(path + " contains no line of perf/iteration with this detector, number of modes and strategy");
}

}  // namespace ptyger::perf
