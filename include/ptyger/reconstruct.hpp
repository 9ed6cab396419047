#pragma once

#include <functional>
#include <string>

#include "ptyger/checkpoint.hpp"
#include "ptyger/options.hpp"
#include "ptyger/result.hpp"
#include "ptyger/scan.hpp"

namespace ptyger {

/// Functions of the caller that watch and steer a reconstruction. Empty ones are not called. They are called one at a
/// time, on a thread of the library; an exception from one of them ends the run.
struct Observer {
  std::function<void(HistoryRecord const&)> on_record = {};  ///< after every epoch and iteration
  std::function<void(std::string const&)> on_message = {};   ///< called with each choice of the run, one line
  std::function<bool()> stop_requested = {};                 ///< asked after every epoch and iteration
  std::function<bool()> checkpoint_due = {};                 ///< asked after every CG iteration
  /// Called when a checkpoint is due, and before a run ends that was asked to stop; only between CG iterations, so a
  /// run that is stopped in the search or in the start yields no checkpoint. The checkpoint is valid during the call.
  /// The devices wait at the end of their iteration for the call to return, no longer than DeviceOptions::timeout.
  std::function<void(Checkpoint const&)> on_checkpoint = {};
};

/// Reconstructs object and probe of one scan by maximum likelihood with conjugate gradients, on the devices of this
/// node. Kokkos must be initialised.
/// @param scan      from read_scan(), or made by the caller; unchanged
/// @param options   what to compute, and on which devices
/// @param observer  functions that watch and stop the run
/// @return the images and how they were found; Result::complete is false when the observer stopped the run
/// @throws InputError for a scan or options that cannot be used, when the plan does not fit into memory, or when a run
///                    without Options::iterations ends with a misfit above the misfit of an empty object
/// @throws CallError  when a device or a library fails, or a device waits longer than DeviceOptions::timeout
Result reconstruct(Scan const& scan, Options const& options, Observer const& observer = {});

}  // namespace ptyger
