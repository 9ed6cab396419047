#include "solver/provisional_result.hpp"

#include "core/error.hpp"
#include "solver/finish.hpp"

namespace ptyger {
namespace {

/// [row][col] of the object: sum over frames of |probe|^2.
std::vector<double> whole_pixel_illumination(Placement const& placement, ProbeModes const& probe) {
  std::size_t const pixels = probe.size * probe.size;
  std::vector<double> intensity(pixels, 0.0);
  for (std::size_t i = 0; i < probe.values.size(); ++i) intensity[i % pixels] += std::norm(probe.values[i]);
  std::vector<double> sum(placement.rows * placement.cols, 0.0);
  for (std::size_t frame = 0; frame < placement.row.size(); ++frame) {
    auto const corner = split_corner(placement.row[frame], placement.col[frame], Sampling::nearest);
    for (std::size_t row = 0; row < probe.size; ++row) {
      auto* const to = sum.data() + (static_cast<std::size_t>(corner.row) + row) * placement.cols +
                       static_cast<std::size_t>(corner.col);
      for (std::size_t col = 0; col < probe.size; ++col) to[col] += intensity[row * probe.size + col];
    }
  }
  return sum;
}

}  // namespace

Result provisional_result(Scan const& scan, Checkpoint const& checkpoint) {
  // Where positions are refined, the object has room around the patches.
  auto const least = place_frames(scan, checkpoint.probe_size);
  auto const placement =
      place_frames(scan, checkpoint.probe_size, static_cast<int>((checkpoint.rows - least.rows) / 2));
  expect(placement.rows == checkpoint.rows && placement.cols == checkpoint.cols, "the checkpoint is of this scan");
  ProbeModes const probe{checkpoint.modes, checkpoint.probe_size, checkpoint.estimate.probe};
  Result result;
  finish_result(result, placement, checkpoint.estimate.object, probe, whole_pixel_illumination(placement, probe),
                checkpoint.recover_probe);
  result.positions = scan.positions;
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

}  // namespace ptyger
