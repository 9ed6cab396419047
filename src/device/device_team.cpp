#include "device/device_team.hpp"

#include <fmt/format.h>

#include <new>
#include <system_error>

#include "device/instances.hpp"

namespace ptyger::device {
namespace {

/// Runs a first reduction, which makes the instance allocate its scratch memory while no other thread uses Kokkos.
template <class Exec>
void warm_up(Exec const& exec) {
  int sum = 0;
  Kokkos::parallel_reduce(
      "warm up", Kokkos::RangePolicy<Exec>(exec, 0, 1), KOKKOS_LAMBDA(int, int& value) { value += 1; }, sum);
  exec.fence();
}

}  // namespace

template <class Exec>
DeviceTeam<Exec>::DeviceTeam(Team const& numbering, std::chrono::milliseconds timeout, bool deterministic)
    : numbering_(numbering),
      clocks_(static_cast<std::size_t>(numbering.local)),
      rendezvous_(numbering.local, timeout, [this](int place) { return describe(place); }) {
  auto const instances = make_instances<Exec>(size());
  for (std::size_t place = 0; place < instances.size(); ++place) {
    warm_up(instances[place]);
    devices_.push_back({.id = numbering.first + static_cast<int>(place),
                        .exec = instances[place],
                        .deterministic = deterministic,
                        .clock = &clocks_[place]});
  }
  try {
    for (int place = 0; place < size(); ++place) threads_.emplace_back([this, place] { thread_loop(place); });
  } catch (std::system_error const& error) {
    end_threads();
    throw CallError(
        fmt::format("the thread of device {} of {} cannot be made: {}", threads_.size(), size(), error.what()));
  }
}

template <class Exec>
DeviceTeam<Exec>::~DeviceTeam() {
  end_threads();
}

template <class Exec>
void DeviceTeam<Exec>::end_threads() {
  {
    std::scoped_lock const lock(mutex_);
    closing_ = true;
  }
  changed_.notify_all();
  for (auto& thread : threads_) thread.join();
}

template <class Exec>
void DeviceTeam<Exec>::run(Work const& work) {
  std::unique_lock lock(mutex_);
  failures_.clear();
  rendezvous_.reset();
  work_ = &work;
  busy_ = size();
  ++run_;
  changed_.notify_all();
  changed_.wait(lock, [&] { return busy_ == 0; });
  work_ = nullptr;
  rethrow_first();
}

/// The function of a device's thread: executes every run until the team is destroyed.
template <class Exec>
void DeviceTeam<Exec>::thread_loop(int place) {
  for (unsigned long last_run = 0;; ++last_run) {
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [&] { return closing_ || run_ != last_run; });
      if (closing_) return;
    }
    run_on_device(place);
    std::scoped_lock const lock(mutex_);
    --busy_;
    changed_.notify_all();
  }
}

template <class Exec>
void DeviceTeam<Exec>::run_on_device(int place) {
  auto const& device = this->device(place);
  device.clock->reset();
  try {
    bind_thread(device.exec);
    (*work_)(device);
  } catch (...) {
    auto const stage = device.clock->failed_stage();
    {
      std::scoped_lock const lock(mutex_);
      failures_.push_back({device.id, stage, std::current_exception()});
    }
    rendezvous_.fail(fmt::format("device {} failed in the stage '{}'", device.id, stage));
  }
}

template <class Exec>
std::string DeviceTeam<Exec>::describe(int place) const {
  return fmt::format("device {} (in the stage '{}')", device(place).id, device(place).clock->stage());
}

/// Rethrows the first failure that is not a TeamBroken, which only reports the failure of another device.
template <class Exec>
void DeviceTeam<Exec>::rethrow_first() const {
  for (auto const& failure : failures_) {
    try {
      std::rethrow_exception(failure.error);
    } catch (TeamBroken const&) {
      continue;
    } catch (InputError const&) {
      throw;
    } catch (std::bad_alloc const&) {
      throw;
    } catch (std::exception const& error) {
      if (numbering_.total == 1) throw;
      throw CallError(fmt::format("device {}, in the stage '{}': {}", failure.device, failure.stage, error.what()));
    }
  }
  if (!failures_.empty()) std::rethrow_exception(failures_.front().error);
}

template class DeviceTeam<Kokkos::Serial>;
#ifdef PTYGER_HAS_GPU
template class DeviceTeam<Gpu>;
#endif

}  // namespace ptyger::device
