#pragma once

#include "comm/transport.hpp"
#include "device/device_context.hpp"
#include "model/tile.hpp"
#include "ptyger/reconstruct.hpp"
#include "solver/frame_state.hpp"

namespace ptyger::solver {

/// What all devices of a reconstruction know.
struct TeamJob {
  Scan const& scan;
  Options const& options;
  model::Placement placement;
  std::vector<model::Tile> tiles = {};  ///< [device]
  MemoryStrategy strategy = MemoryStrategy::recompute;
  bool streamed = false;  ///< frames stay in the memory of the host
  ProbeModes probe = {};  ///< to begin with

  /// Steps move object and probe together.
  [[nodiscard]] bool joint() const { return options.scheme == Scheme::joint && options.recover_probe; }
};

/// What they put together: every device its core of the images, device 0 the rest.
struct Reconstructed {
  explicit Reconstructed(TeamJob const& job)
      : object(job.placement.rows * job.placement.cols),
        illumination(object.size()),
        proposals(job.placement.row.size(), job.tiles.size()) {}

  std::vector<std::complex<double>> object;  ///< [row][col]
  std::vector<double> illumination;          ///< [row][col], photons
  ProbeModes probe;
  FrameProposals proposals;
  FrameCorrections corrections;
  double nrmse = 0;
  double r_factor = 0;
  std::vector<HistoryRecord> history;
  bool interrupted = false;
  std::string stop_reason;
  std::map<std::string, double> timings;  ///< seconds by stage on device 0
  Checkpoint checkpoint;                  ///< says what it belongs to; without images but while one is made
};

/// The part of one device in a reconstruction, from its frames to its core of the object. Collective. The observer is
/// called by device 0.
template <class Exec, class Real>
void reconstruct_tile(DeviceContext<Exec> const& device, comm::Transport<Exec, Real>& transport, TeamJob const& job,
                      Observer const& observer, Reconstructed& found);

}  // namespace ptyger::solver
