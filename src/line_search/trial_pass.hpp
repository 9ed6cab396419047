#pragma once

#include <array>

#include "line_search/trials.hpp"
#include "model/far_fields.hpp"
#include "model/moves.hpp"

namespace ptyger::line_search {

using TrialSteps = std::array<double, trial_steps>;
using TrialValues = std::array<double, trial_steps>;

/// The objective at a few steps along a direction, exactly, without a transform per step (src/solver/README.md, "Line
/// search without extra transforms"). Two transforms a frame and mode for a joint step (a, b), one else, and one more
/// for f unless it is carried; `fourier` two more.
template <class Exec, class Real>
class TrialPass {
 public:
  TrialPass(DeviceContext<Exec> const& device, model::ForwardModel<Exec, Real>& model)
      : device_(device), model_(model) {}

  /// Objective of the frames `tried`. Where a strategy keeps fields or coefficients, those of all frames are filled.
  TrialValues run(model::FrameRange tried, model::Estimate<Exec, Real> const& estimate,
                  model::Estimate<Exec, Real> const& direction, model::Moves moves, Noise noise,
                  TrialSteps const& steps, model::FarFields<Exec, Real>& cached);

  /// The same from kept coefficients: no transforms.
  TrialValues from_coefficients(model::FrameRange tried, Noise noise, TrialSteps const& steps,
                                model::FarFields<Exec, Real> const& cached);

 private:
  /// What the sums of one pass share.
  struct Question {
    model::FrameRange tried;
    Noise noise;
    TrialSteps steps;
  };
  void sum(model::FrameRange chunk, int number, model::AnyFrameRows const& counts, Question const& question,
           std::array<model::WaveRows<Real>, 3> waves, Real* coefficients, bool from_kept);
  Real* coefficients_of(model::FrameRange chunk, model::FarFields<Exec, Real> const& cached) const;
  TrialValues total(int chunks) const;

  DeviceContext<Exec> const& device_;
  model::ForwardModel<Exec, Real>& model_;
};

}  // namespace ptyger::line_search
