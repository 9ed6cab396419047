#pragma once

#include "ptyger/reconstruct.hpp"

namespace ptyger::tuning {

/// Half of the frames of a trial; both halves cover the field evenly.
enum class Half { first, second };

/// Outcome of a trial run.
struct Trial {
  Options options;      ///< options that it ran with
  Result result;        ///< its images
  double held_out = 0;  ///< mean misfit of the held-out pixels in its last epoch or iteration
};

/// Short reconstructions of neighbouring frames in the middle of a scan.
class Trials {
 public:
  /// options: of the run for which the trials are made. The observer is asked whether to stop.
  Trials(Scan const& scan, Options const& options, Observer const& observer);

  /// Starts from the initial probe of the scan.
  Trial from_probe(Options options);
  /// Continues the start of an earlier trial, with other options.
  Trial continued(Trial const& from, Options const& options);
  /// Continues the start of an earlier trial on half as many frames again.
  Trial on_more_frames(Trial const& from);
  /// Reconstructs half of the frames of a trial on_more_frames(), beginning with its probe, at its positions.
  Trial of_half(Half half, Trial const& from, double smoothness);

  /// Whether the memory suffices for a run of the whole scan with these options.
  [[nodiscard]] bool whole_scan_fits(Options const& options) const;
  /// Options of all trials, unless they are given others.
  [[nodiscard]] Options const& options() const { return options_; }
  /// The frames of a trial on_more_frames().
  [[nodiscard]] Scan const& more_frames() const { return more_frames_; }
  /// Images that all trials together have transformed.
  [[nodiscard]] double transforms() const { return transforms_; }
  /// Whether the observer has asked to stop. Further trials do nothing, and have no images.
  [[nodiscard]] bool stopped() const { return stopped_; }

 private:
  Trial continued(Scan scan, Trial const& from, Options options, int epochs);
  /// Runs epochs of the start only, or also `iterations` of the conjugate gradients.
  Trial run(Scan const& scan, Options options, int epochs, int iterations = 0);

  Scan const& scan_;
  Scan frames_;
  Scan more_frames_;  ///< begins with the same frames
  Options options_;
  Observer const& observer_;
  double transforms_ = 0;
  bool stopped_ = false;
};

}  // namespace ptyger::tuning
