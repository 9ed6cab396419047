#pragma once

#include <functional>
#include <string>

#include "ptyger/options.hpp"
#include "ptyger/result.hpp"
#include "ptyger/scan.hpp"

namespace ptyger {

/// What the caller may watch and decide while a reconstruction runs. Empty functions are not called. They are called
/// one at a time, but not on the thread that called reconstruct(); an exception from one ends the run.
struct Observer {
  std::function<void(HistoryRecord const&)> on_record;  ///< after every epoch and iteration
  std::function<void(std::string const&)> on_message;   ///< choices made, one line each
  std::function<bool()> stop_requested;                 ///< asked after every epoch and iteration
};

/// Reconstructs object and probe of one scan by maximum likelihood with conjugate gradients.
/// Needs an initialised Kokkos. Throws InputError for a scan or options that cannot be used.
Result reconstruct(Scan const& scan, Options const& options, Observer const& observer = {});

}  // namespace ptyger
