#include "app/metrics.hpp"

#include <gmock/gmock.h>

#include <fstream>
#include <limits>
#include <nlohmann/json.hpp>
#include <sstream>

#include "ptyger/error.hpp"
#include "tests/app/run_program.hpp"
#include "tests/hdf5/temporary_folder.hpp"
#include "tests/write/small_disk.hpp"

namespace ptyger::test {
namespace {

using testing::HasSubstr;

HistoryRecord example_record() {
  HistoryRecord record;
  record.phase = Phase::cg;
  record.iteration = 3;
  record.transforms = 16;
  record.objective = 1.25e6;
  record.nrmse = 0.11;
  record.r_factor = 0.15;
  record.step = 0.9;
  record.beta = std::numeric_limits<double>::quiet_NaN();
  record.restart = true;
  record.seconds = 0.5;
  record.seconds_by_stage = {{"gradient", 0.3}, {"update", std::numeric_limits<double>::infinity()}};
  return record;
}

std::string contents(std::string const& file) {
  std::stringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

TEST(Metrics, ALineIsAJsonObjectWithTheDocumentedKeys) {
  auto const line = nlohmann::ordered_json::parse(app::metrics_line(example_record()));
  std::vector<std::string> keys;
  for (auto const& [key, value] : line.items()) keys.push_back(key);
  EXPECT_EQ(keys, (std::vector<std::string>{"phase", "iteration", "transforms", "objective", "nrmse", "r_factor",
                                            "step", "beta", "restart", "seconds", "seconds_by_stage"}));
  EXPECT_EQ(line["phase"], "cg");
  EXPECT_EQ(line["iteration"], 3);
  EXPECT_EQ(line["transforms"], 16.0);
  EXPECT_EQ(line["objective"], 1.25e6);
  EXPECT_EQ(line["restart"], true);
  EXPECT_TRUE(line["beta"].is_null());
  EXPECT_EQ(line["seconds_by_stage"]["gradient"], 0.3);
  EXPECT_TRUE(line["seconds_by_stage"]["update"].is_null());
}

TEST(Metrics, LinesAreWrittenAtOnce) {
  TemporaryFolder const folder;
  auto const file = folder / "metrics.jsonl";
  app::MetricsFile metrics(file);
  auto record = example_record();
  metrics.write(record);
  EXPECT_EQ(contents(file), app::metrics_line(record) + "\n");
  record.phase = Phase::search;
  metrics.write(record);
  record.phase = Phase::start;
  metrics.write(record);
  EXPECT_EQ(contents(file), app::metrics_line(example_record()) + "\n" + app::metrics_line(record) + "\n");
}

TEST(Metrics, FileWithoutRecordsIsRemoved) {
  TemporaryFolder const folder;
  { app::MetricsFile const metrics(folder / "metrics.jsonl"); }
  EXPECT_TRUE(entries(folder / "").empty());
}

TEST(Metrics, AFullDiskEndsTheRecordsButNotTheRun) {
  TemporaryFolder const folder;
  app::MetricsFile metrics(folder / "metrics.jsonl");
  {
    SmallDisk const disk(1);
    metrics.write(example_record());
    metrics.write(example_record());
  }
  EXPECT_THAT(metrics.failure(), HasSubstr("metrics.jsonl cannot be written: File too large"));
}

TEST(Metrics, UnwritableNameIsRefused) {
  TemporaryFolder const folder;
  EXPECT_THAT(message_of<InputError>([&] { app::MetricsFile const metrics(folder / "none/m.jsonl"); }),
              HasSubstr("none/m.jsonl: cannot be written as metrics"));
  EXPECT_THAT(message_of<InputError>([&] { app::MetricsFile const metrics(folder / ""); }),
              HasSubstr("not a regular file"));
}

}  // namespace
}  // namespace ptyger::test
