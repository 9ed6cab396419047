#pragma once

#include <deque>
#include <exception>
#include <functional>
#include <thread>
#include <vector>

#include "device/device_context.hpp"
#include "device/rendezvous.hpp"
#include "device/team.hpp"

namespace ptyger::device {

/// The devices of this process that share a projection, each with a thread and an execution instance. A team executes
/// any number of runs, also after a run that failed. It must be destroyed before Kokkos is finalised.
template <class Exec>
class DeviceTeam {
 public:
  /// timeout: longest wait of a device for the others at a meeting point (Rendezvous).
  explicit DeviceTeam(Team const& numbering, std::chrono::milliseconds timeout = std::chrono::minutes(10),
                      bool deterministic = false);
  /// A team whose devices all belong to this process.
  explicit DeviceTeam(int devices, std::chrono::milliseconds timeout = std::chrono::minutes(10),
                      bool deterministic = false)
      : DeviceTeam(Team::of_one_process(devices), timeout, deterministic) {}
  ~DeviceTeam();
  DeviceTeam(DeviceTeam const&) = delete;
  DeviceTeam& operator=(DeviceTeam const&) = delete;

  using Work = std::function<void(DeviceContext<Exec> const&)>;
  /// Calls work(device) on the thread of every device of this process and returns when all calls have ended. When one
  /// call throws, the calls on the other devices fail at their next meeting point, and run() throws the first error.
  /// The error names the device and the stage, unless it is an InputError.
  void run(Work const& work);

  /// Numbers of these devices among the devices of all processes.
  [[nodiscard]] Team const& numbering() const { return numbering_; }
  /// Number of devices of this process.
  [[nodiscard]] int size() const { return numbering_.local; }
  /// place: index among the devices of this process.
  [[nodiscard]] DeviceContext<Exec> const& device(int place) const { return devices_[static_cast<std::size_t>(place)]; }
  /// Meeting point of the threads of this process; member i drives device(i).
  [[nodiscard]] Rendezvous& rendezvous() { return rendezvous_; }

 private:
  void end_threads();
  void thread_loop(int place);
  void run_on_device(int place);
  [[nodiscard]] std::string describe(int place) const;
  void rethrow_first() const;

  Team numbering_;
  std::deque<core::StageClock> clocks_;
  std::vector<DeviceContext<Exec>> devices_;
  Rendezvous rendezvous_;
  std::mutex mutex_;
  std::condition_variable changed_;  ///< run_, busy_ or closing_ has changed
  Work const* work_ = nullptr;       ///< function of the current run
  unsigned long run_ = 0;            ///< number of the current run
  int busy_ = 0;                     ///< devices that have not ended the current run
  bool closing_ = false;             ///< the threads must end
  struct Failure {
    int device;
    char const* stage;
    std::exception_ptr error;
  };
  std::vector<Failure> failures_;  ///< failures of the current run, in the order in which they happened
  std::vector<std::thread> threads_;
};

}  // namespace ptyger::device
