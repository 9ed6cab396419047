#pragma once

#include <functional>
#include <string>

namespace ptyger::test {

/// Calls `action` before each kernel with the given label, on the thread that launches it. `action` may throw; the
/// exception leaves the launch like an error of the device. At most one object may exist at a time. Construct and
/// destroy it while no kernel runs.
class KernelEvent {
 public:
  KernelEvent(std::string label, std::function<void()> action);
  ~KernelEvent();
  KernelEvent(KernelEvent const&) = delete;
  KernelEvent& operator=(KernelEvent const&) = delete;

 private:
  /// Called before each kernel of Kokkos.
  void on_kernel(char const* kernel) const;

  std::string label_;
  std::function<void()> action_;
};

}  // namespace ptyger::test
