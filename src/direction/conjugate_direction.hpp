#pragma once

#include "comm/transport.hpp"
#include "device/largest.hpp"
#include "direction/cg_rule.hpp"
#include "direction/probe_subspace.hpp"
#include "model/estimate.hpp"
#include "model/moves.hpp"

namespace ptyger::direction {

/// Regularisation of the preconditioner: 1 / (weight + 0.05 max weight), src/solver/README.md "Preconditioner".
inline constexpr double preconditioner_floor = 0.05;

/// One sequence of conjugate directions of object and probe, or of one of them: preconditioner, rule, restarts.
template <class Exec, class Real>
class ConjugateDirection {
 public:
  /// State between two directions, which a checkpoint stores.
  struct State {
    model::Estimate<Exec, Real> direction;
    model::Estimate<Exec, Real> last_gradient;        ///< gradient from which the direction was made
    model::Estimate<Exec, Real> last_preconditioned;  ///< the preconditioned last_gradient
    bool fresh = true;                                ///< the next direction is a restart
    model::Moves moved;                               ///< parts of the estimate that the direction moves
  };

  /// Directions for estimates of the shape of `like`. probe_subspace: holds the probe, and the gradients that next() is
  /// given; the preconditioned gradient is projected onto it.
  ConjugateDirection(DeviceContext<Exec> const& device, comm::Transport<Exec, Real>& transport, Rule rule,
                     model::Estimate<Exec, Real> const& like, ProbeSubspace<Exec, Real> const& probe_subspace);

  /// Makes the next direction. Restarts after forget(), when other parts move than before, when beta is not finite and
  /// when the direction would not descend. Collective. Alone, the device does not wait: outcome() is known afterwards.
  void next(model::Estimate<Exec, Real> const& gradient, model::Illumination<Exec, Real> const& illumination,
            model::Moves moves);
  /// How the last direction was made, once the device has been waited for; the same on every device.
  [[nodiscard]] Outcome outcome() const { return *outcome_.host(); }
  /// The last direction.
  [[nodiscard]] model::Estimate<Exec, Real> const& direction() const { return state_.direction; }
  /// Makes the next direction a restart.
  void forget() { state_.fresh = true; }
  [[nodiscard]] State& state() { return state_; }

 private:
  void precondition(model::Estimate<Exec, Real> const& gradient, model::Illumination<Exec, Real> const& illumination,
                    model::Moves moves);
  void multiply(model::Estimate<Exec, Real> const& gradient);
  void conjugate(model::Estimate<Exec, Real> const& gradient, bool restart);

  DeviceContext<Exec> const& device_;
  comm::Transport<Exec, Real>& transport_;
  Rule rule_;
  ProbeSubspace<Exec, Real> const& probe_subspace_;
  State state_;
  model::Estimate<Exec, Real> preconditioned_;                ///< preconditioned gradient of the present iteration
  device::Mirrored<Array1<Exec, device::Sums<8>>> products_;  ///< InnerProducts
  device::Mirrored<Array1<Exec, Outcome>> outcome_;
  device::Mirrored<Array1<Exec, device::Maxima<Real>>> peaks_;  ///< for the rule `reference`
};

}  // namespace ptyger::direction
