#pragma once

#include <array>

#include "fft/fft2d_batch.hpp"
#include "model/estimate.hpp"
#include "model/exit_waves.hpp"
#include "model/transform_count.hpp"

namespace ptyger::model {

/// The two sets of images that a pass looks at: the iterate and a direction.
enum class Slot { estimate = 0, direction = 1 };

/// f_{j,m} = F(p_m S_j psi) for the frames of one chunk, with the work space that it takes. Everything is allocated at
/// construction. Patches are cut, interpolated or left whole as the sampling asks (src/solver/README.md, "Positions
/// between pixels"); with `fourier` each frame sees its own shifted probe.
template <class Exec, class Real>
class ForwardModel {
 public:
  ForwardModel(DeviceContext<Exec> const& device, DeviceScan<Exec, Real>& scan, int probe_size);

  [[nodiscard]] int chunk_frames() const { return chunk_frames_; }
  [[nodiscard]] int modes() const { return modes_; }
  [[nodiscard]] int probe_size() const { return probe_size_; }
  [[nodiscard]] DeviceScan<Exec, Real> const& scan() const { return scan_; }

  /// Calls work(chunk, number of the chunk) for the frames of a range, chunk by chunk.
  template <class Work>
  int for_each_chunk(FrameRange frames, Work const& work) const {
    int number = 0;
    for (int begin = 0; begin < frames.count; begin += chunk_frames_) work(frames.part(begin, chunk_frames_), number++);
    return number;
  }

  /// Calls work(chunk, number of the chunk, counts), with the measured counts of the chunk in the memory of the device.
  template <class Work>
  int for_each_measured_chunk(FrameRange frames, Work const& work) {
    return scan_.counts.for_each_chunk(frames, work);
  }

  /// A field cut at the whole-pixel patch corners of a chunk.
  template <class T>
  [[nodiscard]] ImageRows<T> cut(Array2<Exec, std::remove_const_t<T>> const& field, FrameRange chunk) const {
    return {field.data(), field.extent_int(1), 0, scan_.corner.data(), chunk};
  }
  /// Patches of a field at the positions of a chunk.
  [[nodiscard]] PatchRows<Real> patches(Array2<Exec, Complex<Real>> const& field, FrameRange chunk,
                                        Along derivative = Along::none) const {
    return {cut<Complex<Real> const>(field, chunk),
            scan_.sampling == Sampling::bilinear ? scan_.fraction.data() : nullptr, derivative};
  }
  /// Announces the probe that the next chunks see in a slot.
  void set_probe(Array3<Exec, Complex<Real>> const& probe, Slot slot);
  /// The announced probe as the frames of a chunk see it.
  ProbeRows<Real> probe(FrameRange chunk, Slot slot);
  /// With `fourier`: the derivative by the position of the frame of the probe that they see; overwrites what
  /// Slot::direction showed.
  ProbeRows<Real> probe_derivative(FrameRange chunk, Along along);

  /// Work space for the waves of one chunk; three of them, one behind the other.
  [[nodiscard]] WaveRows<Real> waves(int which) const;
  [[nodiscard]] WaveRows<Real> wave_rows(Complex<Real>* base) const;
  /// Values that one mode of one frame takes up in a wave.
  [[nodiscard]] std::size_t wave_pixels() const {
    return static_cast<std::size_t>(scan_.detector) * static_cast<std::size_t>(fft::row_pitch<Exec>(scan_.detector));
  }
  /// Scale that makes the next transform of waves unitary.
  [[nodiscard]] Real unitary() const { return Real(1) / static_cast<Real>(scan_.detector); }
  /// What waves are multiplied by, frame by frame, before the next transform.
  [[nodiscard]] FrameScale<Real> scales() const { return {unitary(), scan_.brightness.data()}; }
  void to_far_field(WaveRows<Real> waves, FrameRange chunk);
  void to_exit_waves(WaveRows<Real> waves, FrameRange chunk);

  /// Adds one image per frame into the pixels of a field that this device steps: the transpose of patches().
  void scatter(ImageRows<Real const> images, Array2<Exec, Real> const& field, FrameRange chunk) const;
  /// With `fourier`: zeros, [frame][mode][row][col], to which the caller adds what add_unshifted() shifts back.
  [[nodiscard]] Complex<Real>* unshifting();
  /// With `fourier`: adds the transposed shift of what was left in unshifting() for a chunk.
  void add_unshifted(FrameRange chunk);
  /// With `fourier`: adds the sum of the add_unshifted() calls to `gradient`.
  void finish_unshifted(Array3<Exec, Complex<Real>> const& gradient);
  /// With `fourier`: work images of P x P, [frame][row][col].
  [[nodiscard]] ImageRows<Real> powers() const;
  [[nodiscard]] Array1<Exec, device::Sums<4>> const& chunk_sums() const { return chunk_sums_; }

  /// Sum over chunks of what the kernels of a pass left in chunk_sums(), in order; waits for the device.
  device::Sums<4> total(int chunks) const;

  /// Transforms since construction.
  [[nodiscard]] TransformCount& transforms() { return transformed_; }
  [[nodiscard]] TransformCount const& transforms() const { return transformed_; }

 private:
  ProbeRows<Real> shifted(FrameRange chunk, Array3<Exec, Complex<Real>> const& spectrum,
                          Array1<Exec, Complex<Real>> const& to, Along along);

  DeviceContext<Exec> const& device_;
  DeviceScan<Exec, Real>& scan_;
  int modes_;
  int probe_size_;
  int chunk_frames_;
  bool shifting_;  ///< the sampling is fourier
  fft::Fft2dBatch<Exec, Real> detector_fft_;
  std::unique_ptr<fft::Fft2dBatch<Exec, Real>> probe_fft_;  ///< only when shifting
  Array1<Exec, Complex<Real>> waves_;                       ///< [3][frame][mode][D][D]
  Array3<Exec, Real> powers_;                               ///< [frame][P][P], only when shifting
  std::array<Array3<Exec, Complex<Real>>, 2> spectrum_;     ///< [slot][mode][P][P]
  std::array<Array1<Exec, Complex<Real>>, 2> shifted_;      ///< [slot][frame][mode][P][P]
  Array1<Exec, Complex<Real>> unshifting_;                  ///< [frame][mode][P][P]
  Array3<Exec, Complex<Real>> unshifted_;                   ///< [mode][P][P]
  Array1<Exec, Complex<Real>> phases_;                      ///< [frame][2][P]
  std::array<Complex<Real> const*, 2> shared_ = {};         ///< [slot] probe seen by all frames
  Array1<Exec, device::Sums<4>> chunk_sums_;
  typename Array1<Exec, device::Sums<4>>::HostMirror chunk_sums_host_;
  TransformCount transformed_{scan_.total_frames, modes_};
};

}  // namespace ptyger::model
