#pragma once

#include <sched.h>

#include <cstddef>

namespace ptyger::test {

/// Binds this process, and the programs that it starts, to one processor until the end of its life.
class OneProcessor {
 public:
  OneProcessor() {
    sched_getaffinity(0, sizeof before_, &before_);
    for (processor_ = 0; !CPU_ISSET(processor_, &before_);) ++processor_;
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(processor_, &one);
    sched_setaffinity(0, sizeof one, &one);
  }
  ~OneProcessor() { sched_setaffinity(0, sizeof before_, &before_); }
  OneProcessor(OneProcessor const&) = delete;
  OneProcessor& operator=(OneProcessor const&) = delete;
  [[nodiscard]] int number() const { return static_cast<int>(processor_); }

 private:
  cpu_set_t before_{};  ///< affinity mask before the test
  std::size_t processor_ = 0;
};

}  // namespace ptyger::test
