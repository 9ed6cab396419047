#include <fmt/format.h>

#include <algorithm>

#include "core/parse_bytes.hpp"
#include "partition/plan.hpp"
#include "ptyger/error.hpp"

namespace ptyger::partition {
namespace {

std::string bytes_text(std::size_t bytes) {
  return bytes == MemoryLimit::none ? "no limit" : core::bytes_text(bytes);
}

constexpr auto tile_format = "{:>6} {:>7} {:>13} {:>13} {:>10} {:>10} {:>10} {:>10} {:>10} {:>11} {:>11}\n";

std::string tile_line(Plan const& plan, DeviceMemory const& memory, std::size_t device) {
  auto const& tile = plan.tiles[device];
  auto const& local = tile.subdomain.local;
  auto const& owned = tile.subdomain.owned;
  auto const sent = [&](auto const& all) { return bytes_text(static_cast<std::size_t>(all[device])); };
  return fmt::format(tile_format, device, tile.own.size(), fmt::format("{} x {}", local.rows, local.cols),
                     fmt::format("{} x {}", owned.rows, owned.cols), bytes_text(memory.frames),
                     bytes_text(memory.images), bytes_text(memory.work), bytes_text(memory.cached),
                     bytes_text(memory.total()), sent(plan.sent_tiled), sent(plan.sent_replicated));
}

/// Remedy for the user when no memory choice that was asked for fits.
std::string remedy(Plan const& plan, MemoryLimit const& limit) {
  auto const least =
      std::min_element(plan.choices.begin(), plan.choices.end(),
                       [](MemoryChoice const& a, MemoryChoice const& b) { return a.largest() < b.largest(); });
  if (std::any_of(plan.choices.begin(), plan.choices.end(), [](MemoryChoice const& choice) { return choice.fits; }))
    return "Another --memory-strategy, or --stream-frames, fits";
  if (least->largest() > limit.device)
    return fmt::format("At least {} per device is needed: raise --memory, or use more devices or fewer probe modes",
                       bytes_text(least->largest()));
  return "The memory of the host is too small: use fewer devices or probe modes, or a larger machine";
}

}  // namespace

std::string describe(Plan const& plan, MemoryLimit const& limit) {
  // the memory choice whose bytes the first table shows
  auto const& shown = plan.choices[plan.choice.value_or(0)];
  auto const balance = load_balance(plan.tiles);
  auto text = fmt::format(tile_format, "device", "frames", "holds pixels", "owns pixels", "counts", "images", "work",
                          "cached", "memory", "sends tiled", "replicated");
  for (std::size_t device = 0; device < plan.tiles.size(); ++device)
    text += tile_line(plan, shown.memory[device], device);
  text += fmt::format(
      "balance: the fullest device has {:.3g} times the mean number of frames; devices hold {:.3g} pixels for each "
      "pixel of the object\n"
      "sends: bytes in an iteration, for gradients, directions and probe; an epoch of the start sends as much for each "
      "of its subsets\n\n",
      balance.frames, balance.pixels);
  text += fmt::format("{:<13} {:>9} {:>14} {:>10}\n", "strategy", "frames", "of one device", "of host");
  for (auto const& choice : plan.choices)
    text +=
        fmt::format("{:<13} {:>9} {:>14} {:>10}  {}\n", to_word(choice.strategy),
                    choice.streamed ? "streamed" : "resident", bytes_text(choice.largest()), bytes_text(choice.host),
                    &choice == &shown && plan.choice ? "chosen"
                    : choice.fits                    ? ""
                                                     : "does not fit");
  text += fmt::format("{:<13} {:>9} {:>14} {:>10}\n", "limit", "", bytes_text(limit.device), bytes_text(limit.host));
  return text;
}

void require_fit(Plan const& plan, MemoryLimit const& limit) {
  if (plan.choice) return;
  throw InputError("this reconstruction does not fit into memory with the given options. Memory needed:\n" +
                   describe(plan, limit) + remedy(plan, limit));
}

}  // namespace ptyger::partition
