#pragma once

#include <array>
#include <string>

#include "campaign/folder.hpp"
#include "campaign/job.hpp"
#include "ptyger/options.hpp"
#include "ptyger/result.hpp"
#include "ptyger/words.hpp"

namespace ptyger::campaign {

/// What a rank does with a projection.
enum class WorkStep { reading, ready, solving, writing };  // ready: read, and solved next
/// Words of WorkStep.
constexpr std::array<Word<WorkStep>, 4> words_of(WorkStep) {
  return {{{"reading", WorkStep::reading},
           {"ready", WorkStep::ready},
           {"solving", WorkStep::solving},
           {"writing", WorkStep::writing}}};
}

/// How far a rank is with a projection; a small JSON file in the folder `state` of the campaign, beside the claim. It
/// is removed when the work on the projection ends, so a file whose process is gone is the evidence of its death.
struct ProgressRecord {
  Job process = {};           ///< process of the rank; lease_ms: it counts as dead when the file is older, job.hpp
  int rank = 0;               ///< rank that works on the projection
  int deaths = 0;             ///< processes that died in turn while they worked on it, before this one
  bool told_to_stop = false;  ///< a signal asked the process to end; a death that follows is not counted
  WorkStep step = WorkStep::reading;
  std::size_t frames = 0;     ///< frames of the scan; 0: not known yet
  std::string phase = {};     ///< word of Phase, of the last record; empty: no record yet
  int iteration = 0;          ///< number of the last record in its phase
  int records = 0;            ///< records of this attempt
  double nrmse = 0;           ///< misfit of the last record
  double fraction = 0;        ///< estimated fraction of the projection that is done
  double seconds = 0;         ///< time from the beginning of the solver until the last record
  double seconds_left = -1;   ///< estimated time from the last record until the end; negative: not known
  double seconds_silent = 0;  ///< time from the last record, or the beginning of the step, until the file was written
};

/// Estimated fraction of a reconstruction that is done after a record.
double fraction_done(HistoryRecord const& record, Options const& options);

/// A record of the solver in one line, for a log.
std::string progress_line(HistoryRecord const& record);

/// Notes a record of the solver, `seconds` after it began.
void take_over(ProgressRecord& progress, HistoryRecord const& record, Options const& options, double seconds);

std::string to_text(ProgressRecord const& record);

/// Reads the text of a record; a record whose process has no id when the text is damaged.
ProgressRecord parse_progress(std::string const& text);

/// Number of processes that died in turn while they worked on a projection, from the file that the last one left
/// behind; only for a projection that nobody works on. A process does not count that was told to stop before it died,
/// or that had the projection only ready.
int count_deaths(CampaignFolder const& folder, std::string const& name);

}  // namespace ptyger::campaign
