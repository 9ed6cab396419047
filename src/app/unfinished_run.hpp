#pragma once

#include <memory>
#include <string>

#include "ptyger/checkpoint.hpp"
#include "ptyger/error.hpp"

namespace ptyger::app {

/// Name of the result so far, which lies beside the result during a run: result.partial.h5 for result.h5.
std::string partial_result_name(std::string const& output);

/// The files of a run that has not ended: RESULT.checkpoint, and the result so far of --watch. The checkpoint exists
/// from the first output of a run until its result is complete, also when the process is killed; the same command then
/// goes on from it.
class UnfinishedRun {
 public:
  /// output: result file. key: options that change the result, and inputs. Throws InputError when a run with another
  /// key has left its checkpoint, unless it may be overwritten, and when the file is damaged.
  UnfinishedRun(std::string const& output, std::string key, bool overwrite);

  /// Whether an earlier run with the same key has not ended: its outputs may be replaced.
  [[nodiscard]] bool exists() const { return exists_; }
  /// The state of the earlier run; empty when it had not reached the conjugate gradients.
  [[nodiscard]] std::shared_ptr<Checkpoint const> read() const;
  /// Name of the checkpoint.
  [[nodiscard]] std::string const& file() const { return file_; }
  /// Name of the result so far.
  [[nodiscard]] std::string const& partial_result() const { return partial_result_; }

  /// Calls solve(), with a checkpoint without a state on the disk, unless the earlier run has left its own. When it
  /// throws, removes the files, unless the same command can go on from its state and end otherwise.
  template <class Solve>
  auto keep_if_stopped(Solve const& solve) {
    begin();
    try {
      return solve();
    } catch (InputError const&) {
      end();
      throw;
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
  [[nodiscard]] bool has_state() const;

  std::string file_;
  std::string partial_result_;
  std::string key_;
  bool exists_ = false;
};

}  // namespace ptyger::app
