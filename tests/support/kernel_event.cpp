#include "tests/support/kernel_event.hpp"

#include <Kokkos_Core.hpp>
#include <utility>

namespace ptyger::test {
namespace {

KernelEvent const* current = nullptr;

}  // namespace

KernelEvent::KernelEvent(std::string label, std::function<void()> action)
    : label_(std::move(label)), action_(std::move(action)) {
  namespace Tools = Kokkos::Tools::Experimental;
  current = this;
  auto const begin = [](char const* kernel, std::uint32_t, std::uint64_t*) { current->on_kernel(kernel); };
  Tools::set_begin_parallel_for_callback(begin);
  Tools::set_begin_parallel_reduce_callback(begin);
}

KernelEvent::~KernelEvent() {
  Kokkos::Tools::Experimental::set_callbacks({});
  current = nullptr;
}

void KernelEvent::on_kernel(char const* kernel) const {
  if (kernel == label_) action_();
}

}  // namespace ptyger::test
