#pragma once

#include "ptyger/reconstruct.hpp"

namespace ptyger {

/// Which settings choose_settings() chooses from the data.
struct Automatic {
  bool noise = true;           ///< Options::noise
  bool sampling = true;        ///< Options::sampling, bilinear or fourier
  bool probe_modes = true;     ///< Options::probe_modes
  bool positions = true;       ///< Options::refine.positions; not with nearest sampling
  bool smoothness = true;      ///< Options::smoothness
  bool edge_threshold = true;  ///< Options::edge_threshold; only together with the smoothness
  bool probe_defocus = false;  ///< distance by which the probe of the scan is propagated

  /// Whether anything is chosen.
  [[nodiscard]] bool any() const { return noise || probe_defocus || needs_trials(); }
  /// Whether trial runs are needed.
  [[nodiscard]] bool needs_trials() const { return sampling || probe_modes || positions || smoothness; }
};

/// Settings that were chosen from the data.
struct ChosenSettings {
  Options options;        ///< the given options with the chosen settings; the probe of the scan is the initial probe
  double transforms = 0;  ///< transforms of the trial runs and of the search for a probe, a frame of the scan
  std::optional<double> probe_defocus_m =
      {};  ///< distance by which the probe was propagated, metres; empty: not chosen
};

inline constexpr std::size_t least_trial_frames = 64;  ///< smallest number of frames for trial runs
inline constexpr double least_smoothness = 0.03;       ///< smallest weight that is chosen
inline constexpr double most_smoothness = 2;           ///< largest weight that is chosen

/// Chooses settings by short trial runs on neighbouring frames in the middle of a scan, on the devices of the run
/// (src/tuning/README.md). Scans of fewer than least_trial_frames frames get bilinear sampling, one probe mode, fixed
/// positions and least_smoothness. Kokkos must be initialised.
/// @param scan       the scan; a probe that is searched for, or propagated, is put into it,
///                   and a given probe gets the further modes of the trials
/// @param options    settings that are not chosen
/// @param automatic  which settings to choose
/// @param observer   on_message is told each choice and why; stop_requested may end the trial runs, and the settings
///                   that are missing then stay as given
/// @throws InputError and CallError as reconstruct() does
ChosenSettings choose_settings(Scan& scan, Options options, Automatic automatic, Observer const& observer = {});

}  // namespace ptyger
