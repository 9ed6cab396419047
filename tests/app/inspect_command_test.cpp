#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "hdf5/input_file.hpp"
#include "hdf5/output_file.hpp"
#include "tests/app/run_program.hpp"
#include "tests/hdf5/temporary_folder.hpp"

namespace ptyger::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

std::string const star_file = PTYGER_TEST_DATA "/siemens_star.cxi";

TEST(InspectCommand, ReportsTheSiemensStar) {
  TemporaryFolder const folder;
  auto const run = run_program({"inspect", star_file, "--previews", folder / "pictures"});
  EXPECT_EQ(run.exit_code, 0) << run.diagnostics;
  EXPECT_THAT(run.output, AllOf(HasSubstr("516 of 128 x 128 pixels, 16-bit"), HasSubstr("464 x 461 pixels"),
                                HasSubstr("overlap       85 %"), HasSubstr("warnings      none")));
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

TEST(InspectCommand, ChecksTheScaleOfThePositions) {
  TemporaryFolder const folder;
  auto const scan = folder / "scan.cxi";
  ASSERT_EQ(run_program({"simulate", "--detector", "64", "--frames", "120", "--write-probe", "-o", scan}).exit_code, 0);
  EXPECT_THAT(run_program({"inspect", scan, "--check-scale"}).output,
              AllOf(HasSubstr("scale         not decided"), HasSubstr("warnings      none")));
  auto const run = run_program({"inspect", scan, "--distance", "2.1", "--check-scale", "--json"});
  ASSERT_EQ(run.exit_code, 0) << run.diagnostics;
  auto const json = nlohmann::json::parse(run.output);
  EXPECT_TRUE(json.at("scale").at("decided"));
  EXPECT_EQ(json.at("warnings").at(0).at("key"), "scale");
}

/// Changes every frame of a CXI file of 64 x 64 pixels: a dead and a hot pixel, and no count above 10000. Returns
/// the pixels that reach 10000.
std::set<std::size_t> break_pixels(std::string const& file) {
  std::set<std::size_t> saturated;
  std::string const data = "entry_1/instrument_1/detector_1/data";
  auto counts = hdf5::InputFile(file).dataset(data).read<std::int32_t>();
  for (std::size_t begin = 0; begin < counts.size(); begin += 64 * 64) {
    for (std::size_t i = begin; i < begin + 64 * 64; ++i) {
      counts[i] = std::min(counts[i], 10000);
      if (counts[i] == 10000) saturated.insert(i - begin);
    }
    counts[begin + 28 * 64 + 33] = 0;
    counts[begin + 5 * 64 + 7] = 500;
  }
  auto out = hdf5::OutputFile::extend(file);
  out.write_rows<std::int32_t>(data, 0, counts);
  return saturated;
}

TEST(InspectCommand, WritesAMaskOfTheBrokenPixels) {
  TemporaryFolder const folder;
  auto const scan = folder / "scan.cxi";
  ASSERT_EQ(run_program({"simulate", "--detector", "64", "--frames", "60", "--photons", "3e6", "-o", scan}).exit_code,
            0);
  auto const saturated = break_pixels(scan);
  ASSERT_GT(saturated.size(), 20);
  EXPECT_THAT(run_program({"inspect", scan}).output,
              AllOf(HasSubstr("far above all"), HasSubstr("always zero"), HasSubstr("saturated")));
  auto const mask_of = [&](std::string const& name, std::vector<std::string> const& options) {
    std::vector<std::string> words{"inspect", scan, "--write-mask", folder / name};
    words.insert(words.end(), options.begin(), options.end());
    auto const run = run_program(words);
    EXPECT_EQ(run.exit_code, 0) << run.diagnostics;
    return hdf5::InputFile(folder / name).dataset("mask").read<std::uint32_t>();
  };
  auto const mask = mask_of("mask.h5", {});
  EXPECT_EQ(mask.at(28 * 64 + 33), 8U);
  EXPECT_EQ(mask.at(5 * 64 + 7), 4U);
  for (std::size_t i = 0; i < mask.size(); ++i) EXPECT_EQ((mask[i] & 2U) != 0, saturated.contains(i)) << i;
  EXPECT_EQ(std::count(mask.begin(), mask.end(), 0U), 64 * 64 - 2 - static_cast<std::ptrdiff_t>(saturated.size()));
  EXPECT_EQ(mask_of("turned.h5", {"--transpose", "--flipud"}), mask);  // in the orientation of the file
  auto const cropped = mask_of("cropped.h5", {"--crop", "48"});
  EXPECT_EQ(cropped.at(28 * 64 + 33), 8U);
  EXPECT_EQ(cropped.at(60 * 64 + 60), 1U);

  auto const with_mask = run_program({"inspect", scan, "--mask", folder / "mask.h5"});
  EXPECT_THAT(with_mask.output,
              AllOf(Not(HasSubstr("far above all")), Not(HasSubstr("always zero")), Not(HasSubstr("saturated"))));
  auto const again = run_program({"inspect", scan, "--write-mask", folder / "mask.h5"});
  EXPECT_EQ(again.exit_code, 2);
  EXPECT_THAT(again.diagnostics, HasSubstr("mask.h5"));
}

TEST(InspectCommand, ReplacesNoFileThatItReads) {
  TemporaryFolder const folder;
  auto const copy = [&](std::string const& name) {
    std::filesystem::copy_file(star_file, folder / name);
    return folder / name;
  };
  auto const scan = copy("scan.cxi");
  auto const mask = copy("mask.cxi");
  auto const probe = copy("probe.cxi");
  auto const mapping = folder / "map.toml";
  std::ofstream(mapping) << "frames = \"a\"\n";
  std::filesystem::create_hard_link(scan, folder / "link.cxi");
  auto const refused = [&](std::vector<std::string> const& options, std::string const& file) {
    std::vector<std::string> words{"inspect", scan, "--overwrite"};
    words.insert(words.end(), options.begin(), options.end());
    auto const size = std::filesystem::file_size(file);
    auto const run = run_program(words);
    EXPECT_EQ(run.exit_code, 2);
    EXPECT_THAT(run.diagnostics, HasSubstr(file + ": it is an input of this run and would be lost"));
    EXPECT_EQ(std::filesystem::file_size(file), size);
  };
  refused({"--write-mapping", scan}, scan);
  refused({"--write-mask", scan}, scan);
  refused({"--write-mask", folder / "link.cxi"}, folder / "link.cxi");
  refused({"--write-mask", mask, "--mask", mask + ":/entry_1/instrument_1/detector_1/mask"}, mask);
  refused({"--write-mapping", mask, "--mask", mask}, mask);
  refused({"--write-mask", probe, "--probe", probe}, probe);
  refused({"--write-mask", mapping, "--mapping", mapping}, mapping);
}

TEST(InspectCommand, DoesNothingElseWhenItWritesAMapping) {
  TemporaryFolder const folder;
  auto const mapping = folder / "old.toml";
  std::ofstream(mapping) << "frames = \"a\"\n";
  for (auto const& options : std::vector<std::vector<std::string>>{{"--mapping", mapping},
                                                                   {"--check-orientation"},
                                                                   {"--check-scale"},
                                                                   {"--write-mask", folder / "mask.h5"},
                                                                   {"--previews", folder / "pictures"},
                                                                   {"--json"}}) {
    std::vector<std::string> words{"inspect", star_file, "--write-mapping", folder / "new.toml"};
    words.insert(words.end(), options.begin(), options.end());
    auto const run = run_program(words);
    EXPECT_EQ(run.exit_code, 2) << options.front();
    EXPECT_THAT(run.diagnostics, AllOf(HasSubstr("--write-mapping"), HasSubstr(options.front() + " has no effect")));
  }
  EXPECT_THAT(entries(folder / "."), testing::ElementsAre("old.toml"));
}

}  // namespace
}  // namespace ptyger::test
