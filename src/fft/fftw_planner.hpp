#pragma once

#include <mutex>

namespace ptyger::fft {

/// Mutex to hold while FFTW makes or destroys a plan. Its planner is not thread-safe; the execution of plans is.
std::mutex& fftw_planner();

}  // namespace ptyger::fft
