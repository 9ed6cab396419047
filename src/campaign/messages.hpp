#pragma once

#include <optional>
#include <string>

namespace ptyger::campaign {

/// What a rank asks or tells rank 0.
struct Request {
  enum class Kind { next, done, failed, released, progress, broken };
  Kind kind = Kind::next;
  std::size_t projection = 0;
  bool ahead = false;     ///< next: one to read while another is solved
  double fraction = 0;    ///< progress: of the projection
  bool stopping = false;  ///< this rank was told by a signal to stop
  bool by_user = false;   ///< by Ctrl-C rather than by the batch system
  std::string text = {};  ///< done, failed: the record; broken: why nothing can be written any more
};

/// What rank 0 says to it.
struct Reply {
  enum class Kind {
    projection,
    wait,     ///< nothing now; ask again soon
    finished  ///< nothing will come
  };
  Kind kind = Kind::wait;
  std::size_t projection = 0;
  int failures = 0;             ///< attempts at it that failed before
  std::string warm_start = {};  ///< name of the projection to begin with the probe of; empty: none
  bool stop = false;            ///< the campaign ends: give back what you have
};

std::string to_text(Request const& request);
Request parse_request(std::string const& text);
std::string to_text(Reply const& reply);
Reply parse_reply(std::string const& text);

}  // namespace ptyger::campaign
