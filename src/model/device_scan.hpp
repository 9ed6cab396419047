#pragma once

#include <algorithm>
#include <optional>
#include <vector>

#include "device/mirrored.hpp"
#include "model/frame_source.hpp"
#include "model/near_field/fresnel.hpp"
#include "model/pixel_choice.hpp"
#include "model/tile.hpp"

namespace ptyger::model {

/// How a device stores its frames.
struct FrameStorage {
  int modes = 1;                          ///< probe modes
  bool streamed = false;                  ///< frames stay in the memory of the host and are sent chunk by chunk
  std::vector<std::uint8_t> fitted = {};  ///< [D][D] pixels that are fitted (1) or held out (0); empty: all are fitted
  int variation = 0;                      ///< K: variation probes of the first mode
};

/// Number of frames of a chunk: as many as have waves that fit into `chunk_bytes`, but at least one.
template <class Real>
int frames_per_chunk(std::size_t chunk_bytes, std::size_t modes, std::size_t detector, std::size_t frames) {
  auto const frame_bytes = modes * detector * detector * sizeof(Complex<Real>);
  return static_cast<int>(std::clamp<std::size_t>(chunk_bytes / frame_bytes, 1, std::max<std::size_t>(frames, 1)));
}

/// The measured side of a scan in the memory of one device: frames in their integer type, mask and patch corners.
/// Frames are numbered in the order of Tile::own, in which neighbours are close together. The corners of these frames
/// are followed by the corners of the frames of other devices that illuminate pixels of this device.
template <class Exec, class Real>
struct DeviceScan {
  int frames = 0;               ///< number of frames of this device
  int illuminating_frames = 0;  ///< frames of this device and neighbours: frames of other devices that reach its pixels
  /// Number of neighbours whose illumination is added before the illumination by the frames of this device.
  int earlier_neighbour_count = 0;
  int total_frames = 0;    ///< number of frames of all devices
  std::vector<int> ranks;  ///< [frame] rank among the frames of all devices
  int detector = 0;        ///< D: frames are D x D pixels
  core::Box updated;       ///< pixels that this device updates, in its local box of the object
  core::Box owned;         ///< pixels that this device counts in sums, in its local box of the object
  Sampling sampling = Sampling::nearest;
  std::optional<Fresnel> fresnel;  ///< propagator of near fields; empty: far fields
  int modes = 1;                   ///< probe modes
  int chunk_frames = 1;            ///< number of frames of a chunk
  FrameSource<Exec> counts;  ///< measured counts; on a host device in the memory of the Scan, which must outlive this
  Array2<Exec, Real> measured;  ///< [row][col] 1 = measured, 0 = masked
  Array2<Exec, Real> fitted;    ///< [2 D][col] 1 = fitted, 0 = held out, rows twice; empty: all are fitted
  Array1<Exec, int> shift;      ///< [frame] shift of the rows of `fitted`
  device::Mirrored<Array2<Exec, int>> corner;       ///< [frame][2] whole-pixel patch corner in the local box: row, col
  device::Mirrored<Array2<Exec, Real>> fraction;    ///< [frame][2] remaining fraction of a pixel: row, col
  device::Mirrored<Array1<Exec, Real>> brightness;  ///< [frame] factor of the amplitude; empty: 1
  int variation = 0;                                ///< K: variation probes of the first mode
  device::Mirrored<Array2<Exec, Complex<Real>>> shares;  ///< [frame][K] of the variation probes in the first mode
  DetectorResponse response;                             ///< of the detector
  bool known_shares = false;                             ///< the scan says which of several probes each frame has
  device::Mirrored<Array2<Exec, Real>> background;       ///< [row][col] photons, added to every frame; empty: none
  double total_counts = 0;                               ///< sum of d over the measured pixels of the device's frames
  double mean_count = 1;                                 ///< mean count of a pixel in the frames of all devices
  double gaussian_guard = 1e-6;                          ///< unit of the counts, see model/noise.hpp
  double poisson_guard = 1e-6;                           ///< unit of the counts, see model/noise.hpp
  double total_amplitude = 0;  ///< sum of sqrt(d) over the measured pixels of the device's frames

  /// Measured and fitted pixels.
  [[nodiscard]] PixelChoice<Real> pixels() const { return {measured.data(), fitted.data(), shift.data(), detector}; }
  /// All frames of this device.
  [[nodiscard]] FrameRange all() const { return {0, frames}; }
  /// Neighbours whose illumination is added before the illumination by this device's frames; only their positions are
  /// known here.
  [[nodiscard]] FrameRange earlier_neighbours() const { return {frames, earlier_neighbour_count}; }
  /// Neighbours whose illumination is added after the illumination by this device's frames.
  [[nodiscard]] FrameRange later_neighbours() const {
    return {frames + earlier_neighbour_count, illuminating_frames - frames - earlier_neighbour_count};
  }
  /// Whether every device updates the whole object.
  [[nodiscard]] bool replicated() const { return updated != owned; }
};

/// Computes the patch corners and fractions of the frames of a tile, then of its neighbours, from the placement of all
/// frames of the scan.
template <class Exec, class Real>
void place_patches(DeviceContext<Exec> const& device, DeviceScan<Exec, Real> const& scan, Placement const& placement,
                   Tile const& tile);

/// Copies the frames of a tile to the device; a host device only points to them.
template <class Exec, class Real>
DeviceScan<Exec, Real> make_device_scan(DeviceContext<Exec> const& device, Scan const& scan, Placement const& placement,
                                        Tile const& tile, Sampling sampling, FrameStorage const& storage = {});

}  // namespace ptyger::model
