#pragma once

#include "solver/frame_proposals.hpp"
#include "solver/workspace.hpp"
#include "update/frame_fit.hpp"
#include "update/variation_fit.hpp"

namespace ptyger::solver {

/// Largest step of a log brightness.
inline constexpr double largest_log_brightness_step = 0.3;

/// Corrects position and brightness of each frame, its shares of the variation probes unless the scan states them, and
/// the background that all frames share, by Gauss-Newton steps in turn with the steps of object and probe
/// (src/solver/README.md, "Refinement", "Variable probe"). Every device computes the steps of its own frames and knows
/// the corrections of all frames. Parameters that the objective does not determine are removed:
/// the mean drift, the drift that grows with the distance from the middle of the field, and the mean brightness.
template <class Exec, class Real>
class FrameRefinement {
 public:
  FrameRefinement(Workspace<Exec, Real>& workspace, Options const& options, model::Placement const& placement,
                  std::span<model::Tile const> tiles);

  /// Whether the options ask for corrections.
  [[nodiscard]] bool wanted() const { return pass_.has_value() || variation_pass_.has_value(); }
  /// Whether positions, brightness or background are corrected, which the start does, too.
  [[nodiscard]] bool corrects_scan() const { return pass_.has_value(); }
  /// Whether a step is due after this CG iteration.
  [[nodiscard]] bool due(int iteration) const;
  /// One step of positions, brightness and background at the estimate, after an epoch of the start. Collective.
  void step_in_start(int epoch) {
    begin_step();
    step_scan(epoch);
  }
  /// One step of the corrections that are due at the estimate, after a CG iteration of this number. Collective.
  void step(int iteration);
  /// Whether the last step has chosen other variation probes, so that directions of the probe mean nothing any more.
  [[nodiscard]] bool changed_probes() const { return !probe_before_.empty(); }
  /// Takes the last step back and halves the longest step of later ones.
  void take_back();

  [[nodiscard]] FrameCorrections const& corrections() const { return corrections_; }
  /// Replaces the corrections. Throws InputError when they correct other things than the options ask for.
  void resume(FrameCorrections const& from);

 private:
  /// Whether positions, brightness or background are due after this CG iteration.
  [[nodiscard]] bool scan_due(int iteration) const { return pass_ && iteration % refinement_interval == 0; }
  /// Whether the variable probe is due after this CG iteration.
  [[nodiscard]] bool variation_due(int iteration) const { return variation_pass_ && model::variation_due(iteration); }
  void begin_step();
  void step_scan(int iteration);
  void step_variation();
  void propose_shares(std::vector<update::ShareSlopes> const& slopes, std::vector<double> const& norms);
  void take_principal_probes(std::vector<std::complex<double>> const& probe,
                             std::vector<std::complex<double>> const& gram);
  void propose(std::vector<update::FrameSlopes> const& slopes);
  void escape_false_minima();
  void try_drift(model::FrameRange frames, double row, double col);
  void share();
  void sum_background_slopes();
  void remove_undetermined();
  void step_background();
  void apply_corrections();

  Workspace<Exec, Real>& work_;
  Options const& options_;
  model::Placement const& placement_;  ///< positions of the frames without corrections
  model::Tile const& tile_;
  FrameProposals proposals_;
  std::vector<double> background_slopes_;  ///< [2][row][col] dL/db and its curvature, of all frames
  std::optional<update::FrameFitPass<Exec, Real>> pass_;
  std::optional<update::VariationFitPass<Exec, Real>> variation_pass_;
  std::vector<std::complex<double>> probe_before_;  ///< modes and variation probes before the last step changed them
  FrameCorrections corrections_;                    ///< present corrections
  FrameCorrections corrections_before_;             ///< corrections before the last step
  // Memory of one step, kept from step to step.
  model::Placement corrected_placement_;                    ///< positions of the frames with the present corrections
  std::optional<model::FrameSubsets<Exec>> frames_by_fit_;  ///< subset 0: frames that try other drifts; 1: others
  std::vector<int> subset_of_frame_;      ///< [frame of the device] number of its subset in frames_by_fit_
  std::vector<double> least_objectives_;  ///< [frame of the scan] least objective of all drifts tried
};

}  // namespace ptyger::solver
