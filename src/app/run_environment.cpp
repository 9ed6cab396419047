#include "app/run_environment.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <Kokkos_Macros.hpp>
#include <array>
#include <ctime>

namespace ptyger {

std::string time_stamp() {
  auto const now = std::time(nullptr);
  std::tm local{};
  localtime_r(&now, &local);
  std::array<char, 64> text{};
  auto const length = std::strftime(text.data(), text.size(), "%FT%T%z", &local);
  std::string stamp(text.data(), length);
  return stamp.insert(stamp.size() - 2, ":");
}

std::string host_name() {
  std::array<char, 256> name{};
  return gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "unknown";
}

std::map<std::string, std::string> versions() {
  return {{"ptyger", PTYGER_VERSION},
          {"Kokkos", fmt::format("{}.{}.{}", KOKKOS_VERSION / 10000, KOKKOS_VERSION / 100 % 100, KOKKOS_VERSION % 100)},
          {"compiler", __VERSION__}};
}

}  // namespace ptyger
