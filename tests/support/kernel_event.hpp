#pragma once

#include <functional>
#include <string>

namespace ptyger::test {

/// Calls `action` on the thread that is about to run a kernel of this label. It may throw: out of the launch, like an
/// error of the device. One at a time; made and gone while no kernel runs.
class KernelEvent {
 public:
  KernelEvent(std::string label, std::function<void()> action);
  ~KernelEvent();
  KernelEvent(KernelEvent const&) = delete;
  KernelEvent& operator=(KernelEvent const&) = delete;

 private:
  void at(char const* kernel) const;

  std::string label_;
  std::function<void()> action_;
};

}  // namespace ptyger::test
