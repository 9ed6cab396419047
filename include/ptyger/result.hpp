#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "ptyger/scan.hpp"

namespace ptyger {

enum class Phase { search, start, cg };

/// One record per epoch of the start or per CG iteration.
struct HistoryRecord {
  Phase phase = Phase::cg;
  int iteration = 0;      ///< from 1 in each phase
  double transforms = 0;  ///< 2-D transforms a frame and mode since the reconstruction began (search not counted)
  double objective = 0;   ///< value of the noise model's objective (start: always that of the amplitudes)
  double nrmse = 0;       ///< ||sqrt(I)-sqrt(d)|| / ||sqrt(d)|| over the measured pixels
  double r_factor = 0;    ///< sum|sqrt(I)-sqrt(d)| / sum sqrt(d)
  double step = 0;        ///< step length (start: factor of the step; search: the defocus tried)
  double beta = 0;        ///< conjugacy factor (start: 0)
  bool restart = false;   ///< the direction was reset to the preconditioned gradient, or the step was taken back
  double seconds = 0;     ///< wall time of this record
  std::map<std::string, double> seconds_by_stage = {};
  std::optional<double> held_out = {};  ///< mean objective of the held-out detector pixels, when some are held out
};

/// What a reconstruction yields. The scale between object and probe is fixed: mean |object| of the lit region is 1.
struct Result {
  ObjectImage object;
  ProbeModes probe;       ///< orthogonal, in order of falling power, sqrt(photons)
  double origin_row = 0;  ///< patch corner of frame j in object pixels = position / pixel - origin
  double origin_col = 0;
  std::vector<double> illumination;  ///< [row][col] of the object: sum over frames of |probe|^2, photons
  std::vector<Position> positions;   ///< [N], metres: as refined; empty: those of the scan
  std::vector<double> intensities;   ///< [N], brightness of each frame, 1 on average; empty: not fitted
  std::vector<double> background;    ///< [D][D], photons, zero frequency in the corner; empty: not fitted
  double nrmse = 0;                  ///< of this object and probe, as in the records
  double r_factor = 0;
  std::vector<HistoryRecord> history;
  bool complete = false;  ///< false when interrupted
  std::string stop_reason;
  double scale = 1;                       ///< factor that the object was divided by at output
  std::string memory_strategy;            ///< what was chosen
  int devices = 1;                        ///< that shared the scan
  std::string partition;                  ///< tiled or replicated
  double search_transforms = 0;           ///< transforms of the blind-probe search, per frame of the whole scan
  std::map<std::string, double> timings;  ///< seconds by stage, whole run
};

}  // namespace ptyger
