#pragma once

#include <algorithm>
#include <vector>

#include "device/mirrored.hpp"
#include "model/frame_source.hpp"
#include "model/pixel_choice.hpp"
#include "model/tile.hpp"

namespace ptyger::model {

/// How a device holds its frames.
struct FrameStorage {
  int modes = 1;
  bool streamed = false;                  ///< frames stay in the memory of the host and come chunk by chunk
  std::vector<std::uint8_t> fitted = {};  ///< [D][D] pattern of what is fitted (1) and held out (0); empty: all
};

/// Frames of one chunk: as many as have their waves in the work space of a chunk, one at least.
template <class Real>
int frames_per_chunk(std::size_t chunk_bytes, std::size_t modes, std::size_t detector, std::size_t frames) {
  auto const one = modes * detector * detector * sizeof(Complex<Real>);
  return static_cast<int>(std::clamp<std::size_t>(chunk_bytes / one, 1, std::max<std::size_t>(frames, 1)));
}

/// The measured side of a scan in the memory of one device: frames in their integer type, mask and patch corners.
/// Frames are numbered in the order given (neighbours close together).
/// After its own frames come the corners of those of other devices that light its pixels.
template <class Exec, class Real>
struct DeviceScan {
  int frames = 0;
  int lighting = 0;        ///< its frames and those of others that light its pixels
  int earlier = 0;         ///< of those of others, the ones whose light is added first
  int total_frames = 0;    ///< of all devices
  std::vector<int> ranks;  ///< [frame] in the order of all frames
  int detector = 0;        ///< D
  core::Box updated;       ///< pixels that this device steps, in the part of the object that it holds
  core::Box owned;         ///< pixels that are counted with this device, in the same
  Sampling sampling = Sampling::nearest;
  int modes = 1;
  int chunk_frames = 1;         ///< frames of a chunk
  FrameSource<Exec> counts;     ///< on a host device the memory of the Scan itself, which must outlive this
  Array2<Exec, Real> measured;  ///< [row][col] 1 = measured, 0 = masked
  Array2<Exec, Real> fitted;    ///< [row][col] 1 = fitted, 0 = held out; empty: all
  Array1<Exec, int> shift;      ///< [frame] of the rows of `fitted`
  device::Mirrored<Array2<Exec, int>> corner;       ///< [frame][2] row and column of the patch corner in the local box
  device::Mirrored<Array2<Exec, Real>> fraction;    ///< [frame][2] what is left between pixels
  device::Mirrored<Array1<Exec, Real>> brightness;  ///< [frame] factor of the amplitude; empty: 1
  device::Mirrored<Array2<Exec, Real>> background;  ///< [row][col] photons, added to every frame; empty: none
  double total_counts = 0;                          ///< sum of d over the measured pixels of its frames
  double poisson_guard = 1e-6;                      ///< photons, see model/noise.hpp
  double total_amplitude = 0;                       ///< sum of sqrt(d) over the same

  [[nodiscard]] PixelChoice<Real> pixels() const { return {measured.data(), fitted.data(), shift.data(), detector}; }
  [[nodiscard]] FrameRange all() const { return {0, frames}; }
  /// Frames of other devices, positions only: those whose light is added before that of its own frames, and after.
  [[nodiscard]] FrameRange earlier_neighbours() const { return {frames, earlier}; }
  [[nodiscard]] FrameRange later_neighbours() const { return {frames + earlier, lighting - frames - earlier}; }
  /// Every device steps the whole object.
  [[nodiscard]] bool replicated() const { return updated != owned; }
};

/// Puts patch corners where the frames lie: own ones, then neighbours. placement: of all frames of the scan.
template <class Exec, class Real>
void place_patches(DeviceContext<Exec> const& device, DeviceScan<Exec, Real> const& scan, Placement const& placement,
                   Tile const& tile);

/// Copies frames of a scan to the device (a host device only points to them).
template <class Exec, class Real>
DeviceScan<Exec, Real> make_device_scan(DeviceContext<Exec> const& device, Scan const& scan, Placement const& placement,
                                        Tile const& tile, Sampling sampling, FrameStorage const& storage = {});

}  // namespace ptyger::model
