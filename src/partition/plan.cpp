#include "partition/plan.hpp"

#include <algorithm>
#include <array>

#include "partition/traffic.hpp"

namespace ptyger::partition {
namespace {

/// Fastest first on a host core, as perf/iteration measures it. Below this many frames a step search looks at all of
/// them, and carrying the far fields saves two of five transforms; above, it looks at a part, and keeping nothing wins.
constexpr std::size_t many_frames = 256;

constexpr std::size_t staging_bytes = 16;  // a pixel that a device holds: its images on the way in and out
constexpr std::size_t result_bytes = 24;   // a pixel: object and illumination in double, in the memory of the host

std::array<MemoryStrategy, 3> by_speed(std::size_t frames) {
  if (frames < many_frames) return {MemoryStrategy::carried, MemoryStrategy::recompute, MemoryStrategy::coefficients};
  return {MemoryStrategy::recompute, MemoryStrategy::carried, MemoryStrategy::coefficients};
}

/// [device] bytes that it sends in an iteration. What is all-reduced counts as on a ring, where 2 (G - 1) / G of it
/// pass every device.
std::vector<std::int64_t> sent(std::vector<model::Tile> const& tiles, MemoryNeeds const& needs) {
  auto const subdomains = subdomains_of(tiles);
  auto const devices = static_cast<std::int64_t>(tiles.size());
  auto const on_ring = [&](std::int64_t bytes) { return 2 * bytes * (devices - 1) / devices; };
  std::vector<std::int64_t> bytes;
  for (int device = 0; device < static_cast<int>(devices); ++device) {
    auto const traffic = iteration_traffic(subdomains, device, {needs.probe, needs.modes, needs.real_bytes});
    bool const summed = subdomains.front().replicated();
    bytes.push_back((summed ? on_ring(traffic.gathered) : traffic.gathered) + traffic.scattered +
                    on_ring(traffic.summed) + (devices > 1 ? traffic.scalars : 0));
  }
  return bytes;
}

MemoryChoice make_way(MemoryNeeds const& needs, model::Placement const& placement,
                      std::vector<model::Tile> const& tiles, MemoryStrategy strategy, bool streamed,
                      MemoryLimit const& limit) {
  MemoryChoice choice{.strategy = strategy, .streamed = streamed, .memory = {}};
  choice.host = result_bytes * placement.rows * placement.cols +
                placement.row.size() * needs.detector * needs.detector * needs.count_bytes;
  for (auto const& tile : tiles) {
    choice.memory.push_back(device_memory(needs, tile, strategy, streamed));
    auto const& memory = choice.memory.back();
    if (!needs.gpu)
      choice.host += memory.total() - (streamed ? 0 : memory.frames);  // frames held are those of the host
    choice.host += staging_bytes * static_cast<std::size_t>(tile.subdomain.local.pixels());
  }
  choice.fits = choice.largest() <= limit.device && choice.host <= limit.host;
  return choice;
}

}  // namespace

std::int64_t Plan::most_sent(Partition of) const {
  auto const& all = of == Partition::replicated ? sent_replicated : sent_tiled;
  return *std::max_element(all.begin(), all.end());
}

std::size_t MemoryChoice::largest() const {
  std::size_t most = 0;
  for (auto const& device : memory) most = std::max(most, device.total());
  return most;
}

Plan make_plan(MemoryNeeds const& needs, model::Placement const& placement, int devices, DeviceOptions const& options,
               MemoryStrategy asked, MemoryLimit const& limit) {
  Plan plan;
  plan.tiles = cut_into_tiles(placement, devices, options.margin);
  auto const replicated = replicate(placement, devices);
  plan.sent_tiled = sent(plan.tiles, needs);
  plan.sent_replicated = sent(replicated, needs);
  bool const tiled_is_less = plan.most_sent(Partition::tiled) <= plan.most_sent(Partition::replicated);
  plan.partition = options.partition != Partition::automatic ? options.partition
                   : tiled_is_less                           ? Partition::tiled
                                                             : Partition::replicated;
  if (plan.partition == Partition::replicated) plan.tiles = replicated;
  for (bool const streamed : {false, true})
    for (auto const strategy : by_speed(placement.row.size()))
      plan.choices.push_back(make_way(needs, placement, plan.tiles, strategy, streamed, limit));
  // what is carried along gathers rounding errors: a run that goes on from a checkpoint would not have the same bits
  bool const may_carry = !options.deterministic;
  auto const automatic = [&](MemoryStrategy strategy) {
    return strategy == MemoryStrategy::recompute || (strategy == MemoryStrategy::carried && may_carry);
  };
  auto const wanted = [&](MemoryChoice const& choice) {
    bool const as_asked = asked == MemoryStrategy::automatic ? automatic(choice.strategy) : choice.strategy == asked;
    return as_asked && choice.fits && choice.streamed == options.streaming.value_or(choice.streamed);
  };
  auto const found = std::find_if(plan.choices.begin(), plan.choices.end(), wanted);
  if (found != plan.choices.end()) plan.choice = static_cast<std::size_t>(found - plan.choices.begin());
  return plan;
}

}  // namespace ptyger::partition
