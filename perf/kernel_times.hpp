#pragma once

#include <chrono>
#include <map>
#include <string>

namespace ptyger::perf {

/// Launches of a kernel and the sum of their times, from launch to end.
struct KernelTime {
  int launches = 0;
  double seconds = 0;
};

/// Measures every kernel of one device that Kokkos launches between open() and close(), by its label. The device waits
/// before and after each of them, so that a time holds one launch and one wait. At most one object may exist at a time.
class KernelTimes {
 public:
  KernelTimes();
  ~KernelTimes();
  KernelTimes(KernelTimes const&) = delete;
  KernelTimes& operator=(KernelTimes const&) = delete;
  void open() { open_ = true; }
  void close() { open_ = false; }
  [[nodiscard]] std::map<std::string, KernelTime> const& by_label() const { return times_; }

 private:
  void begin(char const* label);
  void end();
  bool open_ = false;
  std::map<std::string, KernelTime> times_;
  std::string label_;
  std::chrono::steady_clock::time_point begin_;
};

}  // namespace ptyger::perf
