#pragma once

#include <mutex>

namespace ptyger {

/// To be held while FFTW makes or destroys a plan: its planner is not thread-safe; executing is.
std::mutex& fftw_planner();

}  // namespace ptyger
