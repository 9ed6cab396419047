#include <gtest/gtest.h>

#include <Kokkos_Core.hpp>

/// One main for all tests: Kokkos lives as long as the tests run.
int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  if (GTEST_FLAG_GET(list_tests)) return RUN_ALL_TESTS();
  Kokkos::ScopeGuard kokkos(argc, argv);
  return RUN_ALL_TESTS();
}
