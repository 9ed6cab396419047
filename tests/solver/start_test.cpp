#include <gtest/gtest.h>

#include <cmath>

#include "core/random.hpp"
#include "model/trial_frames.hpp"
#include "ptyger/reconstruct.hpp"
#include "tests/support/star.hpp"

namespace ptyger {
namespace {

std::vector<HistoryRecord> epochs_of(Result const& result) {
  std::vector<HistoryRecord> epochs;
  for (auto const& record : result.history)
    if (record.phase == Phase::start) epochs.push_back(record);
  return epochs;
}

TEST(Start, HasLongStepsFirstAndShortStepsAtItsEnd) {
  auto options = test::star_options(6, 0);
  auto const epochs = epochs_of(reconstruct(test::star_crop(64), options));
  ASSERT_EQ(epochs.size(), 6);
  std::vector<double> const steps = {1.4, 1.4, 1.4, 1.4, 0.7, 0.35};
  for (std::size_t i = 0; i < steps.size(); ++i) EXPECT_DOUBLE_EQ(epochs[i].step, steps[i]) << i;
}

TEST(Start, EndsByItselfWithShortSteps) {
  auto options = test::star_options(0, 0);
  options.start_epochs.reset();
  auto const epochs = epochs_of(reconstruct(test::star_crop(64), options));
  ASSERT_GE(epochs.size(), 3);
  EXPECT_DOUBLE_EQ(epochs.front().step, 1.4);
  EXPECT_DOUBLE_EQ(epochs.back().step, 0.35);
  for (std::size_t i = 1; i < epochs.size(); ++i) EXPECT_LE(epochs[i].step, epochs[i - 1].step);
}

// Counts that no object explains, and a narrow beam: the first epoch with long steps diverges.
TEST(Start, ThatDivergesIsTakenBack) {
  constexpr std::size_t size = 64;
  constexpr std::size_t side = 16;
  Scan scan;
  scan.detector = size;
  scan.pixel_row_m = scan.pixel_col_m = 1e-8;
  scan.measured.assign(size * size, 1);
  scan.probe = {1, size, {}};
  for (std::size_t i = 0; i < size * size; ++i) {
    std::size_t const row = i / size;
    double const y = static_cast<double>(row) / size - 0.5;
    double const x = static_cast<double>(i % size) / size - 0.5;
    scan.probe.values.push_back(std::polar(std::exp(-40 * (x * x + y * y)), 60 * (x * x + y * y)));
  }
  for (std::size_t j = 0; j < side * side; ++j) {
    std::size_t const line = j / side;
    scan.positions.push_back({6.77e-8 * static_cast<double>(line), 6.77e-8 * static_cast<double>(j % side)});
    scan.indexes.push_back(static_cast<std::int64_t>(j));
  }
  scan.frames = side * side;
  core::Random random(1);
  std::vector<std::uint16_t> counts(scan.frames * size * size);
  for (auto& count : counts) count = static_cast<std::uint16_t>(random.next() % 64);
  scan.counts = std::move(counts);
  auto options = test::star_options(0, 2);
  options.start_epochs.reset();
  auto const result = reconstruct(scan, options);
  EXPECT_LT(result.nrmse, 1);
  double longest = 0;  // of the epochs that were not taken back
  for (auto const& epoch : epochs_of(result)) longest = std::max(longest, epoch.restart ? 0 : epoch.step);
  EXPECT_LT(longest, 1.4);
}

TEST(TrialFrames, AreEveryOddNth) {
  EXPECT_EQ(model::trial_stride(1), 1);
  EXPECT_EQ(model::trial_stride(215), 1);
  EXPECT_EQ(model::trial_stride(216), 3);
  EXPECT_EQ(model::trial_stride(359), 3);
  EXPECT_EQ(model::trial_stride(360), 5);
  EXPECT_EQ(model::trial_stride(516), 7);
  EXPECT_EQ(model::trial_stride(1080), 15);
  EXPECT_EQ(model::trial_stride(1000000), 15);
}

}  // namespace
}  // namespace ptyger
