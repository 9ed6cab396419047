#include "app/reconstruct_command.hpp"

#include <gmock/gmock.h>

#include <csignal>
#include <fstream>
#include <sstream>

#include "core/exit_code.hpp"
#include "core/interrupt.hpp"
#include "hdf5/input_file.hpp"
#include "model/placement.hpp"
#include "ptyger/error.hpp"
#include "tests/app/run_program.hpp"
#include "tests/hdf5/temporary_folder.hpp"

namespace ptyger::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;

std::string const patterns = PTYGER_TEST_DATA "/rotavirus_16x16_dp.hdf5";
std::string const parameters = PTYGER_TEST_DATA "/rotavirus_16x16_para.hdf5";

// Replaces the solver: an object of ones, the given probe, and a record for each iteration.
Result solve_nothing(Scan const& scan, Options const& options, Observer const& observer) {
  auto const place = model::place_frames(scan, scan.detector);
  Result result;
  result.object = options.initial_object;
  if (result.object.values.empty())
    result.object = {place.rows, place.cols, std::vector<std::complex<double>>(place.rows * place.cols, 1.0)};
  result.probe = scan.probe;
  if (result.probe.modes == 0)
    result.probe = {1, scan.detector, std::vector<std::complex<double>>(scan.detector * scan.detector, 1.0)};
  result.origin_row = place.origin_row;
  result.origin_col = place.origin_col;
  result.illumination.assign(place.rows * place.cols, 1.0);
  result.complete = true;
  result.stop_reason = "pretended";
  for (int iteration = 1; iteration <= options.iterations.value_or(1) && result.complete; ++iteration) {
    HistoryRecord record;
    record.iteration = iteration;
    record.nrmse = result.nrmse = 0.5 / iteration;
    result.history.push_back(record);
    observer.on_record(record);
    result.complete = !observer.stop_requested();
  }
  return result;
}

class ReconstructCommand : public testing::Test {
 protected:
  ReconstructCommand() {
    settings.inputs = {patterns, parameters};
    settings.output = folder / "result.h5";
    settings.solver.devices.count = 1;
    settings.solver.iterations = 3;
    settings.no_check = true;  // its trial runs take longer than all else here
    run.options_toml = "seed = 0\n";
    run.command_line = "ptyger reconstruct";
    run.solve = solve_nothing;
    run.progress = {
        [this](std::string const& text) { shown_progress += text; }, [] { return 0.0; }, [] { return 80; }, {}};
  }
  core::ExitCode start() { return app::run_reconstruct(settings, run); }
  TemporaryFolder folder;
  prepare::ReconstructSettings settings;
  app::ReconstructRun run;
  std::string shown_progress;
};

TEST_F(ReconstructCommand, WritesResultPicturesAndMetrics) {
  settings.metrics = folder / "metrics.jsonl";
  testing::internal::CaptureStdout();
  EXPECT_EQ(start(), core::ExitCode::ok);
  auto const report = testing::internal::GetCapturedStdout();
  EXPECT_EQ(entries(folder / ""),
            (std::vector<std::string>{"metrics.jsonl", "result.h5", "result_amplitude.png", "result_convergence.png",
                                      "result_phase.png", "result_probe.png"}));
  EXPECT_THAT(report, AllOf(HasSubstr("256 of "), HasSubstr("finished      pretended"), HasSubstr("NRMSE 0.1667"),
                            HasSubstr(settings.output), HasSubstr("result_phase.png")));
  EXPECT_THAT(shown_progress, AllOf(HasSubstr("cg     1/3"), HasSubstr("cg     3/3")));
  std::ifstream metrics(settings.metrics);
  EXPECT_EQ(std::count(std::istreambuf_iterator<char>(metrics), {}, '\n'), 3);
}

TEST_F(ReconstructCommand, WarnsOfFindingsAboutPositionsAndProbe) {
  settings.read.pixel_m = 0.1e-9;
  settings.report = folder / "page.html";
  testing::internal::CaptureStdout();
  EXPECT_EQ(start(), core::ExitCode::ok);
  EXPECT_THAT(testing::internal::GetCapturedStdout(),
              HasSubstr("warning       neighbouring frames do not overlap at all"));
  std::ostringstream page;
  page << std::ifstream(settings.report).rdbuf();
  EXPECT_THAT(page.str(), HasSubstr("neighbouring frames do not overlap at all"));
  settings.read.pixel_m.reset();
  settings.overwrite = true;
  testing::internal::CaptureStdout();
  EXPECT_EQ(start(), core::ExitCode::ok);
  EXPECT_THAT(testing::internal::GetCapturedStdout(), testing::Not(HasSubstr("warning")));
}

TEST_F(ReconstructCommand, WritesPicturesIntoTheGivenFolder) {
  settings.previews = folder / "pictures";
  EXPECT_EQ(start(), core::ExitCode::ok);
  EXPECT_EQ(entries(folder / ""), (std::vector<std::string>{"pictures", "result.h5"}));
  EXPECT_EQ(entries(settings.previews).size(), 4U);
}

