#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "campaign/record.hpp"

namespace ptyger::campaign {

/// The files of a campaign:
///
///     DIR/results/NAME.h5             a result; the projection is done when it exists
///     DIR/results/NAME_phase.png ...  pictures of the result
///     DIR/state/NAME.done.json        record of the projection, written before the result
///     DIR/state/NAME.failed.json      record of the last failed attempt
///     DIR/state/NAME.progress         how far the rank is that works on it (progress_record.hpp)
///     DIR/state/NAME.claim.1          claim of the job that works on it (claims.hpp)
///     DIR/state/ID.job                file of a running job
///     DIR/checkpoints/NAME.h5         checkpoint of an unfinished projection
///     DIR/logs/ID_rank_0000.log       log of a rank of the job ID, or BATCHJOB_ID_rank_0000.log
///     DIR/projections.json            names, angles and files of all projections, those that nobody has begun as well
///     DIR/chosen.toml                 settings that were chosen from the first projection for all
///     DIR/volume.h5 contact_sheet.png summary.json summary.txt
///
/// Files appear whole or not at all, and no file belongs to two projections, so that any process may die at any moment.
/// The state of a campaign is known from one listing of each folder.
class CampaignFolder {
 public:
  explicit CampaignFolder(std::filesystem::path root) : root_(std::move(root)) {}

  /// Makes the folders. Throws InputError when that fails.
  void make() const;

  [[nodiscard]] std::filesystem::path const& root() const { return root_; }
  [[nodiscard]] std::filesystem::path results() const { return root_ / "results"; }
  [[nodiscard]] std::filesystem::path state() const { return root_ / "state"; }
  [[nodiscard]] std::filesystem::path logs() const { return root_ / "logs"; }
  [[nodiscard]] std::string result(std::string const& name) const { return results() / (name + ".h5"); }
  [[nodiscard]] std::string halves_picture(std::string const& name) const;
  [[nodiscard]] std::string checkpoint(std::string const& name) const { return root_ / "checkpoints" / (name + ".h5"); }
  [[nodiscard]] std::string record(std::string const& name) const { return state() / (name + ".done.json"); }
  [[nodiscard]] std::string failure(std::string const& name) const { return state() / (name + ".failed.json"); }
  [[nodiscard]] std::string progress(std::string const& name) const { return state() / (name + ".progress"); }
  [[nodiscard]] std::string projections() const { return root_ / "projections.json"; }
  [[nodiscard]] std::string claim(std::string const& name, int number) const;

  /// Which files of one projection exist.
  struct Entry {
    bool result = false;      ///< results/NAME.h5
    bool record = false;      ///< state/NAME.done.json
    bool failure = false;     ///< state/NAME.failed.json
    bool progress = false;    ///< state/NAME.progress
    int claim = 0;            ///< highest number of state/NAME.claim.*; 0: not claimed
    bool checkpoint = false;  ///< checkpoints/NAME.h5
    [[nodiscard]] bool done() const { return result && record; }
  };
  /// Lists the folders: existing files by name of the projection.
  [[nodiscard]] std::map<std::string, Entry> list() const;

  /// Removes the temporary files of processes that died.
  void remove_leftovers() const;

  /// What a file survives once it is written: the end of the process, or also a loss of power, for which the writer
  /// waits until the file is on the disk.
  enum class Durability { process, power };
  /// Writes a small file under a temporary name and renames it. Throws OutputError.
  static void write(std::string const& file, std::string const& text, Durability durability = Durability::power);
  /// Text of a file; empty when it cannot be read.
  static std::string read(std::string const& file);

 private:
  std::filesystem::path root_;
};

}  // namespace ptyger::campaign
