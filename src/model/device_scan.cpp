#include "model/device_scan.hpp"

#include "device/copy.hpp"
#include "device/instantiate.hpp"
#include "device/partial_sums.hpp"

namespace ptyger::model {
namespace {

/// Sums of d and of sqrt(d) over the measured pixels of the frames of a chunk.
template <class Exec, class Real, class Count>
struct CountTotals {
  static constexpr int strip_rows = device::column_rows<Exec>;

  FrameRows<Count> counts;
  FrameRange chunk;
  PixelChoice<Real> pixels;

  KOKKOS_FUNCTION void operator()(device::Strip s, device::Sums<2>& sums) const {
    auto const* d = counts.row(chunk(s.item), s.item, 0);
    auto const mask = pixels.frame(chunk(s.item));
    for (int row = s.row; row < s.row + s.height; ++row)
      for (int at = row * counts.size + s.col; at < row * counts.size + s.col + s.width; ++at) {
        double const count = static_cast<double>(d[at]);
        double const valid = count >= 0 ? static_cast<double>(mask.measured_at(at)) : 0.0;
        sums[0] += valid * count;
        sums[1] += valid * Kokkos::sqrt(count >= 0 ? count : 0.0);
      }
  }
};

/// Computes total_counts and total_amplitude of a scan.
template <class Exec, class Real>
void add_totals(DeviceContext<Exec> const& device, DeviceScan<Exec, Real>& scan) {
  device::Extent const largest{scan.chunk_frames, scan.detector, scan.detector};
  device::PartialSums<Exec, 2> const sums(device, largest);
  sums.clear(device);
  scan.counts.for_each_chunk(scan.all(), [&](FrameRange chunk, AnyFrameRows const& counts) {
    std::visit(
        [&]<class Count>(FrameRows<Count> const& rows) {
          sums.add(device.exec, "count totals", {chunk.count, scan.detector, scan.detector},
                   CountTotals<Exec, Real, Count>{rows, chunk, scan.pixels()});
        },
        counts);
  });
  auto const sum = sums.total(device);
  scan.total_counts = sum[0];
  scan.total_amplitude = sum[1];
}

/// Copies the pattern of fitted pixels to the device; its rows are shifted from frame to frame, by the frame's rank.
template <class Exec, class Real>
void hold_out(DeviceContext<Exec> const& device, std::vector<std::uint8_t> const& fitted,
              DeviceScan<Exec, Real>& scan) {
  scan.fitted = make_view<Array2<Exec, Real>>(device, "fitted pixels", 2 * scan.detector, scan.detector);
  auto twice = fitted;  // so that shifted rows follow one another
  twice.insert(twice.end(), fitted.begin(), fitted.end());
  scan.shift = make_view<Array1<Exec, int>>(device, "shifts of held-out pixels", scan.frames);
  std::vector<int> shift;
  for (int const rank : scan.ranks) shift.push_back(static_cast<int>(std::int64_t{rank} * 37 % scan.detector));
  device::copy_to_device(device, twice.data(), scan.fitted);
  device::copy_to_device(device, shift.data(), scan.shift);
}

/// Sets the shares of the frames: 1 for the variation probe of a frame with a further probe, else 0.
template <class Exec, class Real>
void share_probes(DeviceContext<Exec> const& device, std::vector<std::uint8_t> const& probe_of_frame, Tile const& tile,
                  DeviceScan<Exec, Real> const& scan) {
  Complex<Real>* share = scan.shares.host();
  for (auto const* frames : {&tile.own, &tile.neighbours})
    for (int const frame : *frames)
      for (int k = 1; k <= scan.variation; ++k)
        *share++ = Complex<Real>(probe_of_frame[static_cast<std::size_t>(frame)] == k ? 1 : 0);
  scan.shares.to_device(device);
}

}  // namespace

template <class Exec, class Real>
void place_patches(DeviceContext<Exec> const& device, DeviceScan<Exec, Real> const& scan, Placement const& placement,
                   Tile const& tile) {
  auto const& local = tile.subdomain.local;
  int* corner_of = scan.corner.host();
  Real* fraction_of = scan.fraction.host();
  for (auto const* frames : {&tile.own, &tile.neighbours})
    for (int const frame : *frames) {
      auto const j = static_cast<std::size_t>(frame);
      auto const corner = split_corner(placement.row[j], placement.col[j], scan.sampling);
      *corner_of++ = corner.row - local.row;
      *corner_of++ = corner.col - local.col;
      *fraction_of++ = static_cast<Real>(corner.row_fraction);
      *fraction_of++ = static_cast<Real>(corner.col_fraction);
    }
  scan.corner.to_device(device);
  scan.fraction.to_device(device);
}

template <class Exec, class Real>
DeviceScan<Exec, Real> make_device_scan(DeviceContext<Exec> const& device, Scan const& scan, Placement const& placement,
                                        Tile const& tile, Sampling sampling, FrameStorage const& storage) {
  DeviceScan<Exec, Real> result;
  result.frames = static_cast<int>(tile.own.size());
  result.illuminating_frames = result.frames + static_cast<int>(tile.neighbours.size());
  result.earlier_neighbour_count = tile.earlier_neighbours;
  result.total_frames = tile.total;
  result.ranks = tile.ranks;
  auto const& local = tile.subdomain.local;
  result.updated = tile.subdomain.updated.relative_to(local);
  result.owned = tile.subdomain.owned.relative_to(local);
  result.detector = static_cast<int>(scan.detector);
  result.sampling = sampling;
  result.fresnel = fresnel_of(scan);
  result.response = scan.response;
  result.modes = storage.modes;
  result.chunk_frames = frames_per_chunk<Real>(device.chunk_bytes, static_cast<std::size_t>(storage.modes),
                                               scan.detector, tile.own.size());
  result.counts = FrameSource<Exec>(device, scan, tile.own, result.chunk_frames, storage.streamed);
  result.measured = make_view<Array2<Exec, Real>>(device, "detector mask", result.detector, result.detector);
  result.corner =
      device::Mirrored(make_view<Array2<Exec, int>>(device, "patch corners", result.illuminating_frames, 2));
  result.fraction =
      device::Mirrored(make_view<Array2<Exec, Real>>(device, "patch fractions", result.illuminating_frames, 2));
  result.variation = storage.variation;
  if (storage.variation > 0)
    result.shares = device::Mirrored(make_zeros<Array2<Exec, Complex<Real>>>(
        device, "shares of variation probes", result.illuminating_frames, storage.variation));
  result.known_shares = !scan.probe_of_frame.empty();
  if (result.known_shares) share_probes(device, scan.probe_of_frame, tile, result);
  device::copy_to_device(device, scan.measured.data(), result.measured);
  if (!storage.fitted.empty()) hold_out(device, storage.fitted, result);
  place_patches(device, result, placement, tile);
  add_totals(device, result);
  return result;
}

#define PTYGER_INSTANTIATE(Exec, Real)                                                                        \
  template void place_patches(DeviceContext<Exec> const&, DeviceScan<Exec, Real> const&, Placement const&,    \
                              Tile const&);                                                                   \
  template DeviceScan<Exec, Real> make_device_scan(DeviceContext<Exec> const&, Scan const&, Placement const&, \
                                                   Tile const&, Sampling, FrameStorage const&);
PTYGER_FOR_EACH_DEVICE(PTYGER_INSTANTIATE)

}  // namespace ptyger::model
