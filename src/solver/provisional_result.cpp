#include "solver/provisional_result.hpp"

#include "core/expect.hpp"
#include "core/illumination_of_patches.hpp"
#include "solver/finish.hpp"

namespace ptyger::solver {

Result provisional_result(Scan const& scan, Checkpoint const& checkpoint) {
  auto const placement = model::place_frames(scan, checkpoint.probe_size, checkpoint.refine.drift_pixels());
  core::expect(placement.rows == checkpoint.rows && placement.cols == checkpoint.cols,
               "the checkpoint is of this scan");
  ProbeModes const probe{checkpoint.modes + checkpoint.variation, checkpoint.probe_size, checkpoint.estimate.probe};
  auto drifts = checkpoint.corrections.frames;
  drifts.resize(scan.positions.size());  // empty when nothing is corrected
  std::vector<core::PatchOrigin> corners;
  for (std::size_t frame = 0; frame < drifts.size(); ++frame) {
    auto const corner = model::split_corner(placement.row[frame] + drifts[frame].row,
                                            placement.col[frame] + drifts[frame].col, Sampling::nearest);
    corners.push_back({corner.row, corner.col});
  }
  Result result;
  finish_result(result, placement, checkpoint.estimate.object, probe, checkpoint.variation,
                core::illumination_of_patches(probe, corners, placement.rows, placement.cols),
                checkpoint.recover_probe && checkpoint.constraints.empty_regions.empty());
  put_corrections(result, scan, checkpoint.corrections, checkpoint.refine);
  result.history = checkpoint.history;
  if (!result.history.empty()) {
    result.nrmse = result.history.back().nrmse;
    result.r_factor = result.history.back().r_factor;
  }
  result.devices = checkpoint.devices;
  result.search_transforms = checkpoint.search_transforms;
  result.stop_reason = "still running";
  return result;
}

}  // namespace ptyger::solver
