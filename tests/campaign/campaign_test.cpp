#include <fmt/format.h>
#include <gmock/gmock.h>

#include "campaign/progress_record.hpp"
#include "hdf5/input_file.hpp"
#include "tests/campaign/small_campaign.hpp"

namespace ptyger::test {
namespace {

using testing::Each;
using testing::HasSubstr;
using testing::Not;

class Campaign : public SmallCampaign {
 protected:
  /// Writes the description of a campaign and runs it.
  ProgramRun run_description(std::string const& text, std::vector<std::string> const& more = {}) const {
    auto const file = temporary / "series.toml";
    std::ofstream(file) << "output = '" << folder.root().string() << "'\n" << text;
    std::vector<std::string> all{"campaign", file};
    all.insert(all.end(), more.begin(), more.end());
    return run_program(all);
  }
};

class CampaignOnRanks : public Campaign, public testing::WithParamInterface<int> {};

TEST_P(CampaignOnRanks, DoesEveryProjectionOnce) {
  int const ranks = GetParam();
  auto const run = ranks == 0 ? run_program(words(6)) : run_ranks(ranks, words(6));
  EXPECT_EQ(run.exit_code, 0) << run.diagnostics;
  EXPECT_EQ(summary().at("done"), 6);
  EXPECT_EQ(logged_lines("] done: "), 6);
  EXPECT_TRUE(has_file("volume.h5"));
  EXPECT_TRUE(has_file("contact_sheet.png"));
  EXPECT_EQ(record("scan_3").at("angle_deg"), 6.0);
  EXPECT_THAT(entries(folder.state()), Each(testing::EndsWith(".done.json"))) << "claims and jobs are gone";
  EXPECT_THAT(run.output,
              HasSubstr("6 done (skipped, since done before: 0; done elsewhere, by other jobs: 0), 0 failed, 0 open;"));
}

INSTANTIATE_TEST_SUITE_P(Alone, CampaignOnRanks, testing::Values(0), [](auto const&) { return "without_mpirun"; });
INSTANTIATE_TEST_SUITE_P(Ranks, CampaignOnRanks, testing::Values(1, 2, 3, 5),
                         [](auto const& ranks) { return "mpirun_" + std::to_string(ranks.param); });

TEST_F(Campaign, ComparesTheHalvesOfEveryNthProjection) {
  auto const run = run_program(words(4, {"--halves-every", "2", "--no-volume"}, 15));
  ASSERT_EQ(run.exit_code, 0) << run.diagnostics;
  for (int i = 0; i < 4; ++i) {
    auto const name = fmt::format("scan_{}", i);
    bool const compared = i % 2 == 0;
    hdf5::InputFile const file(folder.result(name));
    EXPECT_EQ(file.exists("/ptyger/halves"), compared) << name;
    EXPECT_EQ(has_file("results/" + name + "_halves.png"), compared) << name;
    EXPECT_EQ(record(name).contains("halves_resolution"), compared) << name;
  }
  EXPECT_THAT(text_of(folder.root() / "summary.txt"), HasSubstr("; halves agree: "));
  EXPECT_EQ(logged_lines("odd half of the frames"), 2);
}

TEST_F(Campaign, HalvesNeedAllFramesAndNoInitialObject) {
  for (auto const& more : {std::vector<std::string>{"--half", "odd"}, {"--warm-start", "object"}}) {
    auto arguments = more;
    arguments.insert(arguments.end(), {"--halves-every", "1"});
    auto const run = run_program(words(1, arguments));
    EXPECT_EQ(run.exit_code, 2);
    EXPECT_THAT(run.diagnostics, HasSubstr(more.front()));
  }
}

TEST_F(Campaign, TurnedScansEndItBeforeItBegins) {
  for (auto const& run : {run_program(words(2, {"--negate-y"})), run_ranks(2, words(2, {"--negate-y"}))}) {
    EXPECT_EQ(run.exit_code, 2);
    EXPECT_THAT(run.diagnostics, HasSubstr("scan_0.cxi: the positions are turned otherwise than the frames"));
    EXPECT_FALSE(has_file("results")) << "nothing was begun";
  }
  EXPECT_EQ(run_program(words(1, {"--negate-y", "--no-check"})).exit_code, 0);
  EXPECT_EQ(run_program(words(2, {"--negate-y"})).exit_code, 0) << "it goes on";
}

TEST_F(Campaign, ScansWithoutAProbeAreChecked) {
  auto const run = run_program(words(1, {"--probe", "blind"}));
  EXPECT_EQ(run.exit_code, 0) << run.diagnostics;
}

TEST_F(Campaign, TheSameCommandAgainReconstructsOnlyMissingProjections) {
  ASSERT_EQ(run_program(words(3)).exit_code, 0);
  std::filesystem::remove(folder.result("scan_1"));
  ASSERT_EQ(run_program(words(5)).exit_code, 0);
  EXPECT_EQ(logged_lines("] done: "), 6) << "3, then the one removed and 2 new ones";
  EXPECT_EQ(summary().at("done"), 5);
  EXPECT_EQ(summary().at("skipped"), 2);
  EXPECT_EQ(summary().at("done_elsewhere"), 0);
}

TEST_F(Campaign, SeveralRanksMakeTheSameVolumeAsOne) {
  std::vector<std::string> const reproducible{"--deterministic", "--devices", "1"};
  ASSERT_EQ(run_program(words(5, reproducible)).exit_code, 0);
  auto const alone = temporary / "alone.h5";
  std::filesystem::copy(folder.root() / "volume.h5", alone);
  std::filesystem::remove_all(folder.root());
  ASSERT_EQ(run_ranks(4, words(5, reproducible)).exit_code, 0);
  EXPECT_TRUE(equal_files(alone, folder.root() / "volume.h5"));
}

TEST_F(Campaign, BeginsWithTheProbeOfTheNearestAngle) {
  ASSERT_EQ(run_program(words(4, {"--order", "angle"})).exit_code, 0);
  EXPECT_THAT(record("scan_3").at("warm_start").get<std::string>(), testing::MatchesRegex("scan_[0-2]"));
  std::filesystem::remove_all(folder.root());
  ASSERT_EQ(run_program(words(4, {"--warm-start", "none"})).exit_code, 0);
  EXPECT_EQ(record("scan_3").at("warm_start"), "");
}

TEST_F(Campaign, ReadsItsDescriptionFromAFile) {
  auto const& scans = SmallScans::folder(4);
  auto const run = run_description("inputs = '" + scans +
                                   "scan_[0-3].cxi'\n"
                                   "angles = [10, 20, 30, 40.5]\n"
                                   "iterations = 3\n"
                                   "start-epochs = 1\n"
                                   "[[projection]]\nname = 'scan_1'\niterations = 6\n"
                                   "[[projection]]\nname = 'scan_2'\nskip = true\n"
                                   "[[projection]]\nname = 'again'\ninputs = '" +
                                   scans + "scan_0.cxi'\nangle = 50\n");
  ASSERT_EQ(run.exit_code, 0) << run.diagnostics;
  EXPECT_EQ(summary().at("done"), 4);
  EXPECT_EQ(record("scan_0").at("iterations"), 4);
  EXPECT_EQ(record("scan_1").at("iterations"), 7);
  EXPECT_EQ(record("scan_3").at("angle_deg"), 40.5);
  EXPECT_EQ(record("again").at("angle_deg"), 50.0);
  EXPECT_FALSE(std::filesystem::exists(folder.result("scan_2")));
}

TEST_F(Campaign, RefusesToMixResultsOfDifferentOptions) {
  ASSERT_EQ(run_program(words(2)).exit_code, 0);
  auto const refused = run_program(words(2, {"--probe-modes", "2"}));
  EXPECT_EQ(refused.exit_code, 2);
  EXPECT_THAT(refused.diagnostics, HasSubstr("--redo-changed"));
  EXPECT_EQ(run_program(words(2, {"--devices", "1"})).exit_code, 0) << "where it runs changes no result";
  EXPECT_EQ(logged_lines("] done: "), 2);
  EXPECT_EQ(run_program(words(2, {"--probe-modes", "2", "--redo-changed"})).exit_code, 0);
  EXPECT_EQ(logged_lines("] done: "), 4);
  EXPECT_THAT(hdf5::InputFile(folder.result("scan_1")).dataset("probe").shape(), testing::ElementsAre(1, 2, 32, 32));
}

TEST_F(Campaign, RefinesPositionsAndBrightnessOfTheScans) {
  ASSERT_EQ(run_program(words(1, {"--positions", "refine", "--fit-intensities", "--fit-background"})).exit_code, 0);
  hdf5::InputFile const result(folder.result("scan_0"));
  for (auto const* dataset : {"given_positions_m", "intensities", "background"})
    EXPECT_TRUE(result.has_dataset(fmt::format("/ptyger/{}", dataset))) << dataset;
  EXPECT_EQ(run_program(words(1)).exit_code, 2) << "other options";
}

// The first projection chooses for all, and for runs that go on.
TEST_F(Campaign, ChoosesSettingsOnce) {
  ASSERT_EQ(run_program(words(1)).exit_code, 0);
  auto const file = folder.root() / "chosen.toml";
  auto const chosen = campaign::CampaignFolder::read(file);
  EXPECT_THAT(chosen, HasSubstr("\nsmooth = "));
  auto const options_of = [&](std::string const& name) {
    return hdf5::InputFile(folder.result(name)).dataset("/ptyger/options").text();
  };
  EXPECT_THAT(options_of("scan_0"), HasSubstr(chosen.substr(chosen.find("\nsmooth"))));
  auto const time = std::filesystem::last_write_time(file);
  ASSERT_EQ(run_program(words(2)).exit_code, 0);
  EXPECT_EQ(std::filesystem::last_write_time(file), time);
  EXPECT_THAT(options_of("scan_1"), HasSubstr(chosen.substr(chosen.find("\nsmooth"))));
  ASSERT_EQ(run_program(words(2, {"--crop", "24", "--redo-changed"})).exit_code, 0);
  EXPECT_NE(std::filesystem::last_write_time(file), time) << "other options";
}

TEST_F(Campaign, LogsTheNotesOfAScanAndItsPositions) {
  ASSERT_EQ(run_program(words(1, {"--pixel", "2e-8", "--no-check"}, 1)).exit_code, 0);
  EXPECT_EQ(logged_lines("] zero frequency found"), 1);
  EXPECT_EQ(logged_lines("] warning: neighbouring frames do not overlap at all"), 1);
}

TEST_F(Campaign, OptionsThatImplyOthersCanBeGiven) {
  auto const run = run_description("angles = '0:2'\niterations = 2\ninputs = '" + SmallScans::folder(2) +
                                       "scan_[01].cxi'\n[[projection]]\nname = 'scan_1'\nrule = 'reference'\n",
                                   {"--fly", "0.5"});
  EXPECT_EQ(run.exit_code, 0) << run.diagnostics;
}

TEST_F(Campaign, AppliesNewAnglesToFinishedProjections) {
  ASSERT_EQ(run_program(words(2)).exit_code, 0);
  auto other = words(2, {"--volume-only"});
  std::replace(other.begin(), other.end(), std::string("0:2"), std::string("10:5"));
  ASSERT_EQ(run_program(other).exit_code, 0);
  EXPECT_EQ(summary().at("projections").at(1).at("angle_deg"), 15.0);
}

TEST_F(Campaign, TriesAgainAfterChangesOfOptionsOrFiles) {
  auto const mask = temporary / "mask.h5";
  EXPECT_EQ(run_program(words(1, {"--mask", mask})).exit_code, 3) << "there is no such file";
  EXPECT_EQ(run_program(words(1)).exit_code, 0);
  auto const scan = temporary / "late.cxi";
  std::ofstream(scan) << "not copied yet";
  std::vector<std::string> const late{"campaign", "--inputs", scan, "-o", temporary / "late", "--iterations", "2"};
  EXPECT_EQ(run_program(late).exit_code, 3);
  std::filesystem::copy(SmallScans::scan(SmallScans::folder(1), 0), scan,
                        std::filesystem::copy_options::overwrite_existing);
  EXPECT_EQ(run_program(late).exit_code, 0);
}

TEST_F(Campaign, RepeatsProjectionsWithoutReadableRecord) {
  ASSERT_EQ(run_program(words(2)).exit_code, 0);
  std::ofstream(folder.record("scan_1")) << "{";
  EXPECT_EQ(run_program(words(2)).exit_code, 0);
  EXPECT_EQ(summary().at("done"), 2);
  EXPECT_EQ(logged_lines("] done: "), 3);
}

TEST_F(Campaign, RewritesTheVolumeFromTheResults) {
  ASSERT_EQ(run_program(words(3, {"--no-volume"})).exit_code, 0);
  EXPECT_FALSE(has_file("volume.h5"));
  ASSERT_EQ(run_ranks(2, words(3, {"--volume-only", "--tiff"})).exit_code, 0);
  EXPECT_TRUE(has_file("volume.h5"));
  EXPECT_TRUE(has_file("tiff"));
  EXPECT_EQ(logged_lines("] done: "), 3);
}

TEST_F(Campaign, IsolatesFailingProjections) {
  auto all = words(15, {"--order", "listed"});
  // Appends a file in the temporary folder to the inputs of the campaign; returns its path.
  auto const add_input = [&](std::string const& name) { return all.emplace_back(temporary / name); };
  std::ofstream(add_input("text.cxi")) << "no HDF5 file\n";
  std::filesystem::copy(SmallScans::scan(SmallScans::folder(1), 0), add_input("truncated.cxi"));
  std::filesystem::resize_file(temporary / "truncated.cxi", 20000);
  std::ofstream(add_input("empty.cxi")) << "";
  std::filesystem::copy(PTYGER_TEST_DATA "/rotavirus_16x16_dp.hdf5", add_input("without_positions.cxi"));
  std::filesystem::create_symlink(temporary / "nowhere", add_input("dangling.cxi"));
  std::filesystem::remove(temporary / "dangling.cxi");
  std::filesystem::create_directory(temporary / "dangling.cxi");
  auto const run = run_ranks(2, all);
  EXPECT_EQ(run.exit_code, 3) << run.diagnostics;
  auto const found = summary();
  EXPECT_EQ(found.at("done"), 15);
  EXPECT_EQ(found.at("failed"), 5);
  for (auto const& projection : found.at("projections")) {
    if (projection.at("state") == "done") continue;
    EXPECT_EQ(projection.at("attempts"), 2);
    EXPECT_THAT(projection.at("reason"), HasSubstr(projection.at("name").get<std::string>() + ".cxi"));
  }
  EXPECT_TRUE(has_file("volume.h5"));
  EXPECT_EQ(run_program(all).exit_code, 3);
  EXPECT_EQ(logged_lines("] failed: "), 10) << "no third attempt";
  all.insert(all.begin() + 1, {"--max-attempts", "3"});
  EXPECT_EQ(run_program(all).exit_code, 3);
  EXPECT_EQ(logged_lines("] failed: "), 15);
}

TEST_F(Campaign, FailsAProjectionAtWhichProcessesDieRepeatedly) {
  folder.make();
  auto dead = campaign::this_job();
  dead.id = "dead";
  dead.started -= 1;
  for (auto const* name : {"scan_0", "scan_1", "scan_2", "scan_3"})
    for (int number : {1, 2, 3}) std::ofstream(folder.claim(name, number)) << campaign::to_text(dead);
  auto const leave_behind = [&](std::string const& name, int deaths, bool told_to_stop) {
    campaign::ProgressRecord const progress{.process = dead, .deaths = deaths, .told_to_stop = told_to_stop};
    std::ofstream(folder.progress(name)) << campaign::to_text(progress);
  };
  leave_behind("scan_1", 1, false);
  leave_behind("scan_2", 0, false);
  leave_behind("scan_3", 1, true);
  EXPECT_EQ(run_program(words(4)).exit_code, 3);
  EXPECT_EQ(summary().at("done"), 3);
  auto const failure = nlohmann::json::parse(text_of(folder.failure("scan_1")));
  EXPECT_THAT(failure.at("reason").get<std::string>(), HasSubstr("died 2 times, probably out of memory"));
  EXPECT_EQ(failure.at("attempts"), 2);
  EXPECT_EQ(failure.at("host"), dead.host);
  EXPECT_EQ(run_program(words(4)).exit_code, 3) << "it is not tried again";
  EXPECT_EQ(run_program(words(4, {"--max-attempts", "3"})).exit_code, 0) << "as the message says";
}

TEST_F(Campaign, ErrorsNameTheirCause) {
  auto const message = [](std::vector<std::string> words) {
    words.insert(words.begin(), "campaign");
    auto const run = run_program(words);
    EXPECT_EQ(run.exit_code, 2);
    return run.diagnostics;
  };
  EXPECT_THAT(message({"--inputs", "nothing_*.cxi", "-o", folder.root()}), HasSubstr("nothing_*.cxi: no file"));
  EXPECT_THAT(message({"--inputs", "a.cxi"}), HasSubstr("--output is missing"));
  EXPECT_THAT(message({"-o", folder.root()}), HasSubstr("no projection"));
  EXPECT_THAT(message({"missing.toml"}), HasSubstr("missing.toml"));
  EXPECT_THAT(message({"-o", folder.root(), "--checkpoint-every", "soon"}), HasSubstr("600s"));
  EXPECT_THAT(message({"-o", folder.root(), "--deterministic", "--warm-start", "probe"}), HasSubstr("contradicts"));
  EXPECT_THAT(run_description("iteration = 3\n").diagnostics, HasSubstr("'iterations'"));
  EXPECT_THAT(run_description("[[projection]]\nname = 'x'\n").diagnostics, HasSubstr("projection 1"));
  auto const two = run_ranks(2, {"campaign", "--inputs", "nothing_*.cxi", "-o", folder.root()});
  EXPECT_EQ(two.exit_code, 2);
  auto const first = two.diagnostics.find("no file is found");
  EXPECT_EQ(two.diagnostics.find("no file is found", first + 1), std::string::npos) << "told once for all ranks";
}

}  // namespace
}  // namespace ptyger::test
