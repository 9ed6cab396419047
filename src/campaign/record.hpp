#pragma once

#include <optional>
#include <string>
#include <vector>

namespace ptyger::campaign {

/// What became of one projection; a small JSON file in the folder `state` of the campaign.
struct Record {
  std::string name = {};
  std::optional<double> angle_deg = {};
  bool done = false;
  std::string reason = {};  ///< why it failed, or why the iterations ended
  int attempts = 0;         ///< failures until now, the present one included
  std::size_t frames = 0;
  std::size_t iterations = 0;  ///< epochs and iterations made, those before a checkpoint included
  double nrmse = 0;
  double r_factor = 0;
  double seconds_reading = 0;
  double seconds_solving = 0;   ///< of the attempt that ended it
  int resumed_after = 0;        ///< CG iterations that came from a checkpoint; 0: none did
  std::string warm_start = {};  ///< projection that gave the first probe (and object); empty: none
  int rank = 0;
  std::string host = {};
  std::string job = {};
  std::string finished = {};             ///< ISO 8601
  std::vector<std::string> inputs = {};  ///< stamps of the files it was read from, as from stamps()
  std::string key = {};                  ///< Projection::key
};

std::string to_text(Record const& record);

/// Path and size of each file: what tells whether a result belongs to them.
std::vector<std::string> stamps(std::vector<std::string> const& files);

/// Throws InputError naming `file` when the text is no record.
Record parse_record(std::string const& text, std::string const& file);

}  // namespace ptyger::campaign
