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

/// What all threads of this process do with Kokkos while the watch is open: allocations, deallocations, fences of more
/// than one instance (a deep copy without an instance makes some) and whatever runs on the default instance. One watch
/// at a time; made and gone while no kernel runs.
///
/// All instances of Kokkos::Serial report the same number. But a kernel holds the lock of its instance: the watch holds
/// that of the default instance, and sees what then waits.
class KokkosWatch {
 public:
  /// patience: how long a kernel may take before it counts as waiting.
  explicit KokkosWatch(std::chrono::milliseconds patience = std::chrono::seconds(5));
  ~KokkosWatch();
  KokkosWatch(KokkosWatch const&) = delete;
  KokkosWatch& operator=(KokkosWatch const&) = delete;

  void open();
  void close();

  /// Seen while it was open.
  [[nodiscard]] std::vector<std::string> events() const;
  [[nodiscard]] std::size_t kernels() const;
  [[nodiscard]] std::size_t instance_fences() const;
  /// Events seen while it was not open.
  [[nodiscard]] std::size_t ignored() const;

 private:
  using Now = std::chrono::steady_clock;
  struct Flight {
    std::string what;
    Now::time_point since;
  };
  void install();
  void note(std::string const& event);
  void begin(std::string const& what);
  void end();
  void guard();
  [[nodiscard]] std::optional<std::string> waiting() const;

  std::chrono::milliseconds patience_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  bool open_ = false;
  bool guarded_ = false;
  std::vector<std::string> events_;
  std::size_t kernels_ = 0;
  std::size_t instance_fences_ = 0;
  std::size_t ignored_ = 0;
  std::map<std::thread::id, Flight> flights_;  ///< kernels and fences that have begun and not ended
  std::thread guard_;
};

}  // namespace ptyger::test
