#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace ptyger::test {

/// Records calls of Kokkos by all threads of this process while the watch is open: allocations, deallocations, fences
/// of more than one instance (a deep copy without an instance makes some), and kernels and fences on the default
/// instance. At most one watch may exist at a time. Construct and destroy it while no kernel runs.
///
/// All instances of Kokkos::Serial report the same number to callbacks, so this number does not tell the
/// default instance. But a kernel locks its instance: the watch holds the lock of the default instance and records
/// operations that wait for it.
class KokkosWatch {
 public:
  /// patience: time after which a kernel counts as waiting for the lock of the default instance.
  explicit KokkosWatch(std::chrono::milliseconds patience = std::chrono::seconds(5));
  ~KokkosWatch();
  KokkosWatch(KokkosWatch const&) = delete;
  KokkosWatch& operator=(KokkosWatch const&) = delete;

  void open();
  void close();

  /// Events while the watch was open, one text each.
  [[nodiscard]] std::vector<std::string> events() const;
  /// Number of kernels while the watch was open.
  [[nodiscard]] std::size_t kernels() const;
  /// Number of fences of a single instance while the watch was open.
  [[nodiscard]] std::size_t instance_fences() const;
  /// Number of events while the watch was not open.
  [[nodiscard]] std::size_t ignored() const;

 private:
  using Clock = std::chrono::steady_clock;
  /// A kernel or fence of one thread.
  struct Operation {
    std::string what;         ///< such as "runs 'gradient'"
    Clock::time_point since;  ///< when it began
  };
  void install();
  void note(std::string const& event);
  void begin(std::string const& what);
  void end();
  void guard_default_instance();
  /// An operation that takes longer than patience_; empty: none.
  [[nodiscard]] std::optional<std::string> waiting() const;

  std::chrono::milliseconds patience_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  bool open_ = false;       ///< between open() and close()
  bool lock_held_ = false;  ///< guard_ holds the lock of the default instance
  std::vector<std::string> events_;
  std::size_t kernels_ = 0;
  std::size_t instance_fences_ = 0;
  std::size_t ignored_ = 0;
  std::map<std::thread::id, Operation> operations_;  ///< kernels and fences that have not ended
  std::thread guard_;                                ///< runs guard_default_instance()
};

}  // namespace ptyger::test
