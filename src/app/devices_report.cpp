#include "app/devices_report.hpp"

#include <fmt/format.h>

#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

namespace ptyger::app {
namespace {

using Json = nlohmann::ordered_json;

std::string device_line(std::string const& name, std::string const& value) {
  return fmt::format("{:<14}  {}\n", name, value);
}

// A number with its noun: "1 core", "2 cores".
std::string counted(std::size_t count, char const* what) {
  return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

std::string memory_text(std::size_t bytes) {
  return fmt::format("{:.1f} GiB", static_cast<double>(bytes) / 0x1p30);
}

std::string numa_text(int numa_node) {
  return numa_node == device::unknown_place ? "NUMA node ?" : fmt::format("NUMA node {}", numa_node);
}

std::string gpu_lines(device::Topology const& gpus) {
  std::string text;
  for (auto const& gpu : gpus.devices)
    text += device_line(fmt::format("GPU {}", gpu.number),
                        fmt::format("{}, {}, {}, PCI {}", gpu.name, memory_text(gpu.memory_bytes),
                                    numa_text(gpu.numa_node), gpu.pci_address));
  return text;
}

std::string link_text(device::Connection const& connection) {
  auto const name = std::string(device::link_name(connection.link));
  return connection.rank == 0 ? name : fmt::format("{} (rank {})", name, connection.rank);
}

std::string link_table(device::Topology const& gpus) {
  std::vector<std::vector<std::string>> cells(gpus.devices.size() + 1);
  cells[0] = {"links"};
  for (std::size_t i = 0; i < gpus.devices.size(); ++i) {
    auto const name = fmt::format("GPU {}", gpus.devices[i].number);
    cells[0].push_back(name);
    cells[i + 1] = {"  " + name};
    for (auto const& connection : gpus.links[i]) cells[i + 1].push_back(link_text(connection));
  }
  std::string text;
  std::vector<std::size_t> widths(cells.size(), 14);
  for (std::size_t column = 1; column < cells.size(); ++column) {
    widths[column] = 0;
    for (auto const& row : cells) widths[column] = std::max(widths[column], row[column].size());
  }
  for (auto const& row : cells) {
    std::string line;
    for (std::size_t column = 0; column < row.size(); ++column)
      line += fmt::format("{:<{}}", row[column], widths[column] + 2);
    text += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
  }
  return text;
}

std::string host_lines(device::Topology const& host) {
  std::set<std::string> models;
  std::map<int, std::vector<device::DeviceDescription>> nodes;
  for (auto const& core : host.devices) {
    models.insert(core.name);
    nodes[core.numa_node].push_back(core);
  }
  auto text =
      device_line("processor", fmt::format("{}, {}", fmt::join(models, ", "), counted(host.devices.size(), "core")));
  for (auto const& [node, cores] : nodes) {
    std::vector<int> numbers;
    for (auto const& core : cores) numbers.push_back(core.number);
    auto const socket =
        cores[0].socket == device::unknown_place ? std::string() : fmt::format("socket {}, ", cores[0].socket);
    text += device_line(numa_text(node), fmt::format("{}{} ({}), {}", socket, counted(cores.size(), "core"),
                                                     ranges(numbers), memory_text(cores[0].memory_bytes)));
  }
  text += device_line("memory", memory_text(host.memory_bytes));
  if (std::isfinite(host.core_limit))
    text += device_line("time limit", fmt::format("{:.4g} cores, by the control group", host.core_limit));
  return text;
}

Json number_or_null(int place) {
  return place == device::unknown_place ? Json() : Json(place);
}

Json device_json(device::DeviceDescription const& device) {
  return {{"number", device.number},
          {"name", device.name},
          {"memory_bytes", device.memory_bytes},
          {"numa_node", number_or_null(device.numa_node)},
          {"socket", number_or_null(device.socket)},
          {"pci_address", device.pci_address.empty() ? Json() : Json(device.pci_address)}};
}

Json links_json(device::Topology const& gpus) {
  auto rows = Json::array();
  for (auto const& from : gpus.links) {
    auto row = Json::array();
    for (auto const& connection : from)
      row.push_back(
          {{"link", connection.link == device::Link::itself ? Json() : Json(device::link_name(connection.link))},
           {"rank", connection.rank}});
    rows.push_back(row);
  }
  return rows;
}

}  // namespace

std::string ranges(std::vector<int> const& numbers) {
  std::string text;
  for (std::size_t i = 0; i < numbers.size();) {
    auto last = i;
    while (last + 1 < numbers.size() && numbers[last + 1] == numbers[last] + 1) ++last;
    text += fmt::format("{}{}", text.empty() ? "" : ", ", numbers[i]);
    if (last > i) text += fmt::format("-{}", numbers[last]);
    i = last + 1;
  }
  return text;
}

std::string devices_report(device::Topology const& devices, device::Topology const& host) {
  std::string text;
  if (devices.kind == device::DeviceKind::gpus) {
    text += gpu_lines(devices);
    if (devices.devices.size() > 1) {
      text += link_table(devices);
      std::vector<int> numbers;
      for (auto const index : device::order_by_links(devices))
        numbers.push_back(devices.devices[static_cast<std::size_t>(index)].number);
      text += device_line("order of tiles", fmt::format("{}", fmt::join(numbers, ", ")));
    }
  }
  text += host_lines(host);
  return text + device_line("--devices auto", fmt::format("{}: {}", device::automatic_devices(devices),
                                                          device::automatic_reason(devices)));
}

std::string devices_json(device::Topology const& devices, device::Topology const& host) {
  bool const gpus = devices.kind == device::DeviceKind::gpus;
  Json json{{"kind", gpus ? "gpus" : "cores"}, {"devices", Json::array()}};
  for (auto const& device : devices.devices) json["devices"].push_back(device_json(device));
  if (gpus) json["links"] = links_json(devices);
  json["order"] = device::order_by_links(devices);
  json["automatic"] = {{"devices", device::automatic_devices(devices)}, {"reason", device::automatic_reason(devices)}};
  json["host"] = {{"cores", host.devices.size()},
                  {"memory_bytes", host.memory_bytes},
                  {"core_limit", std::isfinite(host.core_limit) ? Json(host.core_limit) : Json()}};
  return json.dump(2) + "\n";
}

}  // namespace ptyger::app
