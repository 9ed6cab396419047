#include "partition/plan.hpp"

#include <algorithm>
#include <array>

#include "model/trial_frames.hpp"
#include "partition/traffic.hpp"

namespace ptyger::partition {
namespace {

constexpr std::size_t staging_bytes = 16;  // host bytes per local pixel: a complex double while images are copied
constexpr std::size_t result_bytes = 24;   // host bytes per object pixel: object and illumination in double precision

/// Memory strategies from the fastest to the slowest on a host core. Where the line search evaluates all frames,
/// `carried` saves two of five transforms (measured with perf/iteration).
std::array<MemoryStrategy, 3> strategies_by_speed(std::size_t frames) {
  if (model::trial_stride(static_cast<int>(frames)) == 1)
    return {MemoryStrategy::carried, MemoryStrategy::recompute, MemoryStrategy::coefficients};
  return {MemoryStrategy::recompute, MemoryStrategy::carried, MemoryStrategy::coefficients};
}

/// Bytes that each device sends in an iteration, [device]. An all-reduction counts as on a ring, where each of G
/// devices sends 2 (G - 1) / G of the data.
std::vector<std::int64_t> bytes_sent(std::vector<model::Tile> const& tiles, MemoryNeeds const& needs) {
  auto const subdomains = subdomains_of(tiles);
  auto const devices = static_cast<std::int64_t>(tiles.size());
  auto const on_ring = [&](std::int64_t bytes) { return 2 * bytes * (devices - 1) / devices; };
  std::vector<std::int64_t> bytes;
  for (int device = 0; device < static_cast<int>(devices); ++device) {
    auto const traffic = iteration_traffic(subdomains, device, {needs.probe, needs.modes, needs.real_bytes});
    bool const summed = subdomains.front().replicated();
    bytes.push_back((summed ? on_ring(traffic.to_owners) : traffic.to_owners) + traffic.from_owners +
                    on_ring(traffic.summed) + (devices > 1 ? traffic.scalars : 0));
  }
  return bytes;
}

/// Predicts the memory of all devices and of the host for a strategy, and whether it is below the limits.
MemoryChoice predict_choice(MemoryNeeds const& needs, model::Placement const& placement,
                            std::vector<model::Tile> const& tiles, MemoryStrategy strategy, bool streamed,
                            MemoryLimit const& limit) {
  MemoryChoice choice{.strategy = strategy, .streamed = streamed, .memory = {}, .chunk_bytes = needs.chunk_bytes};
  choice.host = result_bytes * placement.rows * placement.cols +
                placement.row.size() * needs.detector * needs.detector * needs.count_bytes;
  for (auto const& tile : tiles) {
    choice.memory.push_back(device_memory(needs, tile, strategy, streamed));
    auto const& memory = choice.memory.back();
    if (!needs.gpu)
      choice.host += memory.total() - (streamed ? 0 : memory.frames);  // host devices use the frames in host memory
    choice.host += staging_bytes * static_cast<std::size_t>(tile.subdomain.local.pixels());
  }
  choice.fits = choice.largest() <= limit.device && choice.host <= limit.host;
  return choice;
}

/// predict_choice() with the largest chunks for which it fits the devices: needs.chunk_bytes, or halves of it.
MemoryChoice predict_with_chunks(MemoryNeeds needs, model::Placement const& placement,
                                 std::vector<model::Tile> const& tiles, MemoryStrategy strategy, bool streamed,
                                 MemoryLimit const& limit) {
  for (;;) {
    auto choice = predict_choice(needs, placement, tiles, strategy, streamed, limit);
    bool const may_shrink = needs.least_chunk_bytes > 0 && needs.chunk_bytes / 2 >= needs.least_chunk_bytes;
    if (choice.largest() <= limit.device || !may_shrink) return choice;
    needs.chunk_bytes /= 2;
  }
}

}  // namespace

std::int64_t Plan::most_sent(Partition sharing) const {
  auto const& all = sharing == Partition::replicated ? sent_replicated : sent_tiled;
  return *std::max_element(all.begin(), all.end());
}

std::size_t MemoryChoice::largest() const {
  std::size_t most = 0;
  for (auto const& device : memory) most = std::max(most, device.total());
  return most;
}

Plan make_plan(MemoryNeeds const& needs, model::Placement const& placement, int devices, DeviceOptions const& options,
               MemoryStrategy requested, MemoryLimit const& limit) {
  Plan plan;
  plan.tiles = cut_into_tiles(placement, devices, options.margin);
  auto const replicated = replicate(placement, devices);
  plan.sent_tiled = bytes_sent(plan.tiles, needs);
  plan.sent_replicated = bytes_sent(replicated, needs);
  bool const tiled_is_less = plan.most_sent(Partition::tiled) <= plan.most_sent(Partition::replicated);
  plan.partition = options.partition != Partition::automatic ? options.partition
                   : tiled_is_less                           ? Partition::tiled
                                                             : Partition::replicated;
  if (plan.partition == Partition::replicated) plan.tiles = replicated;
  for (bool const streamed : {false, true})
    for (auto const strategy : strategies_by_speed(placement.row.size()))
      plan.choices.push_back(predict_with_chunks(needs, placement, plan.tiles, strategy, streamed, limit));
  // Carried far fields accumulate rounding errors, so that a run continued from a checkpoint would have other bits.
  bool const may_carry = !options.deterministic;
  auto const may_choose = [&](MemoryStrategy strategy) {
    return strategy == MemoryStrategy::recompute || (strategy == MemoryStrategy::carried && may_carry);
  };
  auto const is_allowed = [&](MemoryChoice const& choice) {
    bool const as_requested =
        requested == MemoryStrategy::automatic ? may_choose(choice.strategy) : choice.strategy == requested;
    return as_requested && choice.fits && choice.streamed == options.streaming.value_or(choice.streamed);
  };
  auto const found = std::find_if(plan.choices.begin(), plan.choices.end(), is_allowed);
  if (found != plan.choices.end()) plan.choice = static_cast<std::size_t>(found - plan.choices.begin());
  return plan;
}

}  // namespace ptyger::partition
