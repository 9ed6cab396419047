#pragma once

#include "comm/transport.hpp"
#include "direction/cg_rule.hpp"
#include "model/estimate.hpp"
#include "model/moves.hpp"

namespace ptyger::direction {

/// Regularisation of the preconditioner: 1 / (weight + 0.05 max weight), src/solver/README.md "Preconditioner".
inline constexpr double preconditioner_floor = 0.05;

/// One sequence of conjugate directions over object and probe, or over one of them: preconditioner, rule, restarts.
template <class Exec, class Real>
class ConjugateDirection {
 public:
  struct Outcome {
    double beta = 0;
    bool restart = true;  ///< the direction is the preconditioned gradient
  };

  /// What the next direction is made of besides the gradient there.
  struct State {
    model::Estimate<Exec, Real> direction;
    model::Estimate<Exec, Real> last_gradient;        ///< where the direction was made
    model::Estimate<Exec, Real> last_preconditioned;  ///< the same, preconditioned
    bool fresh = true;                                ///< the next direction starts afresh
    model::Moves moved;                               ///< by the last step
  };

  /// Directions for estimates of the shape of `like`.
  ConjugateDirection(DeviceContext<Exec> const& device, comm::Transport<Exec, Real>& transport, Rule rule,
                     model::Estimate<Exec, Real> const& like);

  /// The next direction. Restarts after forget(), when the parts to move change, when beta is not finite and when the
  /// direction would not descend.
  Outcome next(model::Estimate<Exec, Real> const& gradient, model::Illumination<Exec, Real> const& illumination,
               model::Moves moves);
  [[nodiscard]] model::Estimate<Exec, Real> const& direction() const { return state_.direction; }
  /// The next direction starts afresh.
  void forget() { state_.fresh = true; }
  [[nodiscard]] State& state() { return state_; }

 private:
  void precondition(model::Estimate<Exec, Real> const& gradient, model::Illumination<Exec, Real> const& illumination,
                    model::Moves moves);
  InnerProducts multiply(model::Estimate<Exec, Real> const& gradient);
  void conjugate(model::Estimate<Exec, Real> const& gradient, double beta);

  DeviceContext<Exec> const& device_;
  comm::Transport<Exec, Real>& transport_;
  Rule rule_;
  State state_;
  model::Estimate<Exec, Real> preconditioned_;
  using Products = Kokkos::View<device::Sums<8>, typename Exec::memory_space>;
  Products products_;
  typename Products::HostMirror products_host_;
};

}  // namespace ptyger::direction
