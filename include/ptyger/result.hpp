#pragma once

#include <array>
#include <complex>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "ptyger/scan.hpp"
#include "ptyger/words.hpp"

namespace ptyger {

/// Part of a run.
enum class Phase {
  search,  ///< search of a blind probe
  start,   ///< ordered-subset start
  cg       ///< conjugate gradients
};
/// Words of Phase.
constexpr std::array<Word<Phase>, 3> words_of(Phase) {
  return {{{"search", Phase::search}, {"start", Phase::start}, {"cg", Phase::cg}}};
}

/// One record for each trial of the search, epoch of the start, or iteration of the conjugate gradients.
struct HistoryRecord {
  Phase phase = Phase::cg;  ///< part of the run
  int iteration = 0;        ///< number of the record, from 1 in each phase
  double transforms = 0;    ///< 2-D transforms per frame and mode since the run began, without the search
  double objective = 0;     ///< objective of the noise model (start: always Noise::gaussian)
  double nrmse = 0;         ///< ||sqrt(I) - sqrt(d)|| / ||sqrt(d)|| over the measured pixels
  double r_factor = 0;      ///< sum |sqrt(I) - sqrt(d)| / sum sqrt(d) over the measured pixels
  double step = 0;          ///< step length (start: factor of the step; search: defocus c of the trial, dimensionless)
  double beta = 0;          ///< conjugacy factor (start: 0)
  bool restart = false;     ///< the direction was reset to the preconditioned gradient, or the step was taken back
  double seconds = 0;       ///< wall time of this record
  std::map<std::string, double> seconds_by_stage = {};  ///< wall time of this record by stage
  std::optional<double> held_out = {};  ///< mean objective of the held-out detector pixels, when some are held out
  int expected_left = 0;  ///< CG iterations until the stopping rule is expected to end the run; 0 in other phases
};

/// How well the images of a result explain the frames.
struct FitSummary {
  std::vector<double> frame_nrmse;  ///< [N] misfit of each frame, as HistoryRecord::nrmse; 0: a frame without counts
  std::vector<double> measured;     ///< [D][D] mean counts of the frames, zero frequency in the corner; 0: not measured
  std::vector<double> calculated;   ///< [D][D] mean intensity of the model in the same frames, photons
};

/// The images of a reconstruction, and how they were found. Unless the probe was kept, the scale between object and
/// probe is chosen such that mean |object| is 1 where the illumination is at least a tenth of its maximum.
struct Result {
  ObjectImage object;    ///< complex transmission of the sample
  ProbeModes probe;      ///< orthogonal, in order of falling power, sqrt(photons)
  ProbeModes variation;  ///< probes whose share in the first mode varies over frames, or further probes less the first
                         ///< mode (Scan::probe_of_frame); empty: none
  std::vector<std::complex<double>> variation_weights;  ///< [N][K] shares of `variation` in each frame
  double origin_row = 0;               ///< object pixels: the patch of frame j begins at row position / pixel - origin
  double origin_col = 0;               ///< object pixels: its columns begin at column position / pixel - origin
  std::vector<double> illumination;    ///< [row][col] of the object: sum over frames of |probe|^2, photons
  std::vector<Position> positions;     ///< [N], metres: as refined; empty: the positions of the scan
  std::vector<double> intensities;     ///< [N], brightness of each frame, 1 on average; empty: not fitted
  std::vector<double> background;      ///< [D][D], photons, zero frequency in the corner; empty: not fitted
  double nrmse = 0;                    ///< misfit of these images, as in HistoryRecord
  double r_factor = 0;                 ///< misfit of these images, as in HistoryRecord
  double empty_nrmse = 0;              ///< nrmse of an object of ones, with this probe scaled to the counts; 0: unknown
  FitSummary fit;                      ///< of each frame and detector pixel; empty without Options::fit_summary
  std::vector<HistoryRecord> history;  ///< all records, in order
  bool complete = false;               ///< false when the observer stopped the run
  std::string stop_reason;             ///< why the run ended, in words
  int kept_iteration = 0;              ///< CG iteration of these images; 0: those of the last record
  double scale = 1;                    ///< the object was divided by this factor at output, and the probe multiplied
  std::string memory_strategy;         ///< memory strategy that the plan chose
  int devices = 1;                     ///< number of devices that shared the scan
  std::string partition;               ///< tiled or replicated
  double search_transforms = 0;  ///< transforms of the search for a probe and of trial runs, per frame of the scan
  std::map<std::string, double> timings;  ///< seconds by stage, whole run
};

}  // namespace ptyger
