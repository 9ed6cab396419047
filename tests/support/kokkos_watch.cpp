#include "tests/support/kokkos_watch.hpp"

#include <Kokkos_Core.hpp>

namespace ptyger::test {
namespace {

namespace Tools = Kokkos::Tools::Experimental;

KokkosWatch* present = nullptr;

bool is_global(std::uint32_t device) {
  auto const id = Tools::identifier_from_devid(device).instance_id;
  return id == Tools::int_for_synchronization_reason(Tools::SpecialSynchronizationCases::GlobalDeviceSynchronization) ||
         id ==
             Tools::int_for_synchronization_reason(Tools::SpecialSynchronizationCases::DeepCopyResourceSynchronization);
}

}  // namespace

KokkosWatch::KokkosWatch(std::chrono::milliseconds patience) : patience_(patience) {
  present = this;
  install();
}

void KokkosWatch::install() {
  Tools::set_allocate_data_callback(
      [](Kokkos_Profiling_SpaceHandle, char const* label, void const*, std::uint64_t bytes) {
        present->note("allocates '" + std::string(label) + "', " + std::to_string(bytes) + " bytes");
      });
  Tools::set_deallocate_data_callback([](Kokkos_Profiling_SpaceHandle, char const* label, void const*, std::uint64_t) {
    present->note("frees '" + std::string(label) + "'");
  });
  auto const begin_kernel = [](char const* label, std::uint32_t device, std::uint64_t*) {
    auto const what = "runs '" + std::string(label) + "'";
    auto const default_instance = Tools::device_id(Kokkos::DefaultExecutionSpace());
    if (device == default_instance && Tools::identifier_from_devid(device).type != Tools::DeviceType::Serial)
      present->note(what + " on the default instance");
    present->begin(what);
    std::scoped_lock const lock(present->mutex_);
    if (present->open_) ++present->kernels_;
  };
  auto const end = [](std::uint64_t) { present->end(); };
  Tools::set_begin_parallel_for_callback(begin_kernel);
  Tools::set_end_parallel_for_callback(end);
  Tools::set_begin_parallel_reduce_callback(begin_kernel);
  Tools::set_end_parallel_reduce_callback(end);
  Tools::set_begin_parallel_scan_callback(begin_kernel);
  Tools::set_end_parallel_scan_callback(end);
  Tools::set_begin_fence_callback([](char const* name, std::uint32_t device, std::uint64_t*) {
    present->begin("waits in '" + std::string(name) + "'");
    if (is_global(device)) return present->note("fences everything: " + std::string(name));
    std::scoped_lock const lock(present->mutex_);
    if (present->open_) ++present->instance_fences_;
  });
  Tools::set_end_fence_callback(end);
}

KokkosWatch::~KokkosWatch() {
  close();
  Tools::set_callbacks({});
  present = nullptr;
}

void KokkosWatch::open() {
  guard_ = std::thread([this] { guard_default_instance(); });
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return lock_held_; });
  open_ = true;
}

void KokkosWatch::close() {
  if (!guard_.joinable()) return;
  {
    std::scoped_lock const lock(mutex_);
    open_ = lock_held_ = false;
  }
  changed_.notify_all();
  guard_.join();
}

/// Holds the lock of the default instance until the watch is closed or an operation has been recorded that waits for
/// it.
void KokkosWatch::guard_default_instance() {
  std::scoped_lock const instance(Kokkos::Serial().impl_internal_space_instance()->m_instance_mutex);
  std::unique_lock lock(mutex_);
  lock_held_ = true;
  changed_.notify_all();
  auto caught = waiting();
  for (; lock_held_ && !caught; caught = waiting()) changed_.wait_for(lock, patience_ / 4);
  if (caught) events_.push_back(*caught + " on the default instance");
}

std::optional<std::string> KokkosWatch::waiting() const {
  for (auto const& [thread, operation] : operations_)
    if (Clock::now() - operation.since > patience_) return operation.what;
  return {};
}

void KokkosWatch::note(std::string const& event) {
  std::scoped_lock const lock(mutex_);
  if (open_)
    events_.push_back(event);
  else
    ++ignored_;
}

void KokkosWatch::begin(std::string const& what) {
  std::scoped_lock const lock(mutex_);
  operations_[std::this_thread::get_id()] = {what, Clock::now()};
}

void KokkosWatch::end() {
  std::scoped_lock const lock(mutex_);
  operations_.erase(std::this_thread::get_id());
}

std::vector<std::string> KokkosWatch::events() const {
  std::scoped_lock const lock(mutex_);
  return events_;
}

std::size_t KokkosWatch::kernels() const {
  std::scoped_lock const lock(mutex_);
  return kernels_;
}

std::size_t KokkosWatch::instance_fences() const {
  std::scoped_lock const lock(mutex_);
  return instance_fences_;
}

std::size_t KokkosWatch::ignored() const {
  std::scoped_lock const lock(mutex_);
  return ignored_;
}

}  // namespace ptyger::test
