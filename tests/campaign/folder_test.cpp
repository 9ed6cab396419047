#include "campaign/folder.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <unistd.h>

#include <fstream>

#include "core/host.hpp"
#include "ptyger/error.hpp"
#include "tests/hdf5/temporary_folder.hpp"

namespace ptyger::test {
namespace {

class CampaignFolderTest : public testing::Test {
 protected:
  CampaignFolderTest() { folder.make(); }
  static void touch(std::string const& file) { std::ofstream(file) << "x"; }
  TemporaryFolder temporary;
  campaign::CampaignFolder const folder{temporary / "campaign"};
};

TEST_F(CampaignFolderTest, IsListedInOnePass) {
  touch(folder.result("a.b"));
  touch(folder.record("a.b"));
  touch(folder.record("half"));
  touch(folder.failure("broken"));
  touch(folder.claim("taken", 12));
  touch(folder.claim("taken", 2));
  touch(folder.progress("taken"));
  touch(folder.projections());
  touch(folder.state() / ".a.h5.77.part");
  auto const list = folder.list();
  EXPECT_EQ(list.size(), 4U);
  EXPECT_TRUE(list.at("a.b").done());
  EXPECT_FALSE(list.at("half").done()) << "a record without its result";
  EXPECT_TRUE(list.at("broken").failure);
  EXPECT_EQ(list.at("taken").claim, 12);
  EXPECT_TRUE(list.at("taken").progress);
}

TEST_F(CampaignFolderTest, RemovesAbandonedTemporaryFiles) {
  auto const of_this_process = folder.results() / fmt::format(".a.h5.{}.{}.part", core::host_name(), getpid());
  auto const of_dead_process = folder.results() / fmt::format(".b.h5.{}.4194303.part", core::host_name());
  auto const of_other_machine = folder.results() / ".c.h5.another.77.part";
  auto const old_of_other_machine = folder.results() / ".d.h5.another.77.part";
  for (auto const& file : {of_this_process, of_dead_process, of_other_machine, old_of_other_machine}) touch(file);
  std::filesystem::last_write_time(old_of_other_machine,
                                   std::filesystem::file_time_type::clock::now() - std::chrono::hours(2));
  touch(folder.result("a"));
  folder.remove_leftovers();
  EXPECT_TRUE(std::filesystem::exists(of_this_process));
  EXPECT_FALSE(std::filesystem::exists(of_dead_process));
  EXPECT_TRUE(std::filesystem::exists(of_other_machine));
  EXPECT_FALSE(std::filesystem::exists(old_of_other_machine));
  EXPECT_TRUE(std::filesystem::exists(folder.result("a")));
}

TEST_F(CampaignFolderTest, CannotBeMadeWhereAFileIs) {
  touch(temporary / "file");
  EXPECT_THAT(message_of<InputError>([&] { campaign::CampaignFolder(temporary / "file").make(); }),
              testing::HasSubstr("file"));
}

TEST(Record, TextCanBeReadBack) {
  campaign::Record record;
  record.name = "scan_1";
  record.angle_deg = -12.5;
  record.done = true;
  record.reason = "reached";
  record.attempts = 1;
  record.frames = 516;
  record.iterations = 20;
  record.nrmse = 0.1;
  record.r_factor = 0.2;
  record.seconds_reading = 0.3;
  record.seconds_solving = 4.5;
  record.resumed_after = 6;
  record.warm_start = "scan_0";
  record.rank = 3;
  record.host = "node7";
  record.job = "node7-1-2";
  record.finished = "2026-01-02T03:04:05+00:00";
  record.key = "iterations = 20\n";
  EXPECT_EQ(campaign::to_text(campaign::parse_record(campaign::to_text(record), "file")), campaign::to_text(record));
}

TEST(Record, AcceptsFileNamesThatAreNotUtf8) {
  EXPECT_THAT(campaign::to_text(campaign::Record{.name = "a", .reason = "bad name \xff"}),
              testing::HasSubstr("bad name"));
}

TEST(Record, ErrorNamesTheFile) {
  EXPECT_THAT(message_of<InputError>([] { campaign::parse_record("{}", "state/a.done.json"); }),
              testing::HasSubstr("state/a.done.json"));
}

}  // namespace
}  // namespace ptyger::test
