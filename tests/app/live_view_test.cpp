#include "app/live_view.hpp"

#include <gmock/gmock.h>

#include <atomic>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <thread>

#include "app/reconstruct_command.hpp"
#include "core/exit_code.hpp"
#include "hdf5/input_file.hpp"
#include "model/placement.hpp"
#include "ptyger/error.hpp"
#include "tests/app/run_program.hpp"
#include "tests/hdf5/temporary_folder.hpp"
#include "tests/write/small_result.hpp"

namespace ptyger::test {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;

Scan scan_with_positions() {
  auto scan = small_scan();
  scan.measured.assign(16, 1);
  return scan;
}

void attach(app::LiveView& live, Observer& observer) {
  observer.checkpoint_due = [&live] { return live.due(); };
  observer.on_checkpoint = [&live](Checkpoint const& checkpoint) { live.draw_later(checkpoint); };
}

Checkpoint checkpoint_of(Scan const& scan, int iteration, Refine const& refine = {}) {
  auto const placement = model::place_frames(scan, scan.detector, refine.drift_pixels());
  Checkpoint checkpoint;
  checkpoint.refine = refine;
  checkpoint.rows = placement.rows;
  checkpoint.cols = placement.cols;
  checkpoint.modes = 1;
  checkpoint.probe_size = scan.detector;
  checkpoint.iteration = iteration;
  checkpoint.estimate = {std::vector<std::complex<double>>(placement.rows * placement.cols, 1.0),
                         std::vector<std::complex<double>>(16, 1.0)};
  HistoryRecord record;
  record.iteration = iteration;
  checkpoint.history = {record};
  return checkpoint;
}

TEST(LiveView, DrawsTheFirstIterationAndThenAfterTheInterval) {
  auto const scan = scan_with_positions();
  std::vector<int> drawn;
  Observer observer;
  app::LiveView live(
      scan, 1h, [&](Result const& result) { drawn.push_back(result.history.back().iteration); }, [](auto const&) {});
  attach(live, observer);
  ASSERT_TRUE(observer.checkpoint_due());
  observer.on_checkpoint(checkpoint_of(scan, 1));
  live.finish();
  EXPECT_FALSE(observer.checkpoint_due());
  EXPECT_THAT(drawn, ElementsAre(1));
}

TEST(LiveView, ShowsRefinedPositions) {
  auto const scan = scan_with_positions();
  std::vector<Position> drawn;
  Observer observer;
  app::LiveView live(
      scan, 1h, [&](Result const& result) { drawn = result.positions; }, [](auto const&) {});
  attach(live, observer);
  auto checkpoint = checkpoint_of(scan, 1, {.positions = true});
  checkpoint.corrections.frames = {{0.5, 0, 0}, {0, -0.5, 0}, {-0.5, 0.5, 0}};
  observer.on_checkpoint(checkpoint);
  live.finish();
  ASSERT_EQ(drawn.size(), 3U);
  EXPECT_EQ(drawn[0].row_m, scan.positions[0].row_m + 0.5 * scan.pixel_row_m);
  EXPECT_EQ(drawn[1].col_m, scan.positions[1].col_m - 0.5 * scan.pixel_col_m);
}

TEST(LiveView, DoesNotDelayTheRun) {
  auto const scan = scan_with_positions();
  std::atomic<bool> may_draw = false;
  std::vector<int> drawn;
  Observer observer;
  app::LiveView live(
      scan, 0s,
      [&](Result const& result) {
        while (!may_draw) std::this_thread::sleep_for(1ms);
        drawn.push_back(result.history.back().iteration);
      },
      [](auto const&) {});
  attach(live, observer);
  ASSERT_TRUE(observer.checkpoint_due());
  observer.on_checkpoint(checkpoint_of(scan, 1));
  for (int iteration = 2; iteration < 5; ++iteration) EXPECT_FALSE(observer.checkpoint_due()) << "still drawing";
  observer.on_checkpoint(checkpoint_of(scan, 4));  // as at the end of a stopped run, which does not wait for pictures
  may_draw = true;
  live.finish();
  EXPECT_TRUE(observer.checkpoint_due());
  observer.on_checkpoint(checkpoint_of(scan, 5));
  live.finish();
  EXPECT_THAT(drawn, ElementsAre(1, 5));
}

TEST(LiveView, ReportsAFailureOnceAndTheRunContinues) {
  auto const scan = scan_with_positions();
  std::vector<std::string> messages;
  Observer observer;
  app::LiveView live(
      scan, 0s, [](Result const&) { throw std::runtime_error("the disk is full"); },
      [&](std::string const& text) { messages.push_back(text); });
  attach(live, observer);
  ASSERT_TRUE(observer.checkpoint_due());
  observer.on_checkpoint(checkpoint_of(scan, 1));
  live.finish();
  for (int i = 0; i < 2; ++i) {
    EXPECT_TRUE(observer.checkpoint_due()) << "it is tried again";
    observer.on_checkpoint(checkpoint_of(scan, 1));
    live.finish();
  }
  EXPECT_THAT(messages, ElementsAre(HasSubstr("the disk is full")));
}

std::string bytes_of(std::string const& file) {
  std::ostringstream bytes;
  bytes << std::ifstream(file, std::ios::binary).rdbuf();
  return bytes.str();
}

TEST(LiveView, WritesWholePicturesDuringTheRunAndReplacesThem) {
  TemporaryFolder const folder;
  prepare::ReconstructSettings settings;
  settings.inputs = {PTYGER_TEST_DATA "/rotavirus_16x16_dp.hdf5", PTYGER_TEST_DATA "/rotavirus_16x16_para.hdf5"};
  settings.output = folder / "result.h5";
  settings.solver.devices.count = 1;
  settings.watch = 0.01;
  settings.solver.start_epochs = 1;
  settings.solver.iterations = 3;
  std::vector<std::string> early_pictures(3);
  app::ReconstructRun run;
  run.progress = {[](std::string const&) {}, [] { return 0.0; }, [] { return 80; }, {}};
  run.solve = [&](Scan const& scan, Options const& options, Observer const& observer) {
    auto watched = observer;
    watched.on_record = [&](HistoryRecord const& record) {
      observer.on_record(record);
      if (record.phase != Phase::cg || record.iteration != 2) return;
      for (int waited = 0; waited < 20000 && !std::filesystem::exists(folder / "result_convergence.png"); ++waited)
        std::this_thread::sleep_for(1ms);
      early_pictures = {bytes_of(folder / "result_phase.png"), bytes_of(folder / "result_amplitude.png"),
                        bytes_of(folder / "result_convergence.png")};
    };
    return reconstruct(scan, options, watched);
  };
  testing::internal::CaptureStdout();
  EXPECT_EQ(app::run_reconstruct(settings, run), core::ExitCode::ok);
  testing::internal::GetCapturedStdout();
  for (auto const& picture : early_pictures) {
    EXPECT_TRUE(picture.starts_with("\x89PNG"));
    EXPECT_TRUE(picture.ends_with("IEND\xae\x42\x60\x82"));
  }
  EXPECT_EQ(entries(folder / ""),
            (std::vector<std::string>{"result.h5", "result_amplitude.png", "result_convergence.png", "result_fit.png",
                                      "result_phase.png", "result_probe.png"}));
  EXPECT_NE(bytes_of(folder / "result_phase.png"), early_pictures[0]);
  EXPECT_NE(bytes_of(folder / "result_convergence.png"), early_pictures[2]);
}

TEST(LiveView, TheResultSoFarAndAPageThatReloadsAreThereDuringTheRun) {
  TemporaryFolder const folder;
  prepare::ReconstructSettings settings;
  settings.inputs = {PTYGER_TEST_DATA "/rotavirus_16x16_dp.hdf5", PTYGER_TEST_DATA "/rotavirus_16x16_para.hdf5"};
  settings.output = folder / "result.h5";
  settings.report = folder / "live.html";
  settings.solver.devices.count = 1;
  settings.watch = 0.01;
  settings.solver.start_epochs = 1;
  settings.solver.iterations = 4;
  std::vector<std::string> pages;
  std::vector<std::string> results;
  app::ReconstructRun run;
  run.key = "a run";
  run.progress = {[](std::string const&) {}, [] { return 0.0; }, [] { return 80; }, {}};
  run.solve = [&](Scan const& scan, Options const& options, Observer const& observer) {
    auto watched = observer;
    watched.on_record = [&](HistoryRecord const& record) {
      observer.on_record(record);
      if (record.phase != Phase::cg || record.iteration == 1) return;
      auto const is_old = [&] {  // the result so far is written after the page
        auto const result = bytes_of(folder / "result.partial.h5");
        return result.empty() || (!results.empty() && result == results.back());
      };
      for (int waited = 0; waited < 20000 && is_old(); ++waited) std::this_thread::sleep_for(1ms);
      std::this_thread::sleep_for(20ms);  // until LiveView knows that it has drawn
      pages.push_back(bytes_of(folder / "live.html"));
      results.push_back(bytes_of(folder / "result.partial.h5"));
    };
    return reconstruct(scan, options, watched);
  };
  testing::internal::CaptureStdout();
  EXPECT_EQ(app::run_reconstruct(settings, run), core::ExitCode::ok);
  testing::internal::GetCapturedStdout();
  ASSERT_EQ(pages.size(), 3U);
  auto const image_of = [](std::string const& page) {
    auto const at = page.find("data:image/png");
    return page.substr(at, page.find('"', at) - at);
  };
  EXPECT_NE(image_of(pages[0]), image_of(pages[1]));
  EXPECT_NE(image_of(pages[1]), image_of(pages[2]));
  for (auto const& page : pages) {
    EXPECT_THAT(page, HasSubstr("<b>Running:</b> iteration "));
    EXPECT_THAT(page, HasSubstr("http-equiv=\"refresh\" content=\"1\""));
    EXPECT_THAT(page, testing::Not(testing::ContainsRegex("https?://")));
    EXPECT_TRUE(page.ends_with("</html>\n"));
  }
  std::ofstream(folder / "copy.h5", std::ios::binary) << results.back();
  hdf5::InputFile const so_far(folder / "copy.h5");
  EXPECT_EQ(so_far.number_attribute("/", "complete"), 0.0);
  EXPECT_TRUE(so_far.has_dataset("object"));
  EXPECT_FALSE(std::filesystem::exists(folder / "result.partial.h5"));
  auto const last = bytes_of(folder / "live.html");
  EXPECT_THAT(last, testing::AllOf(HasSubstr("<b>Finished:</b>"), testing::Not(HasSubstr("data-reload=")),
                                   testing::Not(HasSubstr("http-equiv=\"refresh\""))));
}

TEST(LiveView, AResultSoFarOfAnotherRunIsNotReplaced) {
  TemporaryFolder const folder;
  prepare::ReconstructSettings settings;
  settings.inputs = {PTYGER_TEST_DATA "/rotavirus_16x16_dp.hdf5", PTYGER_TEST_DATA "/rotavirus_16x16_para.hdf5"};
  settings.output = folder / "result.h5";
  settings.watch = 1;
  std::ofstream(folder / "result.partial.h5") << "of another run";
  app::ReconstructRun run;
  run.key = "a run";
  EXPECT_THROW(app::run_reconstruct(settings, run), InputError);
  EXPECT_EQ(bytes_of(folder / "result.partial.h5"), "of another run");
}

}  // namespace
}  // namespace ptyger::test
