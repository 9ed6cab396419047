// Part of every test program on emulated GPUs: a test fails when the library has broken a rule of the test double.
#include <gtest/gtest.h>

#include "comm/transports.hpp"
#include "tests/gpu_double/gpu_double.hpp"

namespace ptyger::test {
namespace {

class WatchViolations : public testing::EmptyTestEventListener {
  void OnTestStart(testing::TestInfo const&) override { gpu_double::reset(); }
  void OnTestEnd(testing::TestInfo const&) override {
    comm::close_kept_communicators<device::Gpu>();
    for (auto const& violation : gpu_double::violations()) ADD_FAILURE() << violation;
  }
};

// The list of listeners owns it.
[[maybe_unused]] bool const watched = [] {
  testing::UnitTest::GetInstance()->listeners().Append(new WatchViolations);
  return true;
}();

}  // namespace
}  // namespace ptyger::test