TEST_F(ReconstructCommand, WritesReportCxiAndTiff) {
  settings.report = folder / "page.html";
  settings.cxi = folder / "result.cxi";
  settings.tiff = true;
  testing::internal::CaptureStdout();
  EXPECT_EQ(start(), core::ExitCode::ok);
  auto const report = testing::internal::GetCapturedStdout();
  EXPECT_THAT(entries(folder / ""), testing::IsSupersetOf({"page.html", "result.cxi", "result.h5",
                                                           "result_amplitude.tif", "result_phase.tif"}));
  EXPECT_EQ(entries(folder / "").size(), 9U);
  EXPECT_THAT(report, AllOf(HasSubstr("report        " + settings.report), HasSubstr("CXI file      " + settings.cxi),
                            HasSubstr("result_phase.tif")));
  std::ostringstream page;
  page << std::ifstream(settings.report).rdbuf();
  EXPECT_THAT(page.str(), AllOf(HasSubstr("pretended"), HasSubstr("seed = 0"), HasSubstr("rotavirus_16x16_dp.hdf5")));
}

TEST_F(ReconstructCommand, WritesTheOtherFilesWhenOneCannotBeWritten) {
  settings.report = folder / "page.html";
  settings.cxi = folder / "result.cxi";
  settings.tiff = true;
  run.solve = [this](Scan const& scan, Options const& options, Observer const& observer) {
    for (auto const& name : {"page.html", "result_phase.png"}) std::filesystem::create_directory(folder / name);
    return solve_nothing(scan, options, observer);
  };
  testing::internal::CaptureStdout();
  testing::internal::CaptureStderr();
  EXPECT_EQ(start(), core::ExitCode::bad_input);
  auto const errors = testing::internal::GetCapturedStderr();
  EXPECT_THAT(errors,
              AllOf(HasSubstr("error: " + settings.report), HasSubstr("error: " + (folder / "result_phase.png")),
                    HasSubstr("the result is complete, only the files above are missing: " + settings.output)));
  EXPECT_THAT(testing::internal::GetCapturedStdout(), AllOf(HasSubstr("result        " + settings.output),
                                                            HasSubstr(settings.cxi), HasSubstr("result_phase.tif")));
  EXPECT_THAT(entries(folder / ""), testing::IsSupersetOf({"result.cxi", "result.h5", "result_amplitude.tif"}));
}

TEST_F(ReconstructCommand, RefusesToReplaceExistingFilesBeforeTheRun) {
  run.solve = [](Scan const&, Options const&, Observer const&) -> Result { throw std::logic_error("it ran"); };
  std::ofstream(folder / "there") << "precious";
  auto const refusal = [&](auto const& change) {
    auto const before = settings;
    change();
    auto message = message_of<InputError>([this] { start(); });
    settings = before;
    return message;
  };
  EXPECT_THAT(refusal([&] { settings.report = folder / "there"; }), HasSubstr("there: exists already"));
  EXPECT_THAT(refusal([&] { settings.cxi = folder / "there"; }), HasSubstr("there: exists already"));
  EXPECT_THAT(refusal([&] { settings.report = folder / "none/r.html"; }), HasSubstr("none does not exist"));
  EXPECT_THAT(refusal([&] { settings.report = settings.cxi = folder / "new"; }),
              HasSubstr("report and CXI file would go to the same file; give --cxi another name"));
  settings.overwrite = true;
  EXPECT_THAT(refusal([&] { settings.cxi = patterns; }), HasSubstr("it is an input of this run"));
  EXPECT_THAT(refusal([&] { settings.report = settings.init = folder / "there"; }), HasSubstr("it is an input"));
  EXPECT_EQ(entries(folder / ""), std::vector<std::string>{"there"});
}

TEST_F(ReconstructCommand, AResultCanBeTheInitialResultOfAnotherRun) {
  EXPECT_EQ(start(), core::ExitCode::ok);
  settings.init = settings.output;
  settings.output = folder / "second.h5";
  Scan given_scan;
  Options passed_options;
  run.solve = [&](Scan const& scan, Options const& options, Observer const& observer) {
    given_scan = scan;
    passed_options = options;
    return solve_nothing(scan, options, observer);
  };
  EXPECT_EQ(start(), core::ExitCode::ok);
  auto const place = model::place_frames(given_scan, given_scan.detector);
  EXPECT_EQ(passed_options.initial_object.rows, place.rows);
  EXPECT_EQ(passed_options.initial_object.cols, place.cols);
  // The object of the first result, which is 1 everywhere, covers the field of the second run.
  EXPECT_EQ(passed_options.initial_object.values, std::vector<std::complex<double>>(place.rows * place.cols, 1.0));
  EXPECT_EQ(passed_options.probe_start, ProbeStart::given);
  EXPECT_TRUE(passed_options.keep_probe_power);
  settings.probe = settings.init;  // --probe names the result: its probe is used as any other
  settings.overwrite = true;
  EXPECT_EQ(start(), core::ExitCode::ok);
  EXPECT_FALSE(passed_options.keep_probe_power);
}

