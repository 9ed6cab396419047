#include "app/campaign/description.hpp"

#include <gmock/gmock.h>

#include <CLI/CLI.hpp>
#include <fstream>

#include "app/campaign/angles.hpp"
#include "app/campaign/input_patterns.hpp"
#include "app/campaign/projection_settings.hpp"
#include "ptyger/error.hpp"
#include "tests/hdf5/temporary_folder.hpp"

namespace ptyger::test {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

class CampaignDescription : public testing::Test {
 protected:
  CampaignDescription() {
    for (auto const* name : {"scan_1.cxi", "scan_2.cxi", "scan_10.cxi", "para_1.h5", "para_2.h5", "para_10.h5"})
      std::ofstream(folder / name) << "x";
    request.inputs = {folder / "scan_*.cxi"};
  }
  std::vector<campaign::Projection> find_all() const { return app::find_projections(request, shared_toml); }
  std::vector<std::string> names() const {
    std::vector<std::string> result;
    for (auto const& projection : find_all()) result.push_back(projection.name);
    return result;
  }
  void write_description(std::string const& text) {
    request.description = folder / "series.toml";
    std::ofstream(request.description) << text;
  }
  std::string error() const {
    return message_of<InputError>([this] { find_all(); });
  }

  TemporaryFolder folder;
  app::CampaignRequest request;
  std::string shared_toml = "iterations = 20\nprobe-modes = 2\n";
};

TEST_F(CampaignDescription, TakesFilesInNaturalOrder) {
  EXPECT_THAT(names(), ElementsAre("scan_1", "scan_2", "scan_10"));
}

TEST_F(CampaignDescription, FindsCompanionsByTheTextOfTheStar) {
  request.companions = {folder / "para_*.h5"};
  EXPECT_THAT(find_all()[2].inputs, ElementsAre(folder / "scan_10.cxi", folder / "para_10.h5"));
  request.companions = {folder / "mask_*.h5"};
  EXPECT_THAT(error(), AllOf(HasSubstr("mask_1.h5"), HasSubstr("scan_1.cxi")));
}

TEST_F(CampaignDescription, PutsTheFolderInFrontOfNamesThatAreNotUnique) {
  for (auto const* sub : {"a", "b"}) {
    std::filesystem::create_directory(folder / sub);
    std::ofstream(folder / (std::string(sub) + "/scan.cxi")) << "x";
  }
  request.inputs = {folder / "*/scan.cxi"};
  EXPECT_THAT(names(), ElementsAre("a_scan", "b_scan"));
}

TEST_F(CampaignDescription, OptionsOfAProjectionWinOverSharedOptions) {
  write_description("[[projection]]\nname = 'scan_2'\niterations = 5\nangle = 12\n");
  auto const projections = find_all();
  auto const second = app::projection_settings(projections[1], "", "");
  EXPECT_EQ(second.reconstruct.solver.iterations, 5);
  EXPECT_EQ(second.reconstruct.solver.probe_modes, 2U);
  EXPECT_EQ(second.reconstruct.read.angle_deg, 12.0);
  auto const first = app::projection_settings(projections[0], "", "");
  EXPECT_EQ(first.reconstruct.solver.iterations, 20);
  EXPECT_NE(projections[0].key, projections[1].key);
  EXPECT_EQ(projections[0].key, projections[2].key);
}

TEST_F(CampaignDescription, TheKeyHasOnlyOptionsThatChangeTheResult) {
  auto const before = find_all()[0].key;
  shared_toml += "devices = 3\n";
  EXPECT_EQ(find_all()[0].key, before);
  shared_toml += "precision = 'double'\n";
  EXPECT_NE(find_all()[0].key, before);
}

TEST_F(CampaignDescription, ATableMayRefineTheScan) {
  write_description("[[projection]]\nname = 'scan_2'\npositions = 'refine'\nmax-drift = 4\nfit-background = true\n");
  shared_toml += "fit-intensities = true\n";
  auto const projections = find_all();
  auto const first = app::projection_settings(projections[0], "", "").reconstruct.solver.refine;
  EXPECT_TRUE(first.brightness && !first.positions && !first.background);
  auto const second = app::projection_settings(projections[1], "", "").reconstruct.solver.refine;
  EXPECT_TRUE(second.brightness && second.positions && second.background);
  EXPECT_EQ(second.most_drift, 4);
  EXPECT_NE(projections[0].key, projections[1].key);
}

TEST_F(CampaignDescription, ImpliedOptionsAreSetForEachProjection) {
  write_description(
      "[[projection]]\nname = 'scan_2'\nrule = 'reference'\n[[projection]]\nname = 'scan_10'\nfly = 0.5\n");
  shared_toml = "iterations = 20\n";
  auto const projections = find_all();
  auto const solver = [&](std::size_t i) {
    return app::projection_settings(projections[i], "", "").reconstruct.solver;
  };
  EXPECT_EQ(solver(0).scheme, Scheme::joint);
  EXPECT_EQ(solver(0).probe_modes, 1U);
  EXPECT_EQ(solver(1).scheme, Scheme::alternating);
  EXPECT_EQ(solver(1).start_epochs, 0);
  EXPECT_EQ(solver(2).probe_modes, 3U);
  shared_toml += "scheme = 'joint'\n";
  EXPECT_THAT(error(), HasSubstr("--scheme joint contradicts --rule reference"));
}

TEST_F(CampaignDescription, OptionsOfAProjectionNameItsWarmStart) {
  auto const settings = app::projection_settings(find_all()[0], "near.h5", "");
  EXPECT_EQ(settings.reconstruct.probe, "near.h5");
  EXPECT_THAT(settings.toml,
              AllOf(HasSubstr("probe = 'near.h5'"), HasSubstr("scan_1.cxi"), HasSubstr("iterations = 20")));
  auto const both = app::projection_settings(find_all()[0], "near.h5", "near.h5");
  EXPECT_EQ(both.reconstruct.init, "near.h5");
  EXPECT_EQ(both.reconstruct.probe, "auto");
}

TEST_F(CampaignDescription, ErrorsNameTheTable) {
  write_description("[[projection]]\nname = 'scan_2'\niteration = 5\n");
  EXPECT_THAT(error(), AllOf(HasSubstr("projection 1"), HasSubstr("'iterations'")));
  write_description("[[projection]]\nname = 'scan_2'\nsmooth = nan\n");
  EXPECT_THAT(error(), AllOf(HasSubstr("projection 1"), HasSubstr("'nan' is not a finite number")));
  write_description("[[projection]]\nname = 'scan_3'\n");
  EXPECT_THAT(error(), AllOf(HasSubstr("projection 1"), HasSubstr("scan_3")));
  write_description("[[projection]]\nname = 'scan_2'\nangle = 'left'\n");
  EXPECT_THAT(error(), HasSubstr("degrees"));
  write_description("[projection]\nname = 'scan_2'\n");
  EXPECT_THAT(error(), HasSubstr("[[projection]]"));
}

TEST_F(CampaignDescription, IsTheSameAfterAMessageBetweenRanks) {
  request.angles = {"-10:2.5"};
  auto const projections = find_all();
  auto const read = campaign::parse_projections(campaign::to_text(projections));
  ASSERT_EQ(read.size(), projections.size());
  EXPECT_EQ(campaign::to_text(read), campaign::to_text(projections));
  EXPECT_EQ(read[2].angle_deg, -5.0);
}

class CampaignAngles : public testing::Test {
 protected:
  /// Sets the angles from the values of --angles, and returns them; -1: not set.
  std::vector<double> angles_from(std::vector<std::string> const& words) {
    app::set_angles(projections, words);
    std::vector<double> result;
    for (auto const& projection : projections) result.push_back(projection.angle_deg.value_or(-1));
    return result;
  }
  std::string file(std::string const& text) {
    std::ofstream(folder / "angles.txt") << text;
    return folder / "angles.txt";
  }
  TemporaryFolder folder;
  std::vector<campaign::Projection> projections{{.name = "a"}, {.name = "b"}, {.name = "c"}};
};

TEST_F(CampaignAngles, AreNumbersARangeOrAFile) {
  EXPECT_THAT(angles_from({"1", "2.5", "-3"}), ElementsAre(1, 2.5, -3));
  EXPECT_THAT(angles_from({"10:0.5"}), ElementsAre(10, 10.5, 11));
  EXPECT_THAT(angles_from({file("# degrees\n4\n\n5 # second\n6\n")}), ElementsAre(4, 5, 6));
  EXPECT_THAT(angles_from({file("c 9\na 7\n")}), ElementsAre(7, 5, 9));
}

TEST_F(CampaignAngles, ErrorsNameTheMismatch) {
  auto const error = [&](std::vector<std::string> const& words) {
    return message_of<InputError>([&] { angles_from(words); });
  };
  EXPECT_THAT(error({"1", "2"}), HasSubstr("2 angles for 3 projections"));
  EXPECT_THAT(error({"nowhere.txt"}), HasSubstr("nowhere.txt"));
  EXPECT_THAT(error({file("1\nleft\n3\n")}), HasSubstr("line 2"));
  EXPECT_THAT(error({file("d 1\n")}), HasSubstr("'d'"));
  EXPECT_THAT(error({"1", "left", "3"}), HasSubstr("numbers"));
}

TEST(InputPatterns, APatternWithoutFilesIsNamed) {
  EXPECT_THAT(message_of<InputError>([] { app::expand_patterns({"/nowhere/scan_*.cxi"}); }),
              HasSubstr("/nowhere/scan_*.cxi"));
}

}  // namespace
}  // namespace ptyger::test
