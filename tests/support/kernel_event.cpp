#include "tests/support/kernel_event.hpp"

#include <Kokkos_Core.hpp>
#include <utility>

namespace ptyger::test {
namespace {

KernelEvent const* present = nullptr;

}  // namespace

KernelEvent::KernelEvent(std::string label, std::function<void()> action)
    : label_(std::move(label)), action_(std::move(action)) {
  namespace Tools = Kokkos::Tools::Experimental;
  present = this;
  auto const begin = [](char const* kernel, std::uint32_t, std::uint64_t*) { present->at(kernel); };
  Tools::set_begin_parallel_for_callback(begin);
  Tools::set_begin_parallel_reduce_callback(begin);
}

KernelEvent::~KernelEvent() {
  Kokkos::Tools::Experimental::set_callbacks({});
  present = nullptr;
}

void KernelEvent::at(char const* kernel) const {
  if (kernel == label_) action_();
}

}  // namespace ptyger::test
