#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <optional>
#include <string>

#include "comm/world.hpp"
#include "tests/hdf5/temporary_folder.hpp"

namespace ptyger::test {

/// The ranks of this test program.
comm::World const& world();

/// A new folder for each test, the same on all ranks; removed after the test.
class SharedFolder : public testing::Test {
 public:
  ~SharedFolder() override { world().barrier(); }

 protected:
  SharedFolder() {
    if (world().rank() == 0) temporary_folder_.emplace();
    folder_ = world().broadcast(temporary_folder_ ? *temporary_folder_ / "" : "");
  }

  [[nodiscard]] std::string path(std::string const& name) const { return folder_ + name; }

 private:
  std::optional<TemporaryFolder> temporary_folder_;  ///< on rank 0
  std::string folder_;
};

}  // namespace ptyger::test
