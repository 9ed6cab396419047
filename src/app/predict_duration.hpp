#pragma once

#include <string>

#include "ptyger/choose_settings.hpp"
#include "ptyger/scan.hpp"

namespace ptyger::app {

/// Seconds that a reconstruction on the devices of this node is expected to take, without reading and writing.
struct Duration {
  double start = 0;       ///< epochs of the start
  double iterations = 0;  ///< conjugate gradients
  double trials = 0;      ///< trial runs that choose settings
  int expected_iterations = 0;
  [[nodiscard]] double total() const { return start + iterations + trials; }
};

/// Measures an epoch and some iterations on a few frames without counts, and scales them to the scan. scan: its frames
/// need not be read. Kokkos must be initialised.
Duration predict_duration(Scan const& scan, Options options, Automatic automatic);

}  // namespace ptyger::app
