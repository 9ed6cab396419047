#pragma once

#include <complex>
#include <span>
#include <vector>

#include "comm/transport.hpp"
#include "model/tile.hpp"
#include "ptyger/frame_corrections.hpp"

namespace ptyger::solver {

/// Corrections that the devices propose for the frames of the scan. Each device writes the proposals for its own
/// frames; share() makes the proposals of all devices known on every device.
class FrameProposals {
 public:
  /// tiles: [device]; device: number of this device; variation: number K of variation probes.
  FrameProposals(std::span<model::Tile const> tiles, int device, std::size_t variation);

  /// Exchanges the proposals of all devices. Collective.
  template <class Exec, class Real>
  void share(comm::Transport<Exec, Real>& transport) {
    pack();
    transport.all_gather(values_, value_counts_);
    unpack();
  }

  std::vector<FrameParameters> frames;       ///< [frame of the scan] proposed corrections
  std::vector<std::complex<double>> shares;  ///< [frame of the scan][K] proposed shares of the variation probes
  std::vector<double> objectives;            ///< [frame of the scan] objective at the corrections before the proposal

 private:
  void pack();    ///< writes the proposals of this device to values_
  void unpack();  ///< reads the proposals of all devices from values_

  std::size_t variation_;
  std::size_t values_of_frame_;  ///< row, column, log brightness, objective, then real and imaginary part of each share
  std::vector<int> order_;       ///< [place] frame of the scan: the frames of device 0, of device 1, ...
  std::vector<double> values_;   ///< [place][values_of_frame_]
  std::vector<std::size_t> value_counts_;  ///< [device] number of its values in values_
  std::size_t first_place_ = 0;            ///< place of the first frame of this device
  std::size_t own_frames_ = 0;             ///< number of frames of this device
};

}  // namespace ptyger::solver
