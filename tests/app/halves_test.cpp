// reconstruct --halves: how far two halves of the frames agree, and what stays when the comparison fails.
#include "app/halves.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <csignal>
#include <fstream>
#include <sstream>

#include "core/interrupt.hpp"
#include "hdf5/input_file.hpp"
#include "ptyger/error.hpp"
#include "tests/app/run_program.hpp"
#include "tests/hdf5/temporary_folder.hpp"

namespace ptyger::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class Halves : public testing::Test {
 protected:
  void simulate(char const* frames) const {
    ASSERT_EQ(run_program({"simulate", "-o", scan, "--detector", "48", "--frames", frames, "--write-probe"}).exit_code,
              0);
  }

  /// Runs the command in this process; solve(k, ...) takes the place of the solver in its run k, from 1 on.
  core::ExitCode run_with(std::function<Result(int, Scan const&, Options const&, Observer const&)> const& solve) const {
    prepare::ReconstructSettings settings;
    settings.inputs = {scan};
    settings.output = result;
    settings.halves = true;
    settings.no_check = true;
    settings.noise = Noise::gaussian;
    settings.sampling = Sampling::bilinear;
    settings.probe_modes = 1;
    settings.refine_positions = false;
    settings.smoothness = 0;
    settings.solver.devices.count = 1;
    settings.solver.iterations = 3;
    app::ReconstructRun run;
    run.progress = {[](std::string const&) {}, [] { return 0.0; }, [] { return 80; }, {}};
    int runs = 0;
    run.solve = [&](Scan const& of, Options const& options, Observer const& observer) {
      return solve(++runs, of, options, observer);
    };
    return app::run_reconstruct(settings, run);
  }

  void expect_a_complete_result_without_comparison() const {
    hdf5::InputFile const file(result);
    EXPECT_EQ(file.number_attribute("/", "complete"), 1.0);
    EXPECT_FALSE(file.exists("/ptyger/halves"));
    EXPECT_THAT(entries(folder / ""), testing::IsSupersetOf({"result.h5", "result_phase.png"}));
    EXPECT_THAT(entries(folder / ""), Not(testing::Contains("result_halves.png")));
  }

  TemporaryFolder folder;
  std::string const scan = folder / "scan.cxi";
  std::string const result = folder / "result.h5";
};

TEST_F(Halves, AreComparedInSummaryFilePictureAndReport) {
  simulate("100");
  auto const page = folder / "page.html";
  auto const run = run_program({"reconstruct", scan, "-o", result, "--halves", "--positions", "fixed", "--sampling",
                                "bilinear", "--probe-modes", "1", "--iterations", "15", "--report", page});
  EXPECT_EQ(run.exit_code, 0) << run.diagnostics;
  EXPECT_THAT(run.output, AllOf(HasSubstr("halves        resolution "), HasSubstr("1/2 bit; NRMSE 0."),
                                HasSubstr("half the dose"), HasSubstr("result_halves.png")));
  EXPECT_THAT(run.diagnostics, AllOf(HasSubstr("odd half  cg "), HasSubstr("even half  cg "), HasSubstr("15/15")));
  EXPECT_TRUE(std::filesystem::exists(folder / "result_halves.png"));
  std::ostringstream text;
  text << std::ifstream(page).rdbuf();
  EXPECT_THAT(text.str(), AllOf(HasSubstr("<section id=\"halves\""), HasSubstr("1/2-bit threshold")));

  hdf5::InputFile const file(result);
  auto const frequency = file.dataset("/ptyger/halves/frequency").read<double>();
  auto const correlation = file.dataset("/ptyger/halves/correlation").read<double>();
  ASSERT_GT(frequency.size(), 10U);
  EXPECT_EQ(frequency.size(), correlation.size());
  EXPECT_EQ(frequency.size(), file.dataset("/ptyger/halves/threshold").read<double>().size());
  EXPECT_NEAR(frequency.back(), 0.5, 0.01);  // Nyquist
  EXPECT_GT(correlation.front(), 0.9);
  auto const resolution_m = file.dataset("/ptyger/halves/resolution_m").read<double>();
  auto const pixel_m = file.number_attribute("/ptyger/halves/frequency", "pixel_m").value_or(0);
  ASSERT_EQ(resolution_m.size(), 1U);
  EXPECT_TRUE(std::isnan(resolution_m[0]) || resolution_m[0] > 2 * pixel_m);
  EXPECT_THAT(file.dataset("/ptyger/halves/resolution").text(), HasSubstr("m"));
  EXPECT_EQ(file.number_attribute("/", "complete"), 1.0);
}

