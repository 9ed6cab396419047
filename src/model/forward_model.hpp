#pragma once

#include <array>
#include <memory>

#include "device/partial_sums.hpp"
#include "fft/fft2d_batch.hpp"
#include "model/detector/response.hpp"
#include "model/estimate.hpp"
#include "model/frame_probes.hpp"
#include "model/moves.hpp"
#include "model/near_field/propagator.hpp"
#include "model/transform_count.hpp"

namespace ptyger::model {

/// The estimate as the frames of one chunk see it: the point where ForwardModel is applied and linearised.
template <class Real>
struct ChunkEstimate {
  FrameRange chunk;
  ProbeRows<Real> probe;
  PatchRows<Real> patch;
};

/// The forward model f_{j,m} = F(p_m S_j psi) of the frames of a device, its tangent and its adjoint: the only place
/// that knows exit waves, the sampling of positions and how probes reach frames (src/solver/README.md, "Model and
/// objective"). In a near field F is replaced by F^H H_j F ("Near field"): what is called a far field here is then the
/// wave at the detector, and takes two transforms in place of one. Works chunk by chunk; everything is allocated at
/// construction. A pass calls
///   set_estimate(); for each chunk: x = at(chunk); apply(x, f); ...; adjoint(x, residuals, gradient);
///   finish_adjoint(gradient).
template <class Exec, class Real>
class ForwardModel {
 public:
  ForwardModel(DeviceContext<Exec> const& device, DeviceScan<Exec, Real>& scan, int probe_size);

  [[nodiscard]] int modes() const { return scan_.modes; }
  /// K: number of variation probes, which follow the modes in the probe of an estimate.
  [[nodiscard]] int variation() const { return scan_.variation; }
  [[nodiscard]] int probe_size() const { return probe_size_; }
  [[nodiscard]] DeviceScan<Exec, Real> const& scan() const { return scan_; }

  /// Calls work(chunk) for the frames of a range, chunk by chunk.
  template <class Work>
  void for_each_chunk(FrameRange frames, Work const& work) const {
    for (int begin = 0; begin < frames.count; begin += scan_.chunk_frames) work(frames.part(begin, scan_.chunk_frames));
  }

  /// Calls work(chunk, counts), with the measured counts of the chunk in the memory of the device.
  template <class Work>
  void for_each_measured_chunk(FrameRange frames, Work const& work) {
    scan_.counts.for_each_chunk(frames, work);
  }

  /// Sets the estimate of the next chunks. Its memory must stay; a pass that changes its values calls this again.
  void set_estimate(Estimate<Exec, Real> const& estimate);
  /// Sets the direction of the next tangents and which parts of the estimate it moves.
  void set_direction(Estimate<Exec, Real> const& direction, Moves moves);

  /// The estimate as the frames of a chunk see it; valid until the next call. `fourier`: one transform a frame and
  /// mode.
  [[nodiscard]] ChunkEstimate<Real> at(FrameRange chunk);

  /// Far fields f of a chunk. One transform a frame and mode.
  void apply(ChunkEstimate<Real> const& x, WaveRows<Real> f);
  /// Derivatives of the far fields along the direction d: f(x + t d) = f + t a + t^2 b. Without a joint direction b is
  /// 0 and is not written. One transform a frame and mode, two of a joint direction; `fourier`: one more when the probe
  /// moves.
  void tangent(ChunkEstimate<Real> const& x, WaveRows<Real> a, WaveRows<Real> b);
  /// apply() and tangent().
  void apply_with_tangent(ChunkEstimate<Real> const& x, WaveRows<Real> f, WaveRows<Real> a, WaveRows<Real> b);
  /// Derivative of the far fields by the row or the column of each frame's position, pixels; `bilinear` and `fourier`
  /// only. adjoint() of the chunk must not follow this call. One transform a frame and mode, with `fourier` two, in a
  /// near field four.
  void position_derivative(ChunkEstimate<Real> const& x, Along along, WaveRows<Real> f);
  /// Far fields of the variation probes in place of the first mode, f: [frame][K][D][D]: derivatives of its far field
  /// by the shares of the frame. K transforms a frame, with `fourier` two K.
  void apply_variations(ChunkEstimate<Real> const& x, WaveRows<Real> f);
  /// Adds the adjoint of the tangent of a chunk, applied to residuals dL/d conj(f) that were multiplied by
  /// adjoint_scales(), to `gradient`; overwrites the residuals. The gradient of the probe is complete after
  /// finish_adjoint(). illumination: if not null, gets the illumination of the chunk added, as by illuminate() but at
  /// less cost. One transform a frame and mode, with `fourier` two.
  void adjoint(ChunkEstimate<Real> const& x, WaveRows<Real> residuals, Estimate<Exec, Real> const& gradient,
               Illumination<Exec, Real> const* illumination = nullptr);
  /// Completes the gradient of the probe after the last chunk.
  void finish_adjoint(Estimate<Exec, Real> const& gradient);
  /// Factors that make the adjoint exact. The kernel that forms the residuals applies them, so that they cost nothing.
  [[nodiscard]] FrameScale<Real> adjoint_scales() const { return scales(); }

