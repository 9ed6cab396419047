#pragma once

#include "comm/transport.hpp"
#include "device/device_context.hpp"
#include "model/direction_sequences.hpp"
#include "model/tile.hpp"
#include "ptyger/reconstruct.hpp"

namespace ptyger::solver {

/// Input of a reconstruction, the same on all devices.
struct TeamJob {
  Scan const& scan;
  Options const& options;
  model::Placement placement;
  std::vector<model::Tile> tiles = {};  ///< [device]
  MemoryStrategy strategy = MemoryStrategy::recompute;
  bool streamed = false;  ///< frames stay in the memory of the host and come chunk by chunk
  ProbeModes probe = {};  ///< initial probe: its modes, then its variation probes

  /// Whether one step moves object and probe together.
  [[nodiscard]] bool joint() const { return model::DirectionSequences(options.scheme, options.recover_probe).joint(); }
};

/// Output of a reconstruction, on device 0; empty in processes without device 0.
struct Reconstructed {
  std::vector<std::complex<double>> object;  ///< [row][col] of the whole object
  std::vector<double> illumination;          ///< [row][col] of the whole object, photons
  ProbeModes probe;                          ///< modes, then variation probes
  FrameCorrections corrections;              ///< corrections of the scan
  FitSummary fit;                            ///< empty without Options::fit_summary
  double nrmse = 0;
  double r_factor = 0;
  std::vector<HistoryRecord> history;
  bool interrupted = false;  ///< the observer asked to stop
  std::string stop_reason;
  int kept_iteration = 0;                 ///< CG iteration of the images; 0: those of the last record
  std::map<std::string, double> timings;  ///< seconds by stage on device 0
  Checkpoint checkpoint;                  ///< options of the run; has images only while the observer is given it
};

/// The part of one device in a reconstruction, from its frames to its owned box of the object. Collective. Only device
/// 0 calls the observer and writes `found`.
template <class Exec, class Real>
void reconstruct_tile(DeviceContext<Exec> const& device, comm::Transport<Exec, Real>& transport, TeamJob const& job,
                      Observer const& observer, Reconstructed& found);

}  // namespace ptyger::solver