TEST_F(Halves, ShareNeitherFramesNorObjectAndHaveTheIterationsOfTheWhole) {
  simulate("100");
  std::vector<std::vector<std::int64_t>> frames;
  std::vector<FrameHalf> halves;
  EXPECT_EQ(run_with([&](int, Scan const& of, Options const& options, Observer const& observer) {
              frames.push_back(of.indexes);
              halves.push_back(of.half);
              EXPECT_TRUE(options.initial_object.values.empty());
              EXPECT_EQ(options.resume, nullptr);
              EXPECT_EQ(options.iterations, 3);
              return reconstruct(of, options, observer);
            }),
            core::ExitCode::ok);
  EXPECT_EQ(halves, (std::vector<FrameHalf>{FrameHalf::all, FrameHalf::odd, FrameHalf::even}));
  ASSERT_EQ(frames.size(), 3U);
  EXPECT_EQ(frames[1].size() + frames[2].size(), frames[0].size());
  for (std::size_t k = 0; k < frames[1].size(); ++k) {
    EXPECT_EQ(frames[1][k], frames[0][2 * k + 1]);
    EXPECT_EQ(frames[2][k], frames[0][2 * k]);
  }
}

TEST_F(Halves, NeedEnoughFrames) {
  simulate("25");
  auto const run = run_program({"reconstruct", scan, "-o", result, "--halves"});
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_THAT(run.diagnostics, AllOf(HasSubstr("25 frames are too few for --halves"), HasSubstr("40")));
  EXPECT_FALSE(std::filesystem::exists(result));
}

TEST_F(Halves, ContradictHalf) {
  simulate("100");
  auto const run = run_program({"reconstruct", scan, "-o", result, "--halves", "--half", "odd"});
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_THAT(run.diagnostics, HasSubstr("--half reads only one"));
}

TEST_F(Halves, AnInterruptLeavesTheResultComplete) {
  simulate("100");
  testing::internal::CaptureStdout();
  EXPECT_EQ(run_with([](int run, Scan const& of, Options const& options, Observer const& observer) {
              core::install_interrupt_handler();
              if (run == 2) raise(SIGINT);
              EXPECT_LT(run, 3);
              return reconstruct(of, options, observer);
            }),
            core::ExitCode::interrupted);
  EXPECT_THAT(testing::internal::GetCapturedStdout(), HasSubstr("comparison of its halves is missing"));
  expect_a_complete_result_without_comparison();
  EXPECT_THAT(entries(folder / ""), testing::Contains("result.h5.checkpoint")) << "the same command goes on";
}

TEST_F(Halves, AFailureLeavesTheResultComplete) {
  simulate("100");
  testing::internal::CaptureStdout();
  testing::internal::CaptureStderr();
  EXPECT_EQ(run_with([](int run, Scan const& of, Options const& options, Observer const& observer) {
              if (run == 3) throw CallError("the device is gone");
              return reconstruct(of, options, observer);
            }),
            core::ExitCode::bad_input);
  EXPECT_THAT(testing::internal::GetCapturedStderr(), HasSubstr("the device is gone"));
  EXPECT_THAT(testing::internal::GetCapturedStdout(), HasSubstr("comparison of its halves is missing"));
  expect_a_complete_result_without_comparison();
  EXPECT_THAT(entries(folder / ""), Not(testing::Contains("result.h5.checkpoint")));
}

}  // namespace
}  // namespace ptyger::test
