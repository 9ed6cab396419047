#pragma once

#include <span>

#include "ptyger/result.hpp"
#include "solver/workspace.hpp"

namespace ptyger::solver {

/// How well the estimate explains the frames of all devices. Collective; every device gets the same.
template <class Exec, class Real>
FitSummary summarise_fit(Workspace<Exec, Real>& work, std::span<model::Tile const> tiles);

}  // namespace ptyger::solver
