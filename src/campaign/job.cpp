#include "campaign/job.hpp"

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "core/host.hpp"

namespace ptyger::campaign {
namespace {

std::string this_pid_namespace() {
  std::error_code ignored;
  std::string boot;
  std::ifstream("/proc/sys/kernel/random/boot_id") >> boot;
  return boot + " " + std::filesystem::read_symlink("/proc/self/ns/pid", ignored).string();
}

std::string variable(char const* name) {
  char const* const value = std::getenv(name);
  return value == nullptr ? "" : value;
}

}  // namespace

Job this_job() {
  Job job{.id = {},
          .host = core::host_name(),
          .pid_namespace = this_pid_namespace(),
          .process = ::getpid(),
          .started = core::process_start(::getpid())};
  job.id = job.host + "-" + std::to_string(job.process) + "-" + std::to_string(job.started);
  job.batch_job = variable("SLURM_JOB_ID");
  if (job.batch_job.empty()) job.batch_job = variable("PBS_JOBID");
  job.restarts = std::atoi(variable("SLURM_RESTART_COUNT").c_str());
  return job;
}

std::string to_text(Job const& job) {
  nlohmann::ordered_json const json{
      {"id", job.id},           {"host", job.host},           {"place", job.pid_namespace}, {"process", job.process},
      {"started", job.started}, {"batch_job", job.batch_job}, {"lease_ms", job.lease_ms},   {"restarts", job.restarts}};
  return json.dump() + "\n";
}

Job parse_job(std::string const& text) try {
  auto const json = nlohmann::json::parse(text);
  return {json.at("id"),      json.at("host"),      json.at("place"),    json.at("process"),
          json.at("started"), json.at("batch_job"), json.at("lease_ms"), json.at("restarts")};
} catch (nlohmann::json::exception const&) {
  return {};
}

Life life_of(Job const& job, Job const& self) {
  if (job.id.empty()) return Life::unknown;
  if (job.id == self.id) return Life::alive;
  if (!job.batch_job.empty() && job.batch_job == self.batch_job && job.restarts < self.restarts) return Life::dead;
  if (job.pid_namespace != self.pid_namespace) return Life::unknown;
  return core::process_start(job.process) == job.started ? Life::alive : Life::dead;
}

}  // namespace ptyger::campaign
