#include "partition/plan.hpp"

#include <algorithm>
#include <array>

#include "partition/traffic.hpp"

namespace ptyger {
namespace {

/// Fastest first on a host core, as perf/iteration measures it. Below this many frames a step search looks at all of
/// them, and carrying the far fields saves two of five transforms; above, it looks at a part, and keeping nothing wins.
constexpr std::size_t many_frames = 256;

constexpr std::size_t result_bytes = 24;  // a pixel: object and illumination in double, in the memory of the host

std::array<MemoryStrategy, 3> by_speed(std::size_t frames) {
  if (frames < many_frames) return {MemoryStrategy::carried, MemoryStrategy::recompute, MemoryStrategy::coefficients};
  return {MemoryStrategy::recompute, MemoryStrategy::carried, MemoryStrategy::coefficients};
}

/// Of gradient and direction, by the device that sends most.
std::int64_t most_sent_tiled(std::vector<Tile> const& tiles, MemoryNeeds const& needs) {
  std::vector<Territory> territories;
  for (auto const& tile : tiles) territories.push_back(tile.territory);
  std::int64_t most = 0;
  for (int device = 0; device < static_cast<int>(tiles.size()); ++device) {
    auto const sent = iteration_traffic(territories, device, {needs.probe, needs.modes, needs.real_bytes});
    most = std::max(most, sent.gathered + sent.scattered);
  }
  return most;
}

Way make_way(MemoryNeeds const& needs, Placement const& placement, std::vector<Tile> const& tiles,
             MemoryStrategy strategy, bool streamed, MemoryLimit const& limit) {
  Way way{.strategy = strategy, .streamed = streamed, .memory = {}};
  way.host = result_bytes * placement.rows * placement.cols +
             placement.row.size() * needs.detector * needs.detector * needs.count_bytes;
  for (auto const& tile : tiles) {
    way.memory.push_back(device_memory(needs, tile, strategy, streamed));
    auto const& memory = way.memory.back();
    if (!needs.gpu) way.host += memory.total() - (streamed ? 0 : memory.frames);  // frames held are those of the host
  }
  way.fits = way.largest() <= limit.device && way.host <= limit.host;
  return way;
}

}  // namespace

std::string to_string(Partition partition) {
  return partition == Partition::replicated ? "replicated" : "tiled";
}

std::size_t Way::largest() const {
  std::size_t most = 0;
  for (auto const& device : memory) most = std::max(most, device.total());
  return most;
}

Plan make_plan(MemoryNeeds const& needs, Placement const& placement, int devices, DeviceOptions const& options,
               MemoryStrategy asked, MemoryLimit const& limit) {
  Plan plan;
  plan.tiles = cut_into_tiles(placement, devices, options.margin);
  auto const complex = 2 * needs.real_bytes;
  plan.sent_tiled = most_sent_tiled(plan.tiles, needs);
  // A ring moves nearly two objects past every device.
  plan.sent_replicated =
      devices == 1 ? 0
                   : static_cast<std::int64_t>(2 * placement.rows * placement.cols * complex) * (devices - 1) / devices;
  plan.partition = options.partition != Partition::automatic ? options.partition
                   : plan.sent_tiled <= plan.sent_replicated ? Partition::tiled
                                                             : Partition::replicated;
  if (plan.partition == Partition::replicated) plan.tiles = replicate(placement, devices);
  for (bool const streamed : {false, true})
    for (auto const strategy : by_speed(placement.row.size()))
      plan.ways.push_back(make_way(needs, placement, plan.tiles, strategy, streamed, limit));
  auto const wanted = [&](Way const& way) {
    bool const as_asked =
        asked == MemoryStrategy::automatic ? way.strategy != MemoryStrategy::coefficients : way.strategy == asked;
    return as_asked && way.fits && way.streamed == options.streaming.value_or(way.streamed);
  };
  auto const found = std::find_if(plan.ways.begin(), plan.ways.end(), wanted);
  if (found != plan.ways.end()) plan.way = static_cast<std::size_t>(found - plan.ways.begin());
  return plan;
}

}  // namespace ptyger
