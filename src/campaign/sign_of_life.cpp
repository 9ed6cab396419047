#include "campaign/sign_of_life.hpp"

#include <sys/stat.h>

#include <algorithm>

namespace ptyger::campaign {

std::optional<std::chrono::nanoseconds> last_sign_of_life(std::string const& file) {
  struct stat status {};
  if (::stat(file.c_str(), &status) != 0) return std::nullopt;
  return std::chrono::seconds(status.st_mtim.tv_sec) + std::chrono::nanoseconds(status.st_mtim.tv_nsec);
}

Life life_of_owner(Job const& owner, std::string const& file, Job const& self, std::chrono::nanoseconds now,
                   std::chrono::milliseconds lease) {
  auto const life = life_of(owner, self);
  if (life != Life::unknown) return life;
  auto const renewed = last_sign_of_life(file);
  bool const recent = renewed && now - *renewed < std::max(lease, std::chrono::milliseconds(owner.lease_ms));
  return recent ? Life::unknown : Life::dead;
}

}  // namespace ptyger::campaign
