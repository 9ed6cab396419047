#include "core/host.hpp"

#include <unistd.h>

#include <array>
#include <charconv>
#include <ctime>
#include <fstream>
#include <sstream>

namespace ptyger::core {

std::string time_stamp() {
  auto const now = std::time(nullptr);
  std::tm local{};
  localtime_r(&now, &local);
  std::array<char, 64> text{};
  auto const length = std::strftime(text.data(), text.size(), "%FT%T%z", &local);
  std::string stamp(text.data(), length);
  return stamp.insert(stamp.size() - 2, ":");
}

std::optional<double> parse_time_stamp(std::string const& text) {
  std::tm time{};
  char const* const end = strptime(text.c_str(), "%FT%T%z", &time);
  if (end == nullptr || *end != '\0') return std::nullopt;
  auto const offset = time.tm_gmtoff;  // timegm() changes it
  return static_cast<double>(timegm(&time) - offset);
}

std::string host_name() {
  std::array<char, 256> name{};
  return gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "unknown";
}

unsigned long process_start(long process_id) {
  std::string line;
  std::ifstream file("/proc/" + std::to_string(process_id) + "/stat");
  std::getline(file, line);
  auto const name_end = line.rfind(')');  // the program's name, in parentheses, may contain spaces and parentheses
  if (name_end == std::string::npos) return 0;
  std::istringstream fields(line.substr(name_end + 1));
  std::string field;
  fields >> field;  // field 3 of /proc/PID/stat (proc(5)): state; field 22 is the start time
  if (field == "Z" || field == "X") return 0;
  for (int field_number = 4; field_number <= 22; ++field_number) fields >> field;
  unsigned long ticks = 0;
  std::from_chars(field.data(), field.data() + field.size(), ticks);
  return ticks;
}

double process_start_time(long process_id) {
  auto const ticks = process_start(process_id);
  if (ticks == 0) return 0;
  std::ifstream file("/proc/stat");
  std::string word;
  double boot = 0;  // seconds since 1970
  while (file >> word)
    if (word == "btime") file >> boot;
  return boot + static_cast<double>(ticks) / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

}  // namespace ptyger::core