  /// Sets the illumination of object and probe to zero and adds the illumination of the object by those frames of other
  /// devices that come before this device's frames. Where frames lie is known here, so that no message is needed.
  void begin_illumination(Illumination<Exec, Real> const& illumination);
  /// Adds the illumination of object (S^T |p|^2) and probe (|S psi|^2) by the frames of a chunk.
  void illuminate(ChunkEstimate<Real> const& x, Illumination<Exec, Real> const& illumination);
  /// Adds the illumination of the object by the remaining frames of other devices.
  void finish_illumination(Illumination<Exec, Real> const& illumination);

  /// One of three work spaces for the waves of a chunk; which: 0, 1 or 2.
  [[nodiscard]] WaveRows<Real> waves(int which) const;
  /// Waves of a chunk in memory of the caller.
  [[nodiscard]] WaveRows<Real> wave_rows(Complex<Real>* base) const;
  /// Values that one mode of one frame takes up in waves.
  [[nodiscard]] std::size_t wave_pixels() const {
    return static_cast<std::size_t>(scan_.detector) * static_cast<std::size_t>(fft::row_pitch<Exec>(scan_.detector));
  }

  /// How the detector measures far fields; null: each pixel by itself.
  [[nodiscard]] Response<Exec, Real> const* response() const { return response_.get(); }

  /// Sums over the pixels of a pass.
  [[nodiscard]] device::PartialSums<Exec, 4> const& sums() const { return sums_; }

  /// Transforms since construction.
  [[nodiscard]] TransformCount& transforms() { return transform_count_; }
  [[nodiscard]] TransformCount const& transforms() const { return transform_count_; }

 private:
  /// Object and probe that a Slot refers to; the caller owns the memory.
  struct Images {
    Complex<Real> const* object = nullptr;  ///< null: zero, as in the direction of a step of the probe
    int stride = 0;                         ///< from row to row of the object
    Complex<Real> const* probe = nullptr;   ///< null: zero, as in the direction of a step of the object
  };
  [[nodiscard]] Images& images(Slot slot) { return images_[static_cast<std::size_t>(slot)]; }
  [[nodiscard]] ProbeRows<Real> probe(FrameRange chunk, Slot slot);
  [[nodiscard]] PatchRows<Real> patches(FrameRange chunk, Slot slot, Along derivative = Along::none);
  /// A field of the object cut at the whole-pixel patch corners of a chunk.
  template <class T>
  [[nodiscard]] ImageRows<T> cut(Array2<Exec, T> const& field, FrameRange chunk) const {
    return {field.data(), field.extent_int(1), 0, scan_.corner.data(), chunk};
  }
  /// Factors of exit waves, or of residuals, before their transform.
  [[nodiscard]] FrameScale<Real> scales() const {
    return {Real(1) / static_cast<Real>(scan_.detector), scan_.brightness.data()};
  }
  /// Calls work(mode, count) for `count` modes of a chunk from `mode` on: all at once, or one after the other where a
  /// chunk on a host device is a single frame, so that a wave is in the cache between its transform and a kernel.
  template <class Work>
  void for_each_part(FrameRange chunk, Work const& work) const {
    if (is_host_device<Exec> && chunk.count == 1)
      for (int mode = 0; mode < modes(); ++mode) work(mode, 1);
    else
      work(0, modes());
  }
  void apply(ProbeRows<Real> probe, PatchRows<Real> patch, FrameRange chunk, WaveRows<Real> f);
  void form_exit_waves(ProbeRows<Real> probe, PatchRows<Real> patch, FrameRange chunk, WaveRows<Real> waves);
  void shifting_derivative(ChunkEstimate<Real> const& x, Along along, WaveRows<Real> f);
  void tangent(ChunkEstimate<Real> const& x, WaveRows<Real> a, WaveRows<Real> b, WaveRows<Real> f);
  void to_far_field(WaveRows<Real> waves, FrameRange chunk);
  void to_exit_waves(WaveRows<Real> waves, FrameRange chunk);
  void transform(WaveRows<Real> waves, FrameRange chunk);
  void transform_back(WaveRows<Real> waves, FrameRange chunk);
  void illuminate_object(FrameRange chunk, ProbeRows<Real> probe, Illumination<Exec, Real> const& illumination);
  void illuminate_from(FrameRange neighbours, Illumination<Exec, Real> const& illumination);
  void scatter(ImageRows<Real const> images, Array2<Exec, Real> const& field, FrameRange chunk) const;

  DeviceContext<Exec> const& device_;
  DeviceScan<Exec, Real>& scan_;
  int probe_size_;  ///< P: the probe is P x P pixels
  fft::Fft2dBatch<Exec, Real> detector_fft_;
  std::unique_ptr<FrameProbes<Exec, Real>> frame_probes_;  ///< null: all frames see the same probe
  std::unique_ptr<Propagator<Exec, Real>> propagator_;     ///< null: far fields
  std::unique_ptr<Response<Exec, Real>> response_;         ///< null: the detector is ideal
  std::array<Images, 2> images_;                           ///< [slot]
  Array1<Exec, Complex<Real>> waves_;                      ///< [3][frame][mode][D][D]
  device::PartialSums<Exec, 4> sums_;
  TransformCount transform_count_{scan_.total_frames, scan_.modes};
};

}  // namespace ptyger::model
