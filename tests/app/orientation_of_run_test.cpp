#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "hdf5/input_file.hpp"
#include "hdf5/output_file.hpp"
#include "tests/app/run_program.hpp"
#include "tests/hdf5/temporary_folder.hpp"

namespace ptyger::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using Words = std::vector<std::string>;

// A simulated scan with its true probe, and mappings that read it with turned positions.
class OrientationOfARun : public testing::Test {
 protected:
  OrientationOfARun() {
    auto const run = run_program({"simulate", "-o", scan, "--detector", "64", "--frames", "100", "--write-probe"});
    if (run.exit_code != 0) throw std::runtime_error(run.diagnostics);
  }
  /// Reads the scan as if its file had positions that are turned by these keys.
  std::string mapping(std::string const& keys) const {
    auto const file = folder / "mapping.toml";
    std::ofstream(file) << "frames = 'entry_1/instrument_1/detector_1/data'\n"
                           "positions = 'entry_1/sample_1/geometry_1/translation'\n"
                           "distance = 'entry_1/instrument_1/detector_1/distance'\n"
                           "detector-pixel = 'entry_1/instrument_1/detector_1/x_pixel_size'\n"
                           "energy = 'entry_1/instrument_1/source_1/energy'\nenergy-unit = 'J'\n"
                        << keys;
    return file;
  }
  ProgramRun reconstruct(Words const& more) const {
    Words words{"reconstruct", scan, "-o", result, "--overwrite", "--iterations", "10", "--devices", "1"};
    words.insert(words.end(), more.begin(), more.end());
    return run_program(words);
  }
  /// NRMSE of the result against the truth.
  double error() const {
    auto const run = run_program({"compare", scan, result, "--json"});
    return nlohmann::json::parse(run.output).at("nrmse");
  }
  TemporaryFolder const folder;
  std::string const scan = folder / "scan.cxi";
  std::string const result = folder / "result.h5";
};

TEST_F(OrientationOfARun, AWrongSignIsRefused) {
  auto const run = reconstruct({"--negate-x"});
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_THAT(run.diagnostics, AllOf(HasSubstr(scan + ": the positions are turned otherwise than the frames"),
                                     HasSubstr("-> leave out --negate-x"), HasSubstr("--no-check")));
  EXPECT_FALSE(std::filesystem::exists(result));
  EXPECT_EQ(reconstruct({"--negate-x", "--no-check"}).exit_code, 0);
}

TEST_F(OrientationOfARun, ARightScanIsReconstructedWithoutAWord) {
  auto const run = reconstruct({});
  EXPECT_EQ(run.exit_code, 0) << run.diagnostics;
  EXPECT_THAT(run.output, AllOf(Not(HasSubstr("warning")), Not(HasSubstr("turned"))));
}

TEST_F(OrientationOfARun, OptionsOfTheErrorMakeTheCleanResult) {
  ASSERT_EQ(reconstruct({}).exit_code, 0);
  double const clean = error();
  // Keys by which the file is turned, and the options that undo it.
  std::vector<std::pair<std::string, Words>> const cases{
      {"scan-rotation = -37\n", {"--scan-rotation", "37"}},
      {"scan-rotation = 169\n", {"--scan-rotation", "-169"}},
      {"swap-xy = true\nnegate-x = true\n", {"--swap-xy", "--negate-y"}}};
  for (auto const& [keys, options] : cases) {
    Words words{"--mapping", mapping(keys), "--probe", scan};
    auto const refused = reconstruct(words);
    EXPECT_EQ(refused.exit_code, 2);
    EXPECT_THAT(refused.diagnostics, HasSubstr("-> " + options[0])) << keys;
    words.insert(words.end(), options.begin(), options.end());
    auto const run = reconstruct(words);
    EXPECT_EQ(run.exit_code, 0) << keys << run.diagnostics;
    EXPECT_LT(error(), 1.1 * clean) << keys;
  }
}

