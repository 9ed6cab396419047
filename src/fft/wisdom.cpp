#include "fft/wisdom.hpp"

#include <unistd.h>

#include <cstdlib>
#include <filesystem>

#include "core/host.hpp"

namespace ptyger::fft {
namespace {

std::filesystem::path cache_folder() {
  if (char const* ptyger_cache = std::getenv("PTYGER_CACHE"); ptyger_cache != nullptr && *ptyger_cache != '\0')
    return ptyger_cache;
  if (char const* xdg = std::getenv("XDG_CACHE_HOME"); xdg != nullptr && *xdg != '\0')
    return std::filesystem::path(xdg) / "ptyger";
  if (char const* home = std::getenv("HOME"); home != nullptr && *home != '\0')
    return std::filesystem::path(home) / ".cache" / "ptyger";
  return {};
}

}  // namespace

Wisdom::Wisdom(std::string const& name, void (*load)(char const*)) {
  auto const folder = cache_folder();
  if (folder.empty()) return;
  // The file is named after the host, since machines that share a home folder need different plans.
  path_ = (folder / (name + "-" + core::host_name())).string();
  if (std::error_code ignored; std::filesystem::exists(path_, ignored)) load(path_.c_str());
}

void Wisdom::store(bool (*write)(char const*)) const {
  if (path_.empty()) return;
  std::error_code error;
  std::filesystem::create_directories(std::filesystem::path(path_).parent_path(), error);
  if (error) return;
  auto const temporary = path_ + "." + std::to_string(getpid());
  if (write(temporary.c_str()))
    std::filesystem::rename(temporary, path_, error);
  else
    std::filesystem::remove(temporary, error);
}

}  // namespace ptyger::fft
