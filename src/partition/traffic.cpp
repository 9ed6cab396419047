#include "partition/traffic.hpp"

#include "model/transform_count.hpp"

namespace ptyger::partition {
namespace {

// Numbers of scalars in reductions. Each pass over frames also reduces the number of transforms it has made.
constexpr int transform_counts = model::TransformCount::reduced_values;
constexpr int misfit_sums = 4 + transform_counts;  // objective, squared and absolute residuals, held-out objective
constexpr int illumination_peaks = 1;              // largest illumination of the object
constexpr int product_sums = 8;                    // inner products of the rule of the conjugate gradients
constexpr int trial_sums = 4 + transform_counts;   // objective at the trial steps

core::Subdomain const& at(std::vector<core::Subdomain> const& subdomains, int device) {
  return subdomains[static_cast<std::size_t>(device)];
}

std::int64_t signed_size(std::size_t size) {
  return static_cast<std::int64_t>(size);
}

/// Bytes that device i sends when a complex object array is reduced to the owners of its pixels. Number of pixels: sum
/// over the other devices k of |local_i & owned_k|, or the whole array when the object is replicated.
std::int64_t bytes_to_owners(std::vector<core::Subdomain> const& subdomains, int device, MessageNeeds const& needs) {
  auto const& own_boxes = at(subdomains, device);
  std::int64_t pixels = 0;
  if (own_boxes.replicated()) {
    pixels = own_boxes.local.pixels();
  } else {
    for (auto const& other_boxes : subdomains)
      if (&other_boxes != &own_boxes) pixels += core::intersection(own_boxes.local, other_boxes.owned).pixels();
  }
  return pixels * 2 * signed_size(needs.real_bytes);
}

/// Bytes that device i sends when a complex object array is broadcast from the owners of its pixels. Number of pixels:
/// sum over the other devices k of |owned_i & local_k|; none when the object is replicated.
std::int64_t bytes_from_owners(std::vector<core::Subdomain> const& subdomains, int device, MessageNeeds const& needs) {
  auto const& own_boxes = at(subdomains, device);
  if (own_boxes.replicated()) return 0;
  std::int64_t pixels = 0;
  for (auto const& other_boxes : subdomains)
    if (&other_boxes != &own_boxes) pixels += core::intersection(own_boxes.owned, other_boxes.local).pixels();
  return pixels * 2 * signed_size(needs.real_bytes);
}

/// Bytes of an array with `reals_a_pixel` real numbers for each pixel of the probe.
std::int64_t probe_bytes(MessageNeeds const& needs, std::size_t reals_a_pixel) {
  return signed_size(reals_a_pixel * needs.probe * needs.probe * needs.real_bytes);
}

constexpr std::int64_t scalar_bytes(int scalars) {
  return std::int64_t{scalars} * std::int64_t{sizeof(double)};
}

}  // namespace

comm::Traffic iteration_traffic(std::vector<core::Subdomain> const& subdomains, int device, MessageNeeds const& needs) {
  if (subdomains.size() == 1) return {};
  return {.to_owners = bytes_to_owners(subdomains, device, needs),
          .from_owners = bytes_from_owners(subdomains, device, needs),
          .summed = probe_bytes(needs, 2 * needs.modes + 1),
          .scalars = scalar_bytes(misfit_sums + illumination_peaks + product_sums + trial_sums),
          .reductions = 3};
}

comm::Traffic epoch_traffic(std::vector<core::Subdomain> const& subdomains, int device, MessageNeeds const& needs,
                            int subsets, bool with_illumination) {
  if (subdomains.size() == 1) return {};
  return {.to_owners = subsets * bytes_to_owners(subdomains, device, needs),
          .from_owners = subsets * bytes_from_owners(subdomains, device, needs),
          .summed = subsets * probe_bytes(needs, 2 * needs.modes) + probe_bytes(needs, with_illumination ? 1 : 0),
          .scalars = scalar_bytes(misfit_sums),
          .reductions = 1};
}

}  // namespace ptyger::partition
