// Several scans of one sample or one beam.
#include <gmock/gmock.h>

#include "hdf5/input_file.hpp"
#include "tests/app/run_program.hpp"
#include "tests/hdf5/temporary_folder.hpp"

namespace ptyger::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class JointScans : public testing::Test {
 protected:
  void SetUp() override {
    for (auto const& [file, seed] : {std::pair{a, "1"}, {b, "2"}})
      ASSERT_EQ(
          run_program({"simulate", "-o", file, "--detector", "48", "--frames", "100", "--seed", seed, "--write-probe"})
              .exit_code,
          0);
  }

  std::vector<std::string> words(std::vector<std::string> const& more, std::string const& output = "joint.h5") const {
    std::vector<std::string> all{
        "reconstruct", "-o",         folder / output, "--iterations", "20", "--probe-modes", "1", "--positions",
        "fixed",       "--sampling", "bilinear",      "--smooth",     "0"};
    all.insert(all.end(), more.begin(), more.end());
    return all;
  }
  /// The misfit in the summary of a run.
  static double misfit(ProgramRun const& run) {
    std::string const before = "NRMSE ";
    return std::stod(run.output.substr(run.output.find(before) + before.size()));
  }

  TemporaryFolder folder;
  std::string const a = folder / "a.cxi";
  std::string const b = folder / "b.cxi";
};

TEST_F(JointScans, ShareTheProbeAndHaveTheirOwnObjects) {
  auto const run = run_program(words({"--scan", a, "--scan", b, "--share", "probe"}));
  ASSERT_EQ(run.exit_code, 0) << run.diagnostics;
  EXPECT_THAT(run.output, AllOf(HasSubstr("frames        200 of 48 x 48"), HasSubstr("scan 2, " + b),
                                HasSubstr("frames 100 to 199")));
  auto const alone = run_program(words({a}, "alone.h5"));
  ASSERT_EQ(alone.exit_code, 0) << alone.diagnostics;
  auto const columns = [&](char const* file) {
    return hdf5::InputFile(folder / file).dataset("/object").shape().back();
  };
  EXPECT_GE(columns("joint.h5"), 2 * columns("alone.h5"));
  EXPECT_LT(misfit(run), 1.05 * misfit(alone));
}

TEST_F(JointScans, ShareTheObjectAndHaveTheirOwnProbes) {
  auto const run =
      run_program(words({"--scan", a, "--scan", a, "--share", "object", "--report", folder / "joint.html"}));
  ASSERT_EQ(run.exit_code, 0) << run.diagnostics;
  auto const alone = run_program(words({a}, "alone.h5"));
  ASSERT_EQ(alone.exit_code, 0) << alone.diagnostics;
  EXPECT_NEAR(misfit(run), misfit(alone), 0.02 * misfit(alone));
  hdf5::InputFile const file(folder / "joint.h5");
  EXPECT_EQ(file.dataset("/probe").shape().front(), 2U);
  auto const weights = file.dataset("/opr_weights").read<double>();
  ASSERT_EQ(weights.size(), 400U);
  EXPECT_EQ(weights[1], 0);  // frame 0 has the first probe
  EXPECT_EQ(weights[2 * 100 + 1], 1);
  EXPECT_THAT(run.output, Not(HasSubstr("variation")));
  auto const again = run_program({"reconstruct", "--config", folder / "joint.h5", "-o", folder / "again.h5"});
  ASSERT_EQ(again.exit_code, 0) << again.diagnostics;
  EXPECT_NEAR(misfit(again), misfit(run), 1e-4);
}

TEST_F(JointScans, ContradictionsAreToldInWords) {
  auto const refused = [&](std::vector<std::string> const& more, std::string const& message) {
    auto const run = run_program(words(more));
    EXPECT_EQ(run.exit_code, 2);
    EXPECT_THAT(run.diagnostics, HasSubstr(message));
  };
  refused({}, "INPUT... is missing");
  refused({"--scan", a, "--scan", b, "--share", "object", "--no-probe"}, "leave it or --no-probe out");
  refused({"--scan", a, "--scan", b, "--share", "object", "--probe-variation", "1"},
          "leave it or --probe-variation out");
  refused({"--scan", a, "--scan", b, "--share", "object", "--probe", "blind"}, "needs a probe to begin with");
  refused({a, "--share", "probe"}, "--share is for several scans");
  refused({"--scan", a, "--scan", b}, "several --scan need --share");
  refused({"--scan", a, "--share", "probe"}, "--scan is for several scans");
  refused({b, "--scan", a, "--scan", b, "--share", "probe"}, "each file needs a --scan before it");
  refused({"--scan", a, "--scan", PTYGER_TEST_DATA "/siemens_star.cxi", "--share", "probe"}, "frames of 48 x 48");
}

TEST_F(JointScans, AResultRepeatsThem) {
  auto const run = run_program(words({"--scan", a, "--scan", b, "--share", "probe"}));
  ASSERT_EQ(run.exit_code, 0) << run.diagnostics;
  auto const again = run_program({"reconstruct", "--config", folder / "joint.h5", "-o", folder / "again.h5"});
  ASSERT_EQ(again.exit_code, 0) << again.diagnostics;
  EXPECT_NEAR(misfit(again), misfit(run), 1e-4);
}

}  // namespace
}  // namespace ptyger::test
