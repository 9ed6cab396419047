#pragma once

#include <mutex>

namespace ptyger::fft {

/// To be held while FFTW makes or destroys a plan: its planner is not thread-safe; executing is.
std::mutex& fftw_planner();

}  // namespace ptyger::fft
