#include "prepare/earlier_corrections.hpp"

#include <gmock/gmock.h>

#include <cmath>

#include "hdf5/input_file.hpp"
#include "ptyger/error.hpp"
#include "ptyger/write_result.hpp"
#include "tests/app/run_program.hpp"
#include "tests/hdf5/temporary_folder.hpp"
#include "tests/write/small_result.hpp"

namespace ptyger::test {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class EarlierCorrections : public testing::Test {
 protected:
  EarlierCorrections() {
    result.positions = scan.positions;
    result.positions[0].row_m += 0.5 * scan.pixel_row_m;
    result.positions[0].col_m -= 0.25 * scan.pixel_col_m;
    result.intensities = {1.21, 1, 0.9};
    for (int pixel = 0; pixel < 16; ++pixel) result.background.push_back(pixel);
    options.refine = {.positions = true, .brightness = true, .background = true};
  }
  /// Writes the result, and sets the initial corrections for the scan `present` from it; returns the notes.
  std::vector<std::string> set_corrections_for(Scan const& present) {
    ResultInfo info;
    info.overwrite = true;
    write_result(file, scan, result, info);
    return prepare::set_initial_corrections(options, present, file);
  }
  FrameParameters const& frame(std::size_t j) const { return options.initial_corrections.frames.at(j); }

  TemporaryFolder folder;
  std::string file = folder / "r.h5";
  Scan const scan = small_scan();
  Result result = small_result();
  Options options;
};

TEST_F(EarlierCorrections, AreTheInitialCorrectionsOfTheNextRun) {
  EXPECT_THAT(set_corrections_for(scan), ElementsAre(HasSubstr("positions, intensities, background that " + file +
                                                               " has corrected, for 3 of 3 frames")));
  EXPECT_NEAR(frame(0).row, 0.5, 1e-9);
  EXPECT_NEAR(frame(0).col, -0.25, 1e-9);
  EXPECT_NEAR(frame(0).log_brightness, std::log(1.1), 1e-12);
  EXPECT_EQ(frame(1), FrameParameters());
  EXPECT_EQ(options.initial_corrections.background, result.background);
}

TEST_F(EarlierCorrections, AreNotUsedForWhatTheRunDoesNotRefineAndANoteSaysSo) {
  options.refine = {.brightness = true};
  EXPECT_THAT(set_corrections_for(scan),
              ElementsAre(AllOf(HasSubstr("has corrected positions, background, but this run"),
                                HasSubstr("--positions refine --fit-background")),
                          HasSubstr("begins with the intensities")));
  EXPECT_EQ(frame(0).row, 0);
  EXPECT_GT(frame(0).log_brightness, 0);
  EXPECT_THAT(options.initial_corrections.background, IsEmpty());
  options = {};
  EXPECT_EQ(set_corrections_for(scan).size(), 1U);
  EXPECT_THAT(options.initial_corrections.frames, IsEmpty());
}

TEST_F(EarlierCorrections, AreMatchedToFramesByNumber) {
  auto present = scan;
  present.indexes = {7, 9, 4};
  present.positions = {{0, 0}, scan.positions[2], scan.positions[0]};
  EXPECT_THAT(set_corrections_for(present), ElementsAre(HasSubstr("for 2 of 3 frames")));
  EXPECT_EQ(frame(0), FrameParameters());
  EXPECT_NEAR(frame(1).log_brightness, std::log(0.9) / 2, 1e-12);
  EXPECT_NEAR(frame(2).row, 0.5, 1e-9);
}

TEST_F(EarlierCorrections, OfAnotherScanAreNotUsed) {
  auto present = scan;
  for (auto& position : present.positions) position.row_m += scan.pixel_row_m;
  EXPECT_THAT(set_corrections_for(present), ElementsAre(HasSubstr("its frames are not those of this scan")));
  EXPECT_THAT(options.initial_corrections.frames, IsEmpty());
}

TEST_F(EarlierCorrections, AreCutToTheBoundsOfTheRun) {
  options.refine.most_drift = 0.3;
  EXPECT_THAT(set_corrections_for(scan), Contains(HasSubstr("had drifted by more than --max-drift 0.3 pixels")));
  EXPECT_NEAR(frame(0).drift(), 0.3, 1e-9);
}

TEST_F(EarlierCorrections, OfAResultWithoutCorrectionsGiveNoNote) {
  result = small_result();
  EXPECT_THAT(set_corrections_for(scan), IsEmpty());
  EXPECT_THAT(options.initial_corrections.frames, IsEmpty());
}

TEST_F(EarlierCorrections, OfInconsistentSizesOrValuesAreRefused) {
  result.intensities = {1, 1};
  EXPECT_THAT(message_of<InputError>([this] { set_corrections_for(scan); }),
              AllOf(HasSubstr(file), HasSubstr("ptyger/intensities"), HasSubstr("(2,)")));
  result.intensities = {1, 1, 0};
  EXPECT_THAT(message_of<InputError>([this] { set_corrections_for(scan); }), HasSubstr("holds 0"));
}

TEST(EarlierCorrectionsInTheProgram, ARunThatBeginsWithARefinedResultLowersItsMisfit) {
  TemporaryFolder const folder;
  auto const misfit = [&](std::string const& name, std::vector<std::string> const& more) {
    std::vector<std::string> words{"reconstruct", PTYGER_TEST_DATA "/siemens_star.cxi", "-o", folder / name};
    words.insert(words.end(), {"--devices", "1", "--positions", "refine", "--fit-intensities", "--fit-background"});
    words.insert(words.end(), more.begin(), more.end());
    auto const run = run_program(words);
    EXPECT_EQ(run.exit_code, 0) << run.diagnostics;
    return hdf5::InputFile(folder / name).number_attribute("/ptyger", "nrmse").value_or(0);
  };
  double const first = misfit("first.h5", {"--iterations", "8"});
  EXPECT_NEAR(misfit("same.h5", {"--iterations", "0", "--init", folder / "first.h5"}), first, 1e-5);
  EXPECT_LT(misfit("next.h5", {"--iterations", "3", "--init", folder / "first.h5"}), first);
}

}  // namespace
}  // namespace ptyger::test
