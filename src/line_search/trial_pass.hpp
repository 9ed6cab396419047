#pragma once

#include <array>

#include "line_search/trials.hpp"
#include "model/far_fields.hpp"
#include "model/moves.hpp"

namespace ptyger::line_search {

using TrialSteps = std::array<double, trial_steps>;   ///< step lengths
using TrialValues = std::array<double, trial_steps>;  ///< objective at each step length

/// The exact objective at a few steps along a direction, without a transform per step (src/solver/README.md, "Line
/// search"). Two transforms a frame and mode for a joint direction, otherwise one; one more unless far fields are
/// cached; `fourier` two more.
template <class Exec, class Real>
class TrialPass {
 public:
  TrialPass(DeviceContext<Exec> const& device, model::ForwardModel<Exec, Real>& model)
      : device_(device), model_(model) {}

  /// Objective of the frames `tried`. Fills the cache, if there is one, for all frames of the device.
  TrialValues run(model::FrameRange tried, model::Estimate<Exec, Real> const& estimate,
                  model::Estimate<Exec, Real> const& direction, model::Moves moves, Noise noise,
                  TrialSteps const& steps, model::FarFields<Exec, Real>& cached);

  /// Objective of the frames `tried` from cached coefficients, without transforms.
  TrialValues from_coefficients(model::FrameRange tried, Noise noise, TrialSteps const& steps,
                                model::FarFields<Exec, Real> const& cached);

 private:
  /// Arguments of one pass.
  struct Trials {
    model::FrameRange tried;  ///< frames whose objective is summed
    Noise noise;
    TrialSteps steps;
  };
  void sum(model::FrameRange chunk, model::AnyFrameRows const& counts, Trials const& trials,
           std::array<model::WaveRows<Real>, 3> waves, Real* coefficients, bool use_cached);
  Real* intensity_coefficients(model::FrameRange chunk, model::FarFields<Exec, Real> const& cached) const;
  TrialValues total() const;

  DeviceContext<Exec> const& device_;
  model::ForwardModel<Exec, Real>& model_;
};

}  // namespace ptyger::line_search
