#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/app/run_program.hpp"
#include "tests/hdf5/temporary_folder.hpp"

namespace ptyger::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;

std::string const star_file = PTYGER_TEST_DATA "/siemens_star.cxi";

TEST(InspectCommand, ReportsTheSiemensStar) {
  TemporaryFolder const folder;
  auto const run = run_program({"inspect", star_file, "--previews", folder / "pictures"});
  EXPECT_EQ(run.exit_code, 0) << run.diagnostics;
  EXPECT_THAT(run.output, AllOf(HasSubstr("516 of 128 x 128 pixels, 16-bit"), HasSubstr("464 x 461 pixels"),
                                HasSubstr("overlap       85 %"), HasSubstr("--center 64,67")));
  EXPECT_THAT(entries(folder / "pictures"),
              testing::ElementsAre("siemens_star_pattern.png", "siemens_star_positions.png"));
}

TEST(InspectCommand, WritesTheFactsOfTheRotavirusAsJson) {
  auto const run = run_program({"inspect", PTYGER_TEST_DATA "/rotavirus_16x16_dp.hdf5",
                                PTYGER_TEST_DATA "/rotavirus_16x16_para.hdf5", "--json"});
  ASSERT_EQ(run.exit_code, 0) << run.diagnostics;
  auto const json = nlohmann::json::parse(run.output);
  EXPECT_EQ(json.at("frames"), 256);
  EXPECT_NEAR(json.at("positions").at("step_m").get<double>(), 3.125e-9, 1e-11);
  EXPECT_TRUE(json.at("orientation").is_null());
  std::vector<std::string> warned;
  for (auto const& warning : json.at("warnings")) warned.push_back(warning.at("key"));
  EXPECT_THAT(warned, testing::ElementsAre("regular_grid", "few_counts"));
}

TEST(InspectCommand, NamesTheOptionsThatTurnThePositions) {
  auto const wrong = run_program({"inspect", star_file, "--swap-xy", "--negate-x", "--check-orientation"});
  EXPECT_EQ(wrong.exit_code, 0) << wrong.diagnostics;
  EXPECT_THAT(wrong.output, AllOf(HasSubstr("orientation   decided: as in the file"),
                                  HasSubstr("-> leave out --swap-xy --negate-x")));
}

TEST(InspectCommand, ReadsTheProbeThatAFindingAdvises) {
  TemporaryFolder const folder;
  auto const scan = folder / "scan.cxi";
  auto const with_probe = folder / "with_probe.cxi";
  std::vector<std::string> const words{"simulate", "--detector", "64", "--frames", "60", "--overlap", "0.8", "-o"};
  for (auto more : {std::vector<std::string>{scan}, {with_probe, "--write-probe"}}) {
    more.insert(more.begin(), words.begin(), words.end());
    ASSERT_EQ(run_program(more).exit_code, 0);
  }
  // JSON of `ptyger inspect` without the names of files and the notes.
  auto const inspection_of = [&](std::string const& file, std::string const& probe) {
    auto const run = run_program({"inspect", file, "--probe", probe, "--check-orientation", "--json"});
    EXPECT_EQ(run.exit_code, 0) << run.diagnostics;
    auto json = nlohmann::json::parse(run.output);
    for (auto const* key : {"sources", "notes"}) json.erase(key);
    return json;
  };
  auto const blind = inspection_of(scan, "auto");
  EXPECT_EQ(blind.at("warnings").at(0).at("key"), "no_probe");
  EXPECT_THAT(blind.at("warnings").at(0).at("remedy").get<std::string>(), HasSubstr("--probe FILE"));
  EXPECT_TRUE(blind.at("orientation").at("or_both_axes_negated"));
  auto const known = inspection_of(scan, with_probe);
  EXPECT_THAT(known.at("warnings"), IsEmpty());
  EXPECT_FALSE(known.at("orientation").at("or_both_axes_negated"));
  EXPECT_EQ(known, inspection_of(with_probe, "auto"));
  EXPECT_EQ(blind, inspection_of(with_probe, "blind"));
}

}  // namespace
}  // namespace ptyger::test
