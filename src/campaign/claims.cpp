#include "campaign/claims.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <condition_variable>
#include <cstring>

#include "campaign/sign_of_life.hpp"
#include "core/system_error.hpp"
#include "ptyger/error.hpp"

namespace ptyger::campaign {
namespace {

constexpr int renewals_per_lease = 6;

bool exists(std::string const& file) {
  return last_sign_of_life(file).has_value();
}

[[noreturn]] void fail(char const* call, std::string const& file) {
  throw CallError(std::string(call) + " failed for " + file + ": " + core::last_system_error().message() + ".");
}

/// Creates a file; false when it exists.
bool make_file(std::string const& file, std::string const& text) {
  int const descriptor = ::open(file.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0666);
  if (descriptor < 0 && errno == EEXIST) return false;
  if (descriptor < 0) fail("open()", file);
  bool const written = ::write(descriptor, text.data(), text.size()) == static_cast<ssize_t>(text.size());
  ::close(descriptor);
  if (!written) fail("write()", file);
  return true;
}

}  // namespace

Claims::Claims(CampaignFolder const& folder, Job job, std::chrono::milliseconds lease)
    : folder_(folder), job_(std::move(job)), lease_(lease), file_(folder_.state() / (job_.id + ".job")) {
  job_.lease_ms = lease_.count();
  CampaignFolder::write(file_, to_text(job_));
  lease_thread_ = std::jthread([this](std::stop_token const& stop) {
    std::mutex mutex;
    std::condition_variable_any wake_up;  // notified only when the thread is asked to stop
    for (std::unique_lock lock(mutex); !stop.stop_requested();) {
      wake_up.wait_for(lock, stop, lease_ / renewals_per_lease, [] { return false; });
      renew_lease();
    }
  });
}

Claims::~Claims() {
  lease_thread_ = {};
  while (!claimed_.empty()) release(claimed_.begin()->first);
  ::unlink(file_.c_str());
}

bool Claims::make_claim(std::string const& claim) {
  if (links_) {
    if (::link(file_.c_str(), claim.c_str()) == 0) return true;
    if (errno == EEXIST) return is_ours(claim);
    if (errno != EPERM && errno != ENOTSUP && errno != ENOSYS && errno != EMLINK) fail("link()", claim);
    links_ = false;  // from now on renew_lease() renews every claim
  }
  return make_file(claim, to_text(job_));
}

/// Whether a claim is a link to the file of this job. A network file system may make a link, lose the reply, and report
/// at the second try that the link exists.
bool Claims::is_ours(std::string const& claim) const {
  struct stat claim_status {};
  struct stat job_status {};
  return ::stat(claim.c_str(), &claim_status) == 0 && ::stat(file_.c_str(), &job_status) == 0 &&
         claim_status.st_ino == job_status.st_ino && claim_status.st_dev == job_status.st_dev;
}

/// Whether the job that made `file`, a claim or a job file, still runs. Life::unknown: its process cannot be seen from
/// here, but it gave a sign of life within the lease.
Life Claims::life_of_owner(std::string const& file) const {
  auto const job = parse_job(CampaignFolder::read(file));
  auto const now = last_sign_of_life(file_);  // of this job: nearly the present time of the file system
  return now ? campaign::life_of_owner(job, file, job_, *now, lease_) : life_of(job, job_);
}

/// Whether a job that may be alive has a claim on the projection with another number: a job may have released its
/// claim, and another job made one, between the calls of acquire().
bool Claims::another_claim_is_alive(std::string const& name, int number) const {
  auto const lower_claim = folder_.claim(name, number - 1);
  if (number > 1 && exists(lower_claim) && may_be_alive(lower_claim)) return true;
  for (int higher = number + 1; exists(folder_.claim(name, higher)); ++higher)
    if (may_be_alive(folder_.claim(name, higher))) return true;
  return false;
}

/// Another job may act between any two calls of the file system, so its claims and the result are examined again after
/// this job has made its claim.
Claims::Acquired Claims::acquire(std::string const& name) {
  int number = 1;
  while (!make_claim(folder_.claim(name, number))) {
    int highest = number;
    while (exists(folder_.claim(name, highest + 1))) ++highest;
    auto const owner = life_of_owner(folder_.claim(name, highest));
    if (owner != Life::dead) return {.outcome = Outcome::elsewhere, .owner_runs = owner == Life::alive};
    number = highest + 1;
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

/// Errors of the file system are ignored: the next call tries again.
void Claims::renew_lease() {
  std::lock_guard const lock(mutex_);
  if (::utimensat(AT_FDCWD, file_.c_str(), nullptr, 0) != 0 && errno == ENOENT) {
    // Another job took this job for dead and removed its file. The claims are not links to the new file.
    try {
      CampaignFolder::write(file_, to_text(job_));
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
    if (entry.claim > 0) acquire(name);  // releases the claim again, since the projection is done
    if (entry.failure) ::unlink(folder_.failure(name).c_str());
    if (entry.checkpoint) ::unlink(folder_.checkpoint(name).c_str());
    if (entry.progress) ::unlink(folder_.progress(name).c_str());
  }
}

}  // namespace ptyger::campaign
