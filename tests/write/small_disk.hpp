#pragma once

#include <sys/resource.h>

#include <csignal>

namespace ptyger::test {

/// Limits the files of this process to `bytes`, to simulate a full disk.
class SmallDisk {
 public:
  explicit SmallDisk(rlim_t bytes) : former_handler_(std::signal(SIGXFSZ, SIG_IGN)) {
    ::getrlimit(RLIMIT_FSIZE, &former_limit_);
    rlimit const limit{bytes, former_limit_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~SmallDisk() {
    ::setrlimit(RLIMIT_FSIZE, &former_limit_);
    std::signal(SIGXFSZ, former_handler_);
  }
  SmallDisk(SmallDisk const&) = delete;
  SmallDisk& operator=(SmallDisk const&) = delete;

 private:
  void (*former_handler_)(int);  ///< of SIGXFSZ, which a file that is too large would raise
  rlimit former_limit_ = {};     ///< limit on the size of files
};

}  // namespace ptyger::test
