#pragma once

#include <deque>
#include <exception>
#include <functional>
#include <thread>
#include <vector>

#include "device/device_context.hpp"
#include "device/rendezvous.hpp"

namespace ptyger::device {

/// All devices that share a projection, one thread and one execution instance each. Made once: any number of runs,
/// also after a failed one. Must be destroyed before Kokkos is finalised.
template <class Exec>
class DeviceTeam {
 public:
  /// timeout: of every wait of one device for the others.
  explicit DeviceTeam(int devices, std::chrono::milliseconds timeout = std::chrono::minutes(10),
                      bool deterministic = false);
  ~DeviceTeam();
  DeviceTeam(DeviceTeam const&) = delete;
  DeviceTeam& operator=(DeviceTeam const&) = delete;

  using Work = std::function<void(DeviceContext<Exec> const&)>;
  /// Calls work(device) on the thread of every device and returns when all have ended. When one throws, the others are
  /// told at their next meeting, and the first error is thrown here, with the device and stage named unless it is
  /// about the input.
  void run(Work const& work);

  [[nodiscard]] int size() const { return static_cast<int>(devices_.size()); }
  [[nodiscard]] DeviceContext<Exec> const& device(int id) const { return devices_[static_cast<std::size_t>(id)]; }
  [[nodiscard]] Rendezvous& rendezvous() { return rendezvous_; }

 private:
  void close();
  void serve(int id);
  void work_on(int id);
  [[nodiscard]] std::string describe(int id) const;
  void rethrow_first() const;

  std::deque<core::StageClock> clocks_;
  std::vector<DeviceContext<Exec>> devices_;
  Rendezvous rendezvous_;
  std::mutex mutex_;
  std::condition_variable changed_;
  Work const* work_ = nullptr;
  unsigned long run_ = 0;
  int busy_ = 0;
  bool closing_ = false;
  struct Failure {
    int device;
    char const* stage;
    std::exception_ptr error;
  };
  std::vector<Failure> failures_;  ///< in the order in which they happened
  std::vector<std::thread> threads_;
};

}  // namespace ptyger::device
