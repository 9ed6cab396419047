#pragma once

#include <deque>
#include <exception>
#include <functional>
#include <thread>
#include <vector>

#include "device/device_context.hpp"
#include "device/rendezvous.hpp"

namespace ptyger::device {

/// The devices that share a projection, each with a thread and an execution instance. A team executes any number of
/// runs, also after a run that failed. It must be destroyed before Kokkos is finalised.
template <class Exec>
class DeviceTeam {
 public:
  /// timeout: longest wait of a device for the others at a meeting point (Rendezvous).
  explicit DeviceTeam(int devices, std::chrono::milliseconds timeout = std::chrono::minutes(10),
                      bool deterministic = false);
  ~DeviceTeam();
  DeviceTeam(DeviceTeam const&) = delete;
  DeviceTeam& operator=(DeviceTeam const&) = delete;

  using Work = std::function<void(DeviceContext<Exec> const&)>;
  /// Calls work(device) on the thread of every device and returns when all calls have ended. When one call throws, the
  /// calls on the other devices fail at their next meeting point, and run() throws the first error. The error names the
  /// device and the stage, unless it is an InputError.
  void run(Work const& work);

  [[nodiscard]] int size() const { return static_cast<int>(devices_.size()); }
  [[nodiscard]] DeviceContext<Exec> const& device(int id) const { return devices_[static_cast<std::size_t>(id)]; }
  [[nodiscard]] Rendezvous& rendezvous() { return rendezvous_; }

 private:
  void end_threads();
  void thread_loop(int id);
  void run_on_device(int id);
  [[nodiscard]] std::string describe(int id) const;
  void rethrow_first() const;

  std::deque<core::StageClock> clocks_;
  std::vector<DeviceContext<Exec>> devices_;
  Rendezvous rendezvous_;
  std::mutex mutex_;
  std::condition_variable changed_;
  Work const* work_ = nullptr;
  unsigned long run_ = 0;  ///< number of the current run
  int busy_ = 0;           ///< devices that have not ended the current run
  bool closing_ = false;
  struct Failure {
    int device;
    char const* stage;
    std::exception_ptr error;
  };
  std::vector<Failure> failures_;  ///< failures of the current run, in the order in which they happened
  std::vector<std::thread> threads_;
};

}  // namespace ptyger::device
