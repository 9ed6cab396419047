#include <gtest/gtest.h>

#include <Kokkos_Core.hpp>

/// The main function of all test programs, which initialises Kokkos for the duration of the tests.
int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  if (GTEST_FLAG_GET(list_tests)) return RUN_ALL_TESTS();
  // Without this setting Kokkos fences all instances around every kernel while a test has set callbacks.
  Kokkos::Tools::Experimental::set_request_tool_settings_callback(
      [](std::uint32_t, Kokkos_Tools_ToolSettings* settings) { settings->requires_global_fencing = false; });
  Kokkos::ScopeGuard kokkos(argc, argv);
  return RUN_ALL_TESTS();
}
