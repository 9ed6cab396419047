#pragma once

#include <optional>
#include <string>

namespace ptyger::campaign {

/// A message of a rank to rank 0.
struct Request {
  /// next: asks for a projection; released: given back unfinished; output_error: nothing can be written.
  enum class Kind { next, done, failed, released, progress, output_error };
  Kind kind = Kind::next;
  std::size_t projection = 0;  ///< index; not for next
  bool ahead = false;          ///< next: a projection to read while another is solved
  double fraction = 0;         ///< progress: fraction of the projection that is done
  bool stopping = false;       ///< a signal told this rank to stop
  bool by_user = false;        ///< the signal came from Ctrl-C rather than from the batch system
  std::string text = {};       ///< done, failed: the record; output_error: message of the error
};

/// The reply of rank 0.
struct Reply {
  enum class Kind {
    projection,
    wait,     ///< no projection now; ask again soon
    finished  ///< no projection will follow
  };
  Kind kind = Kind::wait;
  std::size_t projection = 0;   ///< index, with Kind::projection
  int failures = 0;             ///< earlier failed attempts at the projection
  std::string warm_start = {};  ///< name of the projection whose result is the initial guess; empty: none
  bool stop = false;            ///< the campaign ends: release the projections of this rank
};

std::string to_text(Request const& request);
Request parse_request(std::string const& text);
std::string to_text(Reply const& reply);
Reply parse_reply(std::string const& text);

}  // namespace ptyger::campaign
