#pragma once

#include "direction/conjugate_direction.hpp"
#include "solver/history.hpp"
#include "solver/step_search.hpp"

namespace ptyger {

/// The solver on one device while it runs: the start, then the loop.
template <class Exec, class Real>
class Reconstruction {
 public:
  Reconstruction(Workspace<Exec, Real>& workspace, History& history, Options const& options);

  /// Ordered-subset start (solver.md), unless the options or the number of frames say no.
  void start();
  /// Conjugate gradients until the limit, the stopping rule or a request to stop.
  void iterate();
  /// At the estimate as it stands: that of the last iteration, else a look of its own.
  Misfit misfit() { return evaluated_ ? misfit_ : work_.misfit(options_.noise); }

 private:
  /// One sequence of conjugate directions: of object and probe together, or of one of them.
  struct Line {
    Moves moves;
    ConjugateDirection<Exec, Real> directions;
    StepSearch<Exec, Real> search;
  };
  struct Step {
    double length = 0;
    double beta = 0;
    bool restart = false;
    bool stuck = false;  ///< not even the preconditioned gradient lowers the objective
  };

  Line make_line(Moves moves);
  Step advance(Line& line, Moves moves, bool last);
  void record(HistoryRecord const& record, Misfit const& misfit);
  void move(Line& line, Moves moves, double from, double to, bool last);

  Workspace<Exec, Real>& work_;
  History& history_;
  Options const& options_;
  std::vector<Line> lines_;
  Misfit misfit_;  ///< at the estimate
  bool evaluated_ = false;
  double transforms_ = 0;  ///< made until the estimate stood where it is
  bool started_ = false;   ///< the ordered-subset start has run
};

}  // namespace ptyger
