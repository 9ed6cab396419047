#include "app/run_environment.hpp"

#include <fmt/format.h>
#include <Kokkos_Macros.hpp>

#include "ptyger/version.hpp"

namespace ptyger::app {

std::map<std::string, std::string> versions() {
  return {{"ptyger", version()},
          {"Kokkos", fmt::format("{}.{}.{}", KOKKOS_VERSION / 10000, KOKKOS_VERSION / 100 % 100, KOKKOS_VERSION % 100)},
          {"compiler", __VERSION__}};
}

}  // namespace ptyger::app
