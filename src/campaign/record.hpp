#pragma once

#include <optional>
#include <string>
#include <vector>

namespace ptyger::campaign {

/// The outcome of one projection; a small JSON file in the folder `state` of the campaign.
struct Record {
  std::string name = {};
  std::optional<double> angle_deg = {};  ///< tomography angle
  bool done = false;                     ///< whether the projection has a result
  std::string reason = {};               ///< why the projection failed, or why its iterations ended
  int attempts = 0;                      ///< failed attempts, the present one included
  std::size_t frames = 0;
  std::size_t iterations = 0;  ///< records of the history: epochs and iterations, also those before a checkpoint
  double nrmse = 0;
  double r_factor = 0;
  double seconds_reading = 0;
  double seconds_solving = 0;          ///< time of the last attempt
  std::string halves_resolution = {};  ///< to which the halves of the frames agree, in words; empty: not compared
  int resumed_after = 0;        ///< CG iterations of the checkpoint from which the solver resumed; 0: no checkpoint
  std::string warm_start = {};  ///< projection whose probe (and object) was the initial guess; empty: none
  int rank = 0;                 ///< rank that worked on the projection
  std::string host = {};        ///< machine of this rank
  std::string job = {};         ///< id of the job of this rank
  std::string finished = {};    ///< time at the end, ISO 8601
  std::vector<std::string> inputs = {};  ///< stamps() of the input files
  std::string key = {};                  ///< Projection::key
};

std::string to_text(Record const& record);

/// A text with path and size of each file, which tells whether a result was made from these files.
std::vector<std::string> stamps(std::vector<std::string> const& files);

/// Reads the text of a record. Throws InputError that names `file` when the text is damaged.
Record parse_record(std::string const& text, std::string const& file);

}  // namespace ptyger::campaign
