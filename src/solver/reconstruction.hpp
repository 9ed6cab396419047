#pragma once

#include "direction/conjugate_direction.hpp"
#include "solver/frame_refinement.hpp"
#include "solver/history.hpp"
#include "solver/local_part.hpp"
#include "solver/step_search.hpp"

namespace ptyger::solver {

/// How the devices of a run share the object and the frames, and the checkpoint that they make.
template <class Exec, class Real>
struct Sharing {
  LocalPart<Exec, Real> part;          ///< images of this device
  model::Placement const& placement;   ///< places of all frames
  std::span<model::Tile const> tiles;  ///< [device]
  Checkpoint& checkpoint;              ///< only device 0 uses it; has images only while the observer is given it
};

/// The solver on one device: the start, then the loop.
template <class Exec, class Real>
class Reconstruction {
 public:
  Reconstruction(Workspace<Exec, Real>& workspace, History& history, Options const& options,
                 Sharing<Exec, Real> sharing);

  /// Ordered-subset start (src/solver/README.md, "Ordered-subset start"), unless the options or the number of frames
  /// exclude it.
  void start();
  /// Restores the state of a checkpoint, instead of start(). The estimate of the workspace must be restored already.
  void resume(Checkpoint const& from);
  /// Iterates conjugate gradients until the limit, the stopping rule or a request to stop.
  void iterate();
  /// Misfit at the estimate: from the last iteration, else computed.
  model::Misfit misfit() { return evaluated_ ? misfit_ : work_.misfit(options_.noise); }

  [[nodiscard]] FrameCorrections const& corrections() const { return refinement_.corrections(); }

 private:
  /// One sequence of conjugate directions: of object and probe together, or of one of them.
  struct Sequence {
    model::Moves moves;  ///< parts of the estimate that its steps move
    direction::ConjugateDirection<Exec, Real> directions;
    StepSearch<Exec, Real> search;
  };
  /// Outcome of advance(): the step that it made.
  struct Step {
    double length = 0;     ///< step length; 0: the estimate did not move
    double beta = 0;       ///< factor of the previous direction
    bool restart = false;  ///< the sequence restarted, or its step was shortened or taken back
    bool stuck = false;    ///< no step along the preconditioned gradient lowers the objective
  };

  Sequence make_sequence(model::Moves moves);
  Step advance(Sequence& sequence, model::Moves moves, bool misfit_only);
  bool record(HistoryRecord const& record, model::Misfit const& misfit);
  void save(int iteration, bool stuck);
  bool has_ended(int iteration, bool stuck);
  void evaluate(bool misfit_only);
  void refine_frames(int iteration);
  void keep_best();
  void take_best();
  void move(Sequence& sequence, model::Moves moves, double from, double to, bool misfit_only);

  Workspace<Exec, Real>& work_;
  History& history_;
  Options const& options_;
  Sharing<Exec, Real> sharing_;
  FrameRefinement<Exec, Real> refinement_;
  std::vector<Sequence> sequences_;
  std::optional<model::Estimate<Exec, Real>> best_;  ///< the estimate with the least misfit of held-out pixels
  FrameCorrections best_corrections_;                ///< corrections of the scan at best_
  model::Misfit misfit_;                             ///< misfit at the estimate
  bool evaluated_ = false;                           ///< misfit_ is known
  bool started_ = false;  ///< the probe moves from the first iteration: a start has run, or an object was given
};

}  // namespace ptyger::solver
