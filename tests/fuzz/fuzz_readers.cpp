#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <fstream>
#include <string>

#include "core/error.hpp"
#include "ptyger/read_scan.hpp"
#include "read/read_initial.hpp"
#include "read/read_placed_object.hpp"
#include "read/read_probe.hpp"

namespace {

/// Bad input must be an InputError; whatever else is thrown ends the fuzzer and is a finding.
template <class Action>
void refuse_or_read(Action&& action) {
  try {
    action();
  } catch (ptyger::InputError const&) {
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  static std::string const path = "/dev/shm/ptyger_fuzz_" + std::to_string(getpid()) + ".h5";
  std::ofstream(path, std::ios::binary | std::ios::trunc)
      .write(reinterpret_cast<char const*>(data), static_cast<std::streamsize>(size));
  refuse_or_read([] { ptyger::read_scan({path}); });
  refuse_or_read([] { ptyger::read_outline({path}, {.crop = 4}); });
  refuse_or_read(
      [] { ptyger::read_scan({path}, {.mask = path, .energy_eV = 8000, .distance_m = 1, .pixel_m = 1e-6}); });
  refuse_or_read([] { ptyger::read_initial(path); });
  refuse_or_read([] { ptyger::read_probe(path); });
  refuse_or_read([] { ptyger::read_placed_object(path); });
  unlink(path.c_str());
  return 0;
}
