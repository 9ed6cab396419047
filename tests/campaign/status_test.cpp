#include "campaign/status.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "app/campaign/status.hpp"
#include "campaign/progress_record.hpp"
#include "campaign/projection.hpp"
#include "core/host.hpp"
#include "ptyger/error.hpp"
#include "tests/app/run_program.hpp"
#include "tests/hdf5/temporary_folder.hpp"

namespace ptyger::test {
namespace {

using campaign::CampaignFolder;
using campaign::ProgressRecord;
using campaign::ProjectionState;
using campaign::WorkStep;
using testing::HasSubstr;

class StatusTest : public testing::Test {
 protected:
  StatusTest() { folder.make(); }

  static campaign::Job dead_process() {
    auto job = campaign::this_job();
    job.id = "dead";
    job.started -= 1;
    return job;
  }
  /// A process on a machine that cannot be seen from here.
  static campaign::Job remote_process() {
    auto job = campaign::this_job();
    job.id = "remote";
    job.host = "node7";
    job.pid_namespace = "another machine";
    job.lease_ms = 60000;
    return job;
  }
  /// A rank of this process that has made 10 iterations of 0.1 s with 100 frames.
  static ProgressRecord running() {
    return {.process = campaign::this_job(),
            .rank = 1,
            .step = WorkStep::solving,
            .frames = 100,
            .phase = "cg",
            .iteration = 10,
            .records = 10,
            .nrmse = 0.125,
            .fraction = 0.5,
            .seconds = 1,
            .seconds_left = 1};
  }
  void write(std::string const& name, ProgressRecord const& progress) const {
    CampaignFolder::write(folder.progress(name), to_text(progress));
  }
  void list(std::vector<std::string> const& names) const {
    std::vector<campaign::Projection> projections;
    for (auto const& name : names) projections.push_back({.name = name, .angle_deg = 1.5});
    CampaignFolder::write(folder.projections(), to_text(projections));
  }
  void write_job(std::string const& id) const {
    auto job = campaign::this_job();
    job.id = id;
    CampaignFolder::write(folder.state() / (id + ".job"), to_text(job));
  }
  /// A projection of 100 frames that is done after 10 iterations, by the job `job`.
  void finish(std::string const& name, double seconds, std::string const& job, std::string const& finished) const {
    campaign::Record record{.name = name, .done = true, .reason = "iterations", .frames = 100, .iterations = 10};
    record.nrmse = 0.1;
    record.seconds_solving = seconds;
    record.host = "node1";
    record.job = job;
    record.finished = finished;
    CampaignFolder::write(folder.record(name), to_text(record));
    std::ofstream(folder.result(name)) << "x";
  }
  campaign::ProjectionStatus status_of(std::string const& name) const {
    for (auto const& projection : read_status(folder).projections)
      if (projection.name == name) return projection;
    throw std::runtime_error(name + " is not listed");
  }
  /// Makes a file look as if it were written some seconds ago.
  static void age(std::string const& file, int seconds) {
    std::filesystem::last_write_time(file,
                                     std::filesystem::file_time_type::clock::now() - std::chrono::seconds(seconds));
  }

