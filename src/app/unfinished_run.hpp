#pragma once

#include <memory>
#include <string>

#include "ptyger/checkpoint.hpp"

namespace ptyger::app {

/// Name of the result so far, which lies beside the result during a run: result.partial.h5 for result.h5.
std::string partial_result_name(std::string const& output);

/// The files of a run that has not ended: RESULT.checkpoint, and the result so far of --watch. The checkpoint exists
/// from the first output of a run until its result is complete, also when the process is killed; the same command then
/// goes on from it.
class UnfinishedRun {
 public:
  /// output: result file; the checkpoint is beside the target of a symbolic link. key: options that change the result,
  /// inputs and outputs. Throws InputError when a run with another key has left its checkpoint, and when the file is
  /// damaged, unless it may be overwritten.
  UnfinishedRun(std::string const& output, std::string key, bool overwrite);

  /// Whether an earlier run with the same key has not ended: its outputs may be replaced.
  [[nodiscard]] bool exists() const { return exists_; }
  /// The state of the earlier run; empty when it had not reached the conjugate gradients.
  [[nodiscard]] std::shared_ptr<Checkpoint const> read() const;
  /// Why the checkpoint of another run is discarded; empty: there is none.
  [[nodiscard]] std::string const& discards() const { return discards_; }
  /// Name of the checkpoint.
  [[nodiscard]] std::string const& file() const { return file_; }
  /// Name of the result so far.
  [[nodiscard]] std::string const& partial_result() const { return partial_result_; }

  /// Whether the file holds the state of a run, from which the same command goes on.
  [[nodiscard]] bool has_state() const noexcept;

  /// Calls solve() while the file is on the disk, at first without a state unless the earlier run has left its own.
  /// When it throws, removes the files, but not a checkpoint with a state.
  template <class Solve>
  auto keep_if_stopped(Solve const& solve) {
    begin();
    try {
      return solve();
    } catch (...) {
      if (!has_state()) end();
      throw;
    }
  }
  /// Removes the files: the run has its result, or will never have one.
  void end();
  /// Removes the result so far of this run; a file of another run stays.
  void remove_partial_result();

 private:
  void begin();

  std::string file_;
  std::string partial_result_;
  std::string key_;
  std::string discards_;
  bool exists_ = false;
};

}  // namespace ptyger::app
