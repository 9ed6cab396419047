#pragma once

#include <functional>
#include <string>

#include "ptyger/checkpoint.hpp"
#include "ptyger/options.hpp"
#include "ptyger/result.hpp"
#include "ptyger/scan.hpp"

namespace ptyger {

/// What the caller may watch and decide while a reconstruction runs. Empty functions are not called. They are called
/// one at a time, but not on the thread that called reconstruct(); an exception from one ends the run.
struct Observer {
  std::function<void(HistoryRecord const&)> on_record = {};  ///< after every epoch and iteration
  std::function<void(std::string const&)> on_message = {};   ///< choices made, one line each
  std::function<bool()> stop_requested = {};                 ///< asked after every epoch and iteration
  std::function<bool()> checkpoint_due = {};                 ///< asked after every CG iteration
  /// Called when one is due, and before a run ends that was asked to stop. Only between CG iterations: a run that is
  /// stopped in the search or in the start yields none, and has to begin again. The images go when it returns. The
  /// other devices wait for it at the end of their iteration, no longer than DeviceOptions::timeout.
  std::function<void(Checkpoint const&)> on_checkpoint = {};
};

/// Reconstructs object and probe of one scan by maximum likelihood with conjugate gradients.
/// Needs an initialised Kokkos. Throws InputError for a scan or options that cannot be used.
Result reconstruct(Scan const& scan, Options const& options, Observer const& observer = {});

}  // namespace ptyger