TEST_F(OrientationOfARun, WithoutAProbeAWrongTurnIsRefused) {
  auto const right = reconstruct({"--probe", "blind"});
  EXPECT_EQ(right.exit_code, 0) << right.diagnostics;
  EXPECT_THAT(right.output, AllOf(Not(HasSubstr("turned")), Not(HasSubstr("warning"))));
  auto const wrong = reconstruct({"--probe", "blind", "--negate-x"});
  EXPECT_EQ(wrong.exit_code, 2);
  EXPECT_THAT(wrong.diagnostics, HasSubstr("-> leave out --negate-x"));
  EXPECT_EQ(reconstruct({"--probe", "blind", "--negate-x", "--negate-y"}).exit_code, 0);  // the conjugate twin
}

TEST_F(OrientationOfARun, WithoutAProbeAnAngleIsRefusedOrWarnedOf) {
  auto const run = reconstruct({"--probe", "blind", "--scan-rotation", "75"});
  if (run.exit_code == 0)
    EXPECT_THAT(run.output, HasSubstr("the positions may be rotated against the frames"));
  else
    EXPECT_THAT(run.diagnostics, HasSubstr("the positions are turned otherwise than the frames"));
}

TEST_F(OrientationOfARun, AWrongScaleIsWarnedOf) {
  for (std::string const distance : {"1.8", "2.2", "3"}) {  // instead of 2 m
    auto const run = reconstruct({"--distance", distance});
    EXPECT_EQ(run.exit_code, 0) << run.diagnostics;
    EXPECT_THAT(run.output, HasSubstr("times as far apart")) << distance;
  }
  EXPECT_THAT(reconstruct({"--distance", "2.2", "--probe", "blind"}).output, HasSubstr("positions 1.1 times as far"));
}

TEST_F(OrientationOfARun, FramesInAnotherOrderAreWarnedOf) {
  std::string const name = "entry_1/sample_1/geometry_1/translation";
  auto const positions = hdf5::InputFile(scan).dataset(name).read<double>();
  auto shuffled = positions;
  for (std::size_t frame = 0; frame < 100; ++frame)
    for (std::size_t axis = 0; axis < 3; ++axis) shuffled[3 * frame + axis] = positions[frame * 37 % 100 * 3 + axis];
  auto out = hdf5::OutputFile::extend(scan);
  out.write_rows<double>(name, 0, shuffled);
  out.close();
  auto const run = reconstruct({});
  EXPECT_EQ(run.exit_code, 0) << run.diagnostics;
  EXPECT_THAT(run.output, HasSubstr("positions and frames may be in another order"));
}

TEST_F(OrientationOfARun, ACheckThatDoesNotDecideIsNoted) {
  ASSERT_EQ(run_program({"simulate", "-o", scan, "--detector", "64", "--frames", "60", "--write-probe", "--photons",
                         "100", "--overwrite"})
                .exit_code,
            0);
  auto const run = reconstruct({});
  EXPECT_EQ(run.exit_code, 0) << run.diagnostics;
  EXPECT_THAT(run.output, HasSubstr("trial runs do not tell whether positions and frames are turned alike"));
}

TEST_F(OrientationOfARun, InspectNamesTheAngle) {
  auto const run = run_program({"inspect", scan, "--mapping", mapping("scan-rotation = -169\n"), "--probe", scan,
                                "--check-orientation", "--json"});
  ASSERT_EQ(run.exit_code, 0) << run.diagnostics;
  auto const json = nlohmann::json::parse(run.output);
  EXPECT_TRUE(json.at("orientation").at("decided"));
  std::string const options = json.at("orientation").at("options");
  ASSERT_THAT(options, testing::StartsWith("--scan-rotation 1"));
  EXPECT_NEAR(std::stod(options.substr(16)), 169, 0.25);
  EXPECT_EQ(json.at("warnings").at(0).at("remedy"), options);
}

}  // namespace
}  // namespace ptyger::test
