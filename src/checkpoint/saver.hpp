#pragma once

#include <chrono>
#include <functional>
#include <future>
#include <optional>
#include <string>

#include "core/background.hpp"
#include "ptyger/checkpoint.hpp"

namespace ptyger::checkpoint {

/// How often checkpoints are written; a member without a value asks for none.
struct Interval {
  std::optional<std::chrono::seconds> seconds;
  std::optional<int> iterations;
};

/// Writes checkpoints of a run to one file, on a background thread.
class Saver {
 public:
  /// The file and what is in it.
  struct Target {
    std::string file;
    std::string key;  ///< resolved options and inputs of the run
    Precision precision = Precision::single;
  };
  /// Called on the background thread with the iteration that is on the disk, or with the reason why it is not.
  using Report = std::function<void(int iteration, std::string const& failure)>;

  /// The interval begins now. `background` must outlive this object.
  Saver(core::Background& background, Target target, Interval interval, Report report);
  /// Waits until the last checkpoint is on the disk.
  ~Saver();
  Saver(Saver const&) = delete;
  Saver& operator=(Saver const&) = delete;

  /// To be asked after every CG iteration. False while an earlier checkpoint is being written, for which the solver
  /// would have to wait.
  bool due();

  /// Writes the checkpoint, one at a time.
  void save(Checkpoint checkpoint);

 private:
  using Clock = std::chrono::steady_clock;

  core::Background& background_;
  Target target_;
  Interval interval_;
  Report report_;
  Clock::time_point last_;         ///< time of the last checkpoint
  int iterations_since_last_ = 0;  ///< calls of due() since the last checkpoint
  std::future<void> pending_;      ///< ready when the last checkpoint is on the disk
};

}  // namespace ptyger::checkpoint