TEST_F(ReconstructCommand, EarlierMetricsAreNotReplaced) {
  settings.metrics = folder / "metrics.jsonl";
  std::ofstream(settings.metrics) << "earlier\n";
  EXPECT_THAT(message_of<InputError>([this] { start(); }), HasSubstr("metrics.jsonl: it exists already"));
  EXPECT_EQ(entries(folder / ""), std::vector<std::string>{"metrics.jsonl"});
  settings.overwrite = true;
  EXPECT_EQ(start(), core::ExitCode::ok);
}

TEST_F(ReconstructCommand, ProbeChoices) {
  Options passed_options;
  std::size_t modes = 0;
  run.solve = [&](Scan const& scan, Options const& options, Observer const& observer) {
    passed_options = options;
    modes = scan.probe.modes;
    return solve_nothing(scan, options, observer);
  };
  settings.probe_modes = 1;  // trial runs would search the probe before the run
  settings.smoothness = 0;
  settings.sampling = Sampling::bilinear;
  settings.refine_positions = false;
  settings.overwrite = true;
  EXPECT_EQ(start(), core::ExitCode::ok);
  bool const has_probe = modes > 0;
  EXPECT_EQ(passed_options.probe_start, has_probe ? ProbeStart::given : ProbeStart::blind);
  settings.probe = "blind";
  EXPECT_EQ(start(), core::ExitCode::ok);
  EXPECT_EQ(passed_options.probe_start, ProbeStart::blind);
  settings.probe = settings.output;  // the probe of the result
  EXPECT_EQ(start(), core::ExitCode::ok);
  EXPECT_EQ(passed_options.probe_start, ProbeStart::given);
  EXPECT_EQ(modes, 1U);
  settings.probe = "file";
  if (has_probe)
    EXPECT_EQ(start(), core::ExitCode::ok);
  else
    EXPECT_THAT(message_of<InputError>([this] { start(); }), HasSubstr("the file has no probe"));
}

// The first result has a probe of 128 x 128 pixels and another object pixel than the scans of the other runs.
TEST_F(ReconstructCommand, ProbesOfOtherFilesAreCompared) {
  auto const first = settings.output;
  EXPECT_EQ(start(), core::ExitCode::ok);
  settings.probe = first;
  settings.output = folder / "second.h5";
  settings.read.pixel_m = 1.5e-8;
  testing::internal::CaptureStdout();
  EXPECT_EQ(start(), core::ExitCode::ok);
  EXPECT_THAT(testing::internal::GetCapturedStdout(),
              AllOf(HasSubstr("note          " + first + ": its object pixels are "),
                    HasSubstr("the object pixels of the scan 1.5e-08 m; its probe is resampled")));
  settings.overwrite = true;
  settings.fixed_probe = true;
  EXPECT_THAT(message_of<InputError>([this] { start(); }),
              AllOf(HasSubstr(first + ": its object pixels are "), HasSubstr("--no-probe keeps the probe")));
  settings.fixed_probe = false;
  settings.read.crop = 64;
  auto const too_large = AllOf(HasSubstr(first + ": its probe has 128 x 128 pixels"), HasSubstr("64 x 64"));
  settings.init = first;
  settings.probe = "auto";
  EXPECT_THAT(message_of<InputError>([this] { start(); }), AllOf(too_large, HasSubstr("give --init a file")));
  settings.init = PTYGER_TEST_DATA "/siemens_star.cxi";
  EXPECT_THAT(message_of<InputError>([this] { start(); }), HasSubstr("--init RESULT.h5, not a scan"));
}

TEST_F(ReconstructCommand, FirstInterruptWritesTheResultSoFar) {
  settings.solver.iterations = 1000;
  run.solve = [](Scan const& scan, Options const& options, Observer const& observer) {
    core::install_interrupt_handler();
    raise(SIGINT);
    return solve_nothing(scan, options, observer);
  };
  EXPECT_EQ(start(), core::ExitCode::interrupted);
  hdf5::InputFile const result(settings.output);
  EXPECT_EQ(result.number_attribute("/", "complete"), 0.0);
  EXPECT_EQ(result.dataset("/loss_values").shape(), hdf5::Shape{1});
}

TEST_F(ReconstructCommand, FailedRunLeavesNoFiles) {
  settings.metrics = folder / "metrics.jsonl";
  run.solve = [](Scan const&, Options const&, Observer const&) -> Result { throw CallError("the device is gone"); };
  EXPECT_THROW(start(), CallError);
  EXPECT_TRUE(entries(folder / "").empty());
}

}  // namespace
}  // namespace ptyger::test
