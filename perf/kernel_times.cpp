#include "perf/kernel_times.hpp"

#include <Kokkos_Core.hpp>

namespace ptyger::perf {
namespace {

KernelTimes* present = nullptr;

}  // namespace

KernelTimes::KernelTimes() {
  namespace Tools = Kokkos::Tools::Experimental;
  present = this;
  auto const begin = [](char const* label, std::uint32_t, std::uint64_t*) { present->begin(label); };
  auto const end = [](std::uint64_t) { present->end(); };
  Tools::set_begin_parallel_for_callback(begin);
  Tools::set_end_parallel_for_callback(end);
  Tools::set_begin_parallel_reduce_callback(begin);
  Tools::set_end_parallel_reduce_callback(end);
}

KernelTimes::~KernelTimes() {
  Kokkos::Tools::Experimental::set_callbacks({});
  present = nullptr;
}

void KernelTimes::begin(char const* label) {
  if (!open_) return;
  label_ = label;
  Kokkos::fence("before a kernel that is measured");
  begin_ = std::chrono::steady_clock::now();
}

void KernelTimes::end() {
  if (!open_ || label_.empty()) return;
  Kokkos::fence("after a kernel that is measured");
  auto& time = times_[label_];
  ++time.launches;
  time.seconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - begin_).count();
  label_.clear();
}

}  // namespace ptyger::perf
