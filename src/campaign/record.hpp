#pragma once

#include <optional>
#include <string>
#include <vector>

namespace ptyger::campaign {

/// The outcome of one projection; a small JSON file in the folder `state` of the campaign.
struct Record {
  std::string name = {};
  std::optional<double> angle_deg = {};
  bool done = false;
  std::string reason = {};  ///< why it failed, or why the iterations ended
  int attempts = 0;         ///< failed attempts, the present one included
  std::size_t frames = 0;
  std::size_t iterations = 0;  ///< records of the history: epochs and iterations, also those before a checkpoint
  double nrmse = 0;
  double r_factor = 0;
  double seconds_reading = 0;
  double seconds_solving = 0;   ///< time of the last attempt
  int resumed_after = 0;        ///< CG iterations in the checkpoint that it resumed; 0: no checkpoint
  std::string warm_start = {};  ///< projection whose probe (and object) was the initial guess; empty: none
  int rank = 0;
  std::string host = {};
  std::string job = {};
  std::string finished = {};             ///< time at the end, ISO 8601
  std::vector<std::string> inputs = {};  ///< its input files, as from stamps()
  std::string key = {};                  ///< Projection::key
};

std::string to_text(Record const& record);

/// Path and size of each file, to tell whether a result was made from these files.
std::vector<std::string> stamps(std::vector<std::string> const& files);

/// Reads the text of a record. Throws InputError that names `file` when the text is damaged.
Record parse_record(std::string const& text, std::string const& file);

}  // namespace ptyger::campaign