  TemporaryFolder temporary;
  CampaignFolder const folder{temporary / "campaign"};
};

TEST_F(StatusTest, OtherFoldersAreRefusedWithWhatToDo) {
  auto const message = [](std::string const& folder) {
    return message_of<InputError>([&] { campaign::read_status(CampaignFolder(folder)); });
  };
  EXPECT_THAT(message(temporary / "nowhere"), HasSubstr("there is no such folder. Name the output folder"));
  EXPECT_THAT(message(temporary / ""), HasSubstr("is not the folder of a campaign"));
}

TEST_F(StatusTest, TellsWhatHappensToEachProjection) {
  list({"open", "stopped", "claimed", "reading", "ready", "running", "writing", "failed", "again", "done"});
  std::ofstream(folder.checkpoint("stopped")) << "x";
  std::ofstream(folder.claim("claimed", 2)) << to_text(campaign::this_job());
  for (auto const& [name, step] : {std::pair{"reading", WorkStep::reading},
                                   {"ready", WorkStep::ready},
                                   {"running", WorkStep::solving},
                                   {"writing", WorkStep::writing},
                                   {"again", WorkStep::solving}}) {
    auto progress = running();
    progress.step = step;
    write(name, progress);
  }
  for (auto const* name : {"failed", "again"})
    CampaignFolder::write(folder.failure(name),
                          to_text(campaign::Record{.name = name, .reason = "no frames", .attempts = 2}));
  finish("done", 1, "job", core::time_stamp());
  for (auto const* name : {"open", "stopped", "claimed", "reading", "ready", "running", "writing", "failed", "done"})
    EXPECT_STREQ(to_word(status_of(name).state), name);
  EXPECT_EQ(status_of("open").angle_deg, 1.5);
  auto const running = status_of("running");
  EXPECT_EQ(running.rank, 1);
  EXPECT_EQ(running.host, core::host_name());
  EXPECT_EQ(running.iteration, 10);
  EXPECT_EQ(running.nrmse, 0.125);
  EXPECT_EQ(running.seconds_left, 1);
  EXPECT_EQ(status_of("failed").failures, 2);
  EXPECT_EQ(status_of("failed").note, "no frames");
  EXPECT_EQ(status_of("again").state, ProjectionState::running);
  EXPECT_EQ(status_of("again").failures, 2);
  EXPECT_EQ(status_of("done").host, "node1");
}

TEST_F(StatusTest, NamesDeadProcesses) {
  auto progress = running();
  progress.process = dead_process();
  progress.deaths = 1;
  write("scan", progress);
  auto const dead = status_of("scan");
  EXPECT_EQ(dead.state, ProjectionState::dead);
  EXPECT_EQ(dead.deaths, 2);
  EXPECT_THAT(dead.note, HasSubstr(fmt::format("process {} died", getpid())));
  progress.told_to_stop = true;
  write("scan", progress);
  EXPECT_EQ(status_of("scan").state, ProjectionState::stopped);
  progress = running();
  progress.process = dead_process();
  progress.step = WorkStep::ready;
  write("scan", progress);
  EXPECT_EQ(status_of("scan").state, ProjectionState::open) << "nobody worked on it";
}

TEST_F(StatusTest, AProcessOfAnotherMachineIsDeadAfterItsLease) {
  auto progress = running();
  progress.process = remote_process();
  write("scan", progress);
  age(folder.progress("scan"), 30);
  EXPECT_EQ(status_of("scan").state, ProjectionState::running);
  age(folder.progress("scan"), 70);
  auto const dead = status_of("scan");
  EXPECT_EQ(dead.state, ProjectionState::dead);
  EXPECT_EQ(dead.host, "node7");
  EXPECT_THAT(dead.note, HasSubstr("no sign of life"));
  std::ofstream(folder.claim("other", 1)) << to_text(remote_process());
  EXPECT_EQ(status_of("scan").state, ProjectionState::dead);
}

TEST_F(StatusTest, DamagedFilesAreNoErrors) {
  std::ofstream(folder.projections()) << "[{";
  std::ofstream(folder.progress("a")) << "{";
  std::ofstream(folder.claim("a", 1)) << "{";
  std::ofstream(folder.record("b")) << "";
  std::ofstream(folder.result("b")) << "";
  std::ofstream(folder.claim(".volume", 1)) << "{";
  EXPECT_EQ(read_status(folder).projections.size(), 2U);
}

TEST_F(StatusTest, NamesSlowProjections) {
  list({"a", "b", "slow", "silent", "long"});
  for (auto const* name : {"a", "b"}) finish(name, 1, "job", core::time_stamp());
  auto progress = running();
  progress.seconds = 4;
  write("slow", progress);
  write("silent", running());
  age(folder.progress("silent"), 20);
  progress.frames = 1000;  // as slow, with ten times the frames
  write("long", progress);
  EXPECT_TRUE(status_of("slow").slow);
  EXPECT_THAT(status_of("slow").note, HasSubstr("an iteration takes 0.4 s; usual is 0.1 s"));
  EXPECT_TRUE(status_of("silent").slow);
  EXPECT_THAT(status_of("silent").note, HasSubstr("no iteration for 20 s"));
  EXPECT_FALSE(status_of("long").slow);
}

TEST_F(StatusTest, HasTheRateOfTheJobsThatRunOrOfTheLastOne) {
  EXPECT_EQ(read_status(folder).per_hour, std::nullopt);
  list({"a", "b", "c", "d", "e", "f"});
  finish("a", 60, "first", "2026-01-01T10:00:00+00:00");
  finish("b", 60, "second", "2026-01-02T10:00:00+00:00");
  finish("c", 60, "second", "2026-01-02T10:29:00+00:00");
  EXPECT_NEAR(read_status(folder).per_hour.value(), 4, 0.01);
  EXPECT_EQ(read_status(folder).seconds_left, std::nullopt) << "no job runs";
  write_job("third");
  finish("d", 900, "third", core::time_stamp());
  write("e", running());
  auto const status = read_status(folder);
  EXPECT_NEAR(status.per_hour.value(), 6, 0.1) << "1.5 projections in 15 minutes";
  EXPECT_NEAR(status.seconds_left.value(), 900, 20);
}

TEST_F(StatusTest, ReportsAreForPeopleAndScripts) {
  list({"scan_1", "scan_2"});
  write("scan_1", running());
  write_job("job-1");
  auto const before = entries(folder.state());
  auto const text = run_program({"campaign", "--status", folder.root()});
  EXPECT_EQ(text.exit_code, 0) << text.diagnostics;
  EXPECT_THAT(text.output, HasSubstr("scan_1         1.500 running "));
  EXPECT_THAT(text.output, HasSubstr("job job-1 on " + core::host_name() + ": runs"));
  EXPECT_THAT(text.output, HasSubstr("1 open, 1 running"));
  auto const json = nlohmann::json::parse(run_program({"campaign", "--status", folder.root(), "--json"}).output);
  EXPECT_EQ(json.at("projections").at(0).at("state"), "running");
  EXPECT_EQ(json.at("projections").at(0).at("nrmse"), 0.125);
  EXPECT_EQ(json.at("projections").at(1).at("seconds_left"), nullptr);
  EXPECT_EQ(json.at("counts").at("open"), 1);
  EXPECT_EQ(json.at("jobs").at(0).at("alive"), true);
  EXPECT_EQ(entries(folder.state()), before) << "nothing was written";
}

TEST_F(StatusTest, OptionsAreChecked) {
  auto const message = [](std::vector<std::string> const& words) {
    auto const run = run_program(words);
    EXPECT_EQ(run.exit_code, 2);
    return run.diagnostics;
  };
  EXPECT_THAT(message({"campaign", "--json"}), HasSubstr("--json is for --status DIR"));
  EXPECT_THAT(message({"campaign", "--status", "x", "--iterations", "3"}), HasSubstr("takes no --iterations"));
  EXPECT_THAT(message({"campaign", "--status", temporary / "x"}), HasSubstr("there is no such folder"));
}

}  // namespace
}  // namespace ptyger::test
