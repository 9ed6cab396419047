#pragma once

#include <string>

#include "ptyger/result.hpp"

namespace ptyger::solver {

/// HistoryRecord::nrmse of an object that is 1 everywhere, with this probe scaled to the counts on measured pixels.
double empty_object_nrmse(Scan const& scan, ProbeModes const& probe);

/// A sentence that says that the images of a result explain the frames worse than an empty object; empty when they do
/// not.
std::string worse_than_empty(Result const& result);

}  // namespace ptyger::solver
