#include "core/host.hpp"

#include <unistd.h>

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

}  // namespace ptyger
