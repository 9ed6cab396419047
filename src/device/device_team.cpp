#include "device/device_team.hpp"

#include <fmt/format.h>

#include <new>
#include <system_error>

#include "device/instances.hpp"

namespace ptyger::device {
namespace {

/// The first kernel of an instance allocates its scratch memory: here, where nothing else runs.
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
    for (int place = 0; place < size(); ++place) threads_.emplace_back([this, place] { serve(place); });
  } catch (std::system_error const& error) {
    close();
    throw CallError(
        fmt::format("the thread of device {} of {} cannot be made: {}", threads_.size(), size(), error.what()));
  }
}

template <class Exec>
DeviceTeam<Exec>::~DeviceTeam() {
  close();
}

template <class Exec>
void DeviceTeam<Exec>::close() {
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
  rendezvous_.mend();
  work_ = &work;
  busy_ = size();
  ++run_;
  changed_.notify_all();
  changed_.wait(lock, [&] { return busy_ == 0; });
  work_ = nullptr;
  rethrow_first();
}

/// What the thread of a device does all its life.
template <class Exec>
void DeviceTeam<Exec>::serve(int place) {
  for (unsigned long seen = 0;; ++seen) {
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [&] { return closing_ || run_ != seen; });
      if (closing_) return;
    }
    work_on(place);
    std::scoped_lock const lock(mutex_);
    --busy_;
    changed_.notify_all();
  }
}

template <class Exec>
void DeviceTeam<Exec>::work_on(int place) {
  auto const& device = this->device(place);
  device.clock->reset();
  try {
    bind_thread(device.exec);
    (*work_)(device);
  } catch (...) {
    auto const stage = device.clock->failed_in();
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

/// The failure that the others only heard of, if there is one.
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
#ifdef KOKKOS_ENABLE_CUDA
template class DeviceTeam<Kokkos::Cuda>;
#endif

}  // namespace ptyger::device
