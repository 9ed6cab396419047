#include "campaign/claims.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <condition_variable>
#include <cstring>
#include <optional>

#include "core/system_error.hpp"
#include "ptyger/error.hpp"

namespace ptyger::campaign {
namespace {

using Nanoseconds = std::chrono::nanoseconds;

constexpr int renewals_per_lease = 6;

/// Modification time of a file, by the clock of the file system; empty without the file.
std::optional<Nanoseconds> last_sign_of_life(std::string const& file) {
  struct stat status {};
  if (::stat(file.c_str(), &status) != 0) return std::nullopt;
  return std::chrono::seconds(status.st_mtim.tv_sec) + Nanoseconds(status.st_mtim.tv_nsec);
}

bool exists(std::string const& file) {
  return last_sign_of_life(file).has_value();
}

[[noreturn]] void fail(char const* call, std::string const& file) {
  throw CallError(std::string(call) + " failed for " + file + ": " + core::last_system_error().message() + ".");
}

/// Creates a file; false when it exists.
bool make_file(std::string const& file, std::string const& text) {
  int const made = ::open(file.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0666);
  if (made < 0 && errno == EEXIST) return false;
  if (made < 0) fail("open()", file);
  bool const written = ::write(made, text.data(), text.size()) == static_cast<ssize_t>(text.size());
  ::close(made);
  if (!written) fail("write()", file);
  return true;
}

}  // namespace

Claims::Claims(CampaignFolder const& folder, Job job, std::chrono::milliseconds lease)
    : folder_(folder), job_(std::move(job)), lease_(lease), file_(folder_.state() / (job_.id + ".job")) {
  job_.lease_ms = lease_.count();
  CampaignFolder::write(file_, to_text(job_));
  lease_thread_ = std::jthread([this](std::stop_token const& stop) {
    std::mutex asleep;
    std::condition_variable_any never;
    for (std::unique_lock lock(asleep); !stop.stop_requested();) {
      never.wait_for(lock, stop, lease_ / renewals_per_lease, [] { return false; });
      renew_lease();
    }
  });
}

Claims::~Claims() {
  lease_thread_ = {};
  while (!claimed_.empty()) release(claimed_.begin()->first);
  ::unlink(file_.c_str());
}

bool Claims::make(std::string const& claim) {
  if (links_) {
    if (::link(file_.c_str(), claim.c_str()) == 0) return true;
    if (errno == EEXIST) return is_ours(claim);
    if (errno != EPERM && errno != ENOTSUP && errno != ENOSYS && errno != EMLINK) fail("link()", claim);
    links_ = false;  // from now on renew_lease() renews every claim
  }
  return make_file(claim, to_text(job_));
}

/// A network file system may make a link, lose the reply, and report at the second try that the link exists.
bool Claims::is_ours(std::string const& claim) const {
  struct stat theirs {};
  struct stat own {};
  return ::stat(claim.c_str(), &theirs) == 0 && ::stat(file_.c_str(), &own) == 0 && theirs.st_ino == own.st_ino &&
         theirs.st_dev == own.st_dev;
}

/// Whether the job that a claim or job file belongs to runs; Life::unknown: it gave a sign of life within the lease.
Life Claims::life_of_owner(std::string const& file) const {
  auto const job = parse_job(CampaignFolder::read(file));
  auto const life = life_of(job, job_);
  if (life != Life::unknown) return life;
  auto const seen = last_sign_of_life(file);
  auto const now = last_sign_of_life(file_);
  return seen && now && *now - *seen < std::max(lease_, std::chrono::milliseconds(job.lease_ms)) ? Life::unknown
                                                                                                 : Life::dead;
}

/// Whether a claim with another number may be alive: one job released its claim and another made one meanwhile.
bool Claims::another_claim_is_alive(std::string const& name, int number) const {
  auto const below = folder_.claim(name, number - 1);
  if (number > 1 && exists(below) && may_be_alive(below)) return true;
  for (int above = number + 1; exists(folder_.claim(name, above)); ++above)
    if (may_be_alive(folder_.claim(name, above))) return true;
  return false;
}

/// Other jobs may act between any two calls, so claims and results are examined again once this claim is made.
Claims::Acquired Claims::acquire(std::string const& name) {
  int number = 1;
  while (!make(folder_.claim(name, number))) {
    int last = number;
    while (exists(folder_.claim(name, last + 1))) ++last;
    auto const owner = life_of_owner(folder_.claim(name, last));
    if (owner != Life::dead) return {.outcome = Outcome::elsewhere, .owner_runs = owner == Life::alive};
    number = last + 1;
  }
  if (another_claim_is_alive(name, number)) {
    ::unlink(folder_.claim(name, number).c_str());
    return {.outcome = Outcome::elsewhere, .owner_runs = false};
  }
  {
    std::lock_guard const lock(mutex_);
    claimed_[name] = number;
  }
  if (exists(folder_.result(name)) && exists(folder_.record(name))) {
    release(name);
    return {.outcome = Outcome::done};
  }
  return {};
}

void Claims::release(std::string const& name) {
  auto const claimed = claimed_.find(name);
  if (claimed == claimed_.end()) return;
  // The highest number is removed last: while it exists, no claim of another job counts.
  for (int number = 1; number <= claimed->second; ++number) ::unlink(folder_.claim(name, number).c_str());
  std::lock_guard const lock(mutex_);
  claimed_.erase(claimed);
}

/// Errors are ignored: the next call tries again.
void Claims::renew_lease() {
  std::lock_guard const lock(mutex_);
  if (::utimensat(AT_FDCWD, file_.c_str(), nullptr, 0) != 0 && errno == ENOENT) {
    try {
      CampaignFolder::write(
          file_,
          to_text(job_));  // another job removed the file as of a dead job, so the claims are not links to it any more
    } catch (std::exception const&) {
    }
    links_ = false;
  }
  if (links_) return;
  for (auto const& [name, number] : claimed_) ::utimensat(AT_FDCWD, folder_.claim(name, number).c_str(), nullptr, 0);
}

void Claims::remove_dead_jobs() {
  std::error_code error;
  for (auto const& entry : std::filesystem::directory_iterator(folder_.state(), error))
    if (entry.path().extension() == ".job" && entry.path() != file_ && life_of_owner(entry.path()) == Life::dead)
      ::unlink(entry.path().c_str());
  for (auto const& [name, entry] : folder_.list()) {
    if (!entry.done()) continue;
    if (entry.claimed) acquire(name);  // releases the claim again, since the projection is done
    if (entry.failure) ::unlink(folder_.failure(name).c_str());
    if (entry.checkpoint) ::unlink(folder_.checkpoint(name).c_str());
  }
}

}  // namespace ptyger::campaign
