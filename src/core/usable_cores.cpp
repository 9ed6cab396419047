#include "core/usable_cores.hpp"

#include <sched.h>

#include <algorithm>
#include <thread>

namespace ptyger::core {

std::size_t usable_cores() {
  cpu_set_t processors;
  if (sched_getaffinity(0, sizeof(processors), &processors) == 0)
    return static_cast<std::size_t>(std::max(1, CPU_COUNT(&processors)));
  return std::max<std::size_t>(1, std::thread::hardware_concurrency());  // more than 1024 processors
}

}  // namespace ptyger::core
