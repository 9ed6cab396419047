#include <gtest/gtest.h>

#include "tests/mpi/world_of_tests.hpp"

namespace ptyger::test {
namespace {

comm::World const* world_of_tests = nullptr;

/// Prints failures only: rank 0 prints the rest for all ranks.
class PrintFailures : public testing::EmptyTestEventListener {
  void OnTestPartResult(testing::TestPartResult const& result) override {
    if (!result.failed()) return;
    fprintf(stderr, "rank %d: %s:%d: %s\n", world().rank(), result.file_name(), result.line_number(), result.summary());
  }
};

/// No rank begins a test before all ranks have ended the one before it.
class MeetBetweenTests : public testing::EmptyTestEventListener {
  void OnTestEnd(testing::TestInfo const&) override { world().barrier(); }
};

void listen() {
  testing::TestEventListeners& listeners = testing::UnitTest::GetInstance()->listeners();
  if (world().rank() != 0) {
    delete listeners.Release(listeners.default_result_printer());
    listeners.Append(new PrintFailures);
  }
  listeners.Append(new MeetBetweenTests);
}

}  // namespace

comm::World const& world() {
  return *world_of_tests;
}

}  // namespace ptyger::test

/// Main program of the tests that run under mpirun: every rank runs every test, and all ranks fail when one fails.
int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  ptyger::comm::World const world;
  ptyger::test::world_of_tests = &world;
  ptyger::test::listen();
  return world.largest(RUN_ALL_TESTS());
}
