#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "campaign/record.hpp"

namespace ptyger::campaign {

/// Where everything about a campaign lies:
///
///     DIR/results/NAME.h5             a result: its existence says that the projection is done
///     DIR/results/NAME_phase.png ...  its pictures
///     DIR/state/NAME.done.json        what is known about it, written before the result
///     DIR/state/NAME.failed.json      why it failed, and how often
///     DIR/state/NAME.solving          how many jobs died while they solved it, the one that does it now included
///     DIR/state/NAME.claim.1          a job works on it (claims.hpp)
///     DIR/state/ID.job                a job runs
///     DIR/checkpoints/NAME.h5         iterations that were not finished
///     DIR/logs/rank_0000.log, or JOB_rank_0000.log
///     DIR/volume.h5 contact_sheet.png summary.json summary.txt
///
/// Files appear whole or not at all, and no file is shared by two projections, so that any process may die at any
/// moment. Looking at all of a campaign takes a listing of each folder.
class CampaignFolder {
 public:
  explicit CampaignFolder(std::filesystem::path root) : root_(std::move(root)) {}

  /// Makes the folders. Throws InputError when that cannot be.
  void make() const;

  [[nodiscard]] std::filesystem::path const& root() const { return root_; }
  [[nodiscard]] std::filesystem::path results() const { return root_ / "results"; }
  [[nodiscard]] std::filesystem::path state() const { return root_ / "state"; }
  [[nodiscard]] std::filesystem::path logs() const { return root_ / "logs"; }
  [[nodiscard]] std::string result(std::string const& name) const { return results() / (name + ".h5"); }
  [[nodiscard]] std::string checkpoint(std::string const& name) const { return root_ / "checkpoints" / (name + ".h5"); }
  [[nodiscard]] std::string record(std::string const& name) const { return state() / (name + ".done.json"); }
  [[nodiscard]] std::string failure(std::string const& name) const { return state() / (name + ".failed.json"); }
  [[nodiscard]] std::string solving(std::string const& name) const { return state() / (name + ".solving"); }
  [[nodiscard]] std::string claim(std::string const& name, int number) const;

  /// What the listings say about one projection.
  struct Entry {
    bool result = false;
    bool record = false;
    bool failure = false;
    bool claimed = false;
    bool checkpoint = false;
    [[nodiscard]] bool done() const { return result && record; }
  };
  [[nodiscard]] std::map<std::string, Entry> list() const;

  /// Removes what processes that died left half written.
  void sweep() const;

  /// Writes a small file: temporary name, then renamed. Throws OutputError when that cannot be.
  static void write(std::string const& file, std::string const& text);
  /// Text of a file; empty when it cannot be read.
  static std::string read(std::string const& file);

 private:
  std::filesystem::path root_;
};

}  // namespace ptyger::campaign
