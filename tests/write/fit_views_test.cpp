#include "write/fit_views.hpp"

#include <gmock/gmock.h>

#include "core/number_in_file.hpp"
#include "hdf5/input_file.hpp"
#include "ptyger/write_result.hpp"
#include "tests/hdf5/temporary_folder.hpp"
#include "tests/write/small_result.hpp"
#include "write/picture/pictures.hpp"
#include "write/report/html_report.hpp"

namespace ptyger::test {
namespace {

using testing::DoubleEq;
using testing::ElementsAre;
using testing::HasSubstr;

Scan scan_of(std::size_t detector, std::size_t frames) {
  Scan scan;
  scan.detector = detector;
  scan.frames = frames;
  scan.measured.assign(detector * detector, 1);
  for (std::size_t j = 0; j < frames; ++j) {
    auto const row = j / 3;
    scan.positions.push_back({1e-7 * static_cast<double>(row), 1e-7 * static_cast<double>(j - 3 * row)});
    scan.indexes.push_back(static_cast<std::int64_t>(10 + j));
  }
  return scan;
}

TEST(FitViews, TheWorstFramesComeFirst) {
  FitSummary const fit{{0.1, 0.5, 0.2, 0.9, 0.3}, {}, {}};
  EXPECT_THAT(write::worst_frames(fit, 3), ElementsAre(3, 1, 4));
  EXPECT_THAT(write::worst_frames(fit, 9), ElementsAre(3, 1, 4, 2, 0));
  EXPECT_EQ(write::median_misfit(fit), 0.3);
  EXPECT_EQ(core::number_in_file(scan_of(4, 5), 3), 13);
}

TEST(FitViews, RingsLieAroundTheZeroFrequencyAndLeaveMaskedPixelsOut) {
  auto scan = scan_of(4, 1);
  FitSummary fit{{0.1}, std::vector<double>(16, 2), std::vector<double>(16, 3)};
  fit.measured[0] = 50;   // zero frequency
  fit.measured[1] = 6;    // distance 1
  fit.measured[10] = 77;  // distance sqrt(8): ring 3
  scan.measured[4] = 0;   // distance 1
  fit.measured[4] = 1000;
  auto const means = write::radial_means(scan, fit);
  // ring 1: pixels (0,1) (0,3) (3,0) and, at sqrt(2), (1,1) (1,3) (3,1) (3,3)
  EXPECT_THAT(means.measured, ElementsAre(DoubleEq(50), DoubleEq((6 + 6 * 2) / 7.0), DoubleEq(2), DoubleEq(77)));
  EXPECT_THAT(means.calculated, ElementsAre(DoubleEq(3), DoubleEq(3), DoubleEq(3), DoubleEq(3)));
  auto const difference = write::pattern_difference(scan, fit);
  EXPECT_EQ(difference[4], 0);
  EXPECT_GT(difference[2], 0);
  EXPECT_LT(difference[0], 0);
}

class FitOfResult : public testing::Test {
 protected:
  FitOfResult() {
    result.fit.frame_nrmse.assign(scan.frames, 0.1);
    result.fit.frame_nrmse.back() = 0.7;
    result.fit.measured.assign(scan.detector * scan.detector, 2);
    result.fit.measured.front() = 9;
    result.fit.calculated.assign(scan.detector * scan.detector, 3);
  }
  static Scan full_scan() {
    auto scan = small_scan();
    scan.measured.assign(scan.detector * scan.detector, 1);
    return scan;
  }
  Scan const scan = full_scan();
  Result result = small_result();
};

TEST_F(FitOfResult, IsInTheFile) {
  TemporaryFolder const folder;
  write_result(folder / "r.h5", scan, result, {});
  hdf5::InputFile const file(folder / "r.h5");
  EXPECT_EQ(file.dataset("/ptyger/fit/frame_nrmse").read<double>(), result.fit.frame_nrmse);
  auto const measured = file.dataset("/ptyger/fit/mean_measured").read<double>();
  auto const middle = scan.detector / 2;
  EXPECT_EQ(measured.at(middle * scan.detector + middle), 9) << "zero frequency in the centre";
}

TEST_F(FitOfResult, IsInTheReportWithItsWorstFrames) {
  auto const page = write::html_report(scan, result, {});
  EXPECT_THAT(page, HasSubstr("data:image/svg+xml;base64,"));
  EXPECT_THAT(page, HasSubstr("--skip-frames " + std::to_string(core::number_in_file(scan, scan.frames - 1))));
  result.fit.frame_nrmse.back() = 0.15;
  EXPECT_THAT(write::html_report(scan, result, {}), testing::Not(HasSubstr("--skip-frames"))) << "no outlier";
  result.fit = {};
  EXPECT_THAT(write::html_report(scan, result, {}), testing::Not(HasSubstr("--skip-frames")));
}

TEST_F(FitOfResult, ThePictureNamesTheWorstFrame) {
  auto const picture = write::fit_picture(scan, result);
  auto const number = std::to_string(core::number_in_file(scan, scan.frames - 1));
  bool named = false;
  for (auto const& mark : picture.marks())
    if (auto const* const text = std::get_if<write::Text>(&mark)) named = named || text->words == number;
  EXPECT_TRUE(named);
}

}  // namespace
}  // namespace ptyger::test
