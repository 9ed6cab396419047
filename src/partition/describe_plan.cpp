#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "core/error.hpp"
#include "partition/plan.hpp"

namespace ptyger {
namespace {

std::string bytes_text(std::size_t bytes) {
  if (bytes == MemoryLimit::none) return "no limit";
  constexpr char const* units[] = {"B", "KiB", "MiB", "GiB", "TiB"};
  auto value = static_cast<double>(bytes);
  std::size_t unit = 0;
  for (; value >= 1000 && unit + 1 < std::size(units); ++unit) value /= 1024;
  return fmt::format("{:.3g} {}", value, units[unit]);
}

std::string tile_line(Tile const& tile, DeviceMemory const& memory, std::size_t number) {
  auto const& held = tile.territory.held;
  auto const& core = tile.territory.core;
  return fmt::format("{:>6} {:>7} {:>13} {:>13} {:>10} {:>10} {:>10} {:>10} {:>10}\n", number, tile.own.size(),
                     fmt::format("{} x {}", held.rows, held.cols), fmt::format("{} x {}", core.rows, core.cols),
                     bytes_text(memory.frames), bytes_text(memory.images), bytes_text(memory.work),
                     bytes_text(memory.kept), bytes_text(memory.total()));
}

}  // namespace

std::string describe(Plan const& plan, MemoryLimit const& limit) {
  auto const& shown = plan.ways[plan.way.value_or(0)];
  auto const shares = balance(plan.tiles);
  auto text = fmt::format("{:>6} {:>7} {:>13} {:>13} {:>10} {:>10} {:>10} {:>10} {:>10}\n", "device", "frames",
                          "holds pixels", "owns pixels", "counts", "images", "work", "kept", "memory");
  for (std::size_t device = 0; device < plan.tiles.size(); ++device)
    text += tile_line(plan.tiles[device], shown.memory[device], device);
  text += fmt::format(
      "balance: fullest device {:.3g} times the mean; {:.3g} pixels held for each of the object\n"
      "gradient and direction between devices, most of one in an iteration: tiled {}, replicated {}\n\n",
      shares.frames, shares.pixels, bytes_text(static_cast<std::size_t>(plan.sent_tiled)),
      bytes_text(static_cast<std::size_t>(plan.sent_replicated)));
  text += fmt::format("{:<13} {:>9} {:>14} {:>10}\n", "strategy", "frames", "of one device", "of host");
  for (auto const& way : plan.ways)
    text += fmt::format("{:<13} {:>9} {:>14} {:>10}  {}\n", to_string(way.strategy), way.streamed ? "streamed" : "held",
                        bytes_text(way.largest()), bytes_text(way.host),
                        &way == &shown && plan.way ? "chosen"
                        : way.fits                 ? ""
                                                   : "does not fit");
  text += fmt::format("{:<13} {:>9} {:>14} {:>10}\n", "limit", "", bytes_text(limit.device), bytes_text(limit.host));
  return text;
}

void require_fit(Plan const& plan, MemoryLimit const& limit) {
  if (plan.way) return;
  throw InputError("this reconstruction does not fit into memory in the way asked for. What it needs:\n" +
                   describe(plan, limit) +
                   "Use more devices, fewer probe modes, another --memory-strategy, or --stream-frames auto");
}

}  // namespace ptyger
