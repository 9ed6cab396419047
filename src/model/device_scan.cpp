#include "model/device_scan.hpp"

#include "device/copy.hpp"
#include "device/instantiate.hpp"
#include "device/launch.hpp"

namespace ptyger {
namespace {

/// Sum of d and of sqrt(d) over the measured pixels of the frames of a device.
template <class Exec, class Real, class Count>
struct CountTotals {
  FrameStack<Exec, Count> counts;
  Array1<Exec, int> frame_of;
  Array2<Exec, Real> measured;

  KOKKOS_FUNCTION void operator()(Strip s, Sums<2>& sums) const {
    auto const size = static_cast<std::int64_t>(measured.extent_int(0));
    auto const* d = counts.data() + (frame_of(s.item) * size + s.row) * size;
    for (int col = s.col; col < s.col + s.width; ++col) {
      double const count = static_cast<double>(d[col]);
      double const valid = count >= 0 ? static_cast<double>(measured(s.row, col)) : 0.0;
      sums[0] += valid * count;
      sums[1] += valid * Kokkos::sqrt(count >= 0 ? count : 0.0);
    }
  }
};

template <class Exec, class Real>
void add_totals(DeviceContext<Exec> const& device, DeviceScan<Exec, Real>& scan) {
  Kokkos::View<Sums<2>, typename Exec::memory_space> const totals(Kokkos::view_alloc(device.exec, "count totals"));
  std::visit(
      [&]<class Stack>(Stack const& counts) {
        using Count = typename Stack::non_const_value_type;
        sum_strips(device.exec, "count totals", Extent{scan.frames, scan.detector, scan.detector},
                   CountTotals<Exec, Real, Count>{counts, scan.frame_of, scan.measured}, totals.data());
      },
      scan.counts);
  auto const host = Kokkos::create_mirror_view(totals);
  Kokkos::deep_copy(device.exec, host, totals);
  device.exec.fence();
  scan.total_counts = host()[0];
  scan.total_amplitude = host()[1];
}

/// On a host device the frames stay where they are; else they are copied in their own type.
template <class Exec, class Count>
FrameStack<Exec, Count> hold_frames(DeviceContext<Exec> const& device, std::vector<Count> const& counts) {
  if constexpr (is_host_device<Exec>) {
    return FrameStack<Exec, Count>(counts.data(), counts.size());
  } else {
    auto const copy = make_view<Array1<Exec, Count>>(device, "frames", counts.size());
    copy_in(device, counts.data(), copy);
    return copy;
  }
}

}  // namespace

template <class Exec, class Real>
DeviceScan<Exec, Real> make_device_scan(DeviceContext<Exec> const& device, Scan const& scan, Placement const& placement,
                                        Tile const& tile, Sampling sampling) {
  DeviceScan<Exec, Real> result;
  result.frames = static_cast<int>(tile.own.size());
  result.lighting = result.frames + static_cast<int>(tile.neighbours.size());
  result.total_frames = tile.total;
  result.ranks = tile.ranks;
  auto const& held = tile.territory.held;
  result.stepped = tile.territory.stepped.from(held);
  result.core = tile.territory.core.from(held);
  result.detector = static_cast<int>(scan.detector);
  result.sampling = sampling;
  result.counts = std::visit(
      [&](auto const& counts) { return typename DeviceScan<Exec, Real>::AnyFrames(hold_frames(device, counts)); },
      scan.counts);
  std::vector<int> corners;
  std::vector<double> fractions;
  for (auto const* frames : {&tile.own, &tile.neighbours})
    for (int const frame : *frames) {
      auto const j = static_cast<std::size_t>(frame);
      auto const corner = split_corner(placement.row[j], placement.col[j], sampling);
      corners.insert(corners.end(), {corner.row - held.row, corner.col - held.col});
      fractions.insert(fractions.end(), {corner.row_fraction, corner.col_fraction});
    }
  result.frame_of = make_view<Array1<Exec, int>>(device, "frame numbers", result.frames);
  result.measured = make_view<Array2<Exec, Real>>(device, "detector mask", result.detector, result.detector);
  result.corner = make_view<Array2<Exec, int>>(device, "patch corners", result.lighting, 2);
  result.fraction = make_view<Array2<Exec, Real>>(device, "patch fractions", result.lighting, 2);
  copy_in(device, tile.own.data(), result.frame_of);
  copy_in(device, scan.measured.data(), result.measured);
  copy_in(device, corners.data(), result.corner);
  copy_in(device, fractions.data(), result.fraction);
  add_totals(device, result);
  return result;
}

#define PTYGER_INSTANTIATE(Exec, Real)                                                                        \
  template DeviceScan<Exec, Real> make_device_scan(DeviceContext<Exec> const&, Scan const&, Placement const&, \
                                                   Tile const&, Sampling);
PTYGER_FOR_EACH_DEVICE(PTYGER_INSTANTIATE)

}  // namespace ptyger
