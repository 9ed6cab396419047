#pragma once

#include <memory>
#include <string>

#include "ptyger/checkpoint.hpp"
#include "ptyger/error.hpp"

namespace ptyger::app {

/// The checkpoint RESULT.checkpoint beside the result of a run that has not ended. It exists from the first output of a
/// run until its result is complete, also when the process is killed; the same command then goes on from it.
class UnfinishedRun {
 public:
  /// output: result file. key: options that change the result, and inputs. Throws InputError when a run with another
  /// key has left its checkpoint, unless it may be overwritten, and when the file is damaged.
  UnfinishedRun(std::string const& output, std::string key, bool overwrite);

  /// Whether an earlier run with the same key has not ended: its outputs may be replaced.
  [[nodiscard]] bool exists() const { return exists_; }
  /// The state of the earlier run; empty when it had not reached the conjugate gradients.
  [[nodiscard]] std::shared_ptr<Checkpoint const> read() const;
  /// Name of the file.
  [[nodiscard]] std::string const& file() const { return file_; }

  /// Calls solve(), with a checkpoint without a state on the disk, unless the earlier run has left its own. When it
  /// throws, removes the file, unless the same command can go on from its state and end otherwise.
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
  /// Removes the file: the run has its result, or will never have one.
  void end();

 private:
  void begin();
  [[nodiscard]] bool has_state() const;

  std::string file_;
  std::string key_;
  bool exists_ = false;
};

}  // namespace ptyger::app
