#pragma once

#include <cstdint>

namespace ptyger::model {

/// Number of two-dimensional Fourier transforms of images: of a device, of all devices until the last reduction, and
/// until the estimate of a reconstruction was reached. One transform of all modes of all frames is one pass.
class TransformCount {
 public:
  /// Numbers that a reduction over the devices carries for the count.
  static constexpr int reduced_values = 1;

  /// frames: frames of the whole scan.
  TransformCount(int frames, int modes) : images_of_pass_(double(frames) * modes) {}

  /// Adds images that this device has transformed.
  TransformCount& operator+=(std::int64_t images) {
    device_images_ += images;
    return *this;
  }
  /// Images that this device has transformed in this run.
  [[nodiscard]] std::int64_t device_images() const { return device_images_; }

  /// Continues the count of an earlier run of all devices. images: images that it transformed, without the evaluation
  /// at the last estimate; is_root: this device adds them to the sum over the devices.
  void resume(double images, bool is_root) {
    total_ = images;
    if (is_root) earlier_images_ = images;
  }
  /// The value of this device in a reduction over the devices.
  [[nodiscard]] double contribution() const { return static_cast<double>(device_images_) + earlier_images_; }
  /// Sets the sum that the reduction gave.
  void set_total(double images) { total_ = images; }
  /// Passes of all devices until the last reduction.
  [[nodiscard]] double passes() const { return total_ / images_of_pass_; }

  /// Called before and after the evaluation of a new estimate, whose transforms are counted apart.
  void begin_evaluation() {
    evaluation_ = total_;
    passes_to_estimate_ = passes();
  }
  void end_evaluation() { evaluation_ = total_ - evaluation_; }
  /// Passes until the estimate was reached, without its evaluation.
  [[nodiscard]] double passes_to_estimate() const { return passes_to_estimate_; }
  /// Value from the record of an estimate that a resumed run evaluates again.
  void set_passes_to_estimate(double passes) { passes_to_estimate_ = passes; }
  /// Images of all devices until the last reduction, without the evaluation of the estimate.
  [[nodiscard]] double images_without_evaluation() const { return total_ - evaluation_; }

 private:
  double images_of_pass_;           ///< frames of the scan times probe modes
  std::int64_t device_images_ = 0;  ///< images that this device has transformed in this run
  double earlier_images_ = 0;       ///< images of earlier runs; 0 except on device 0
  double total_ = 0;                ///< images of all devices until the last reduction
  double evaluation_ = 0;           ///< images of the last evaluation; during an evaluation: total_ before it
  double passes_to_estimate_ = 0;   ///< passes until the last evaluation began
};

}  // namespace ptyger::model
