#include "read/fit_probe.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/reading_notes.hpp"
#include "ptyger/read_scan.hpp"

namespace ptyger::read {
namespace {

using testing::Contains;
using testing::HasSubstr;

/// Value at [row][col] of a beam in a field of size x size pixels: an ellipse of height 1, not in the middle.
std::complex<double> ellipse(std::size_t row, std::size_t col, std::size_t size) {
  auto const place = [&](std::size_t index) {
    std::size_t const middle = size / 2;
    return (static_cast<double>(index) - static_cast<double>(middle)) / static_cast<double>(size);
  };
  double const y = (place(row) - 0.0625) / 0.1;
  double const x = (place(col) + 0.125) / 0.08;
  return std::polar(std::exp(-(x * x + y * y) / 2), 0.5 * x);
}

ProbeModes two_modes(std::size_t size) {
  ProbeModes probe{2, size, {}};
  for (double const height : {1.0, -0.5})
    for (std::size_t row = 0; row < size; ++row)
      for (std::size_t col = 0; col < size; ++col) probe.values.push_back(height * ellipse(row, col, size));
  return probe;
}

TEST(FitProbe, ProbeOfCroppedFramesHasTheSameFieldInFewerPixels) {
  for (std::size_t const size : {16U, 24U, 31U}) {
    auto probe = two_modes(48);
    ReadingReport report;
    fit_probe(probe, 48, size, report);
    ASSERT_EQ(probe.size, size);
    ASSERT_EQ(probe.values.size(), 2 * size * size);
    double const height_ratio = 48 / static_cast<double>(size);  // the same photons in fewer pixels
    auto const expected = two_modes(size);
    double worst_error = 0;
    for (std::size_t i = 0; i < probe.values.size(); ++i)
      worst_error = std::max(worst_error, std::abs(probe.values[i] - height_ratio * expected.values[i]));
    EXPECT_LT(worst_error, 0.01 * height_ratio) << size;
    EXPECT_THAT(app::reading_notes(report), Contains(HasSubstr("was cropped")));
  }
}

TEST(FitProbe, ProbeOfTheRightSizeIsKeptAndOfAnotherSizeRemoved) {
  ReadingReport report;
  auto probe = two_modes(16);
  fit_probe(probe, 48, 16, report);
  EXPECT_EQ(probe.values, two_modes(16).values);
  EXPECT_TRUE(report.events.empty());
  fit_probe(probe, 48, 24, report);
  EXPECT_EQ(probe.modes, 0U);
  EXPECT_THAT(app::reading_notes(report),
              Contains(HasSubstr("16 pixels wide, but the frames are 24: it is not used as the start")));
  fit_probe(probe, 48, 24, report);
  EXPECT_EQ(report.events.size(), 1U);
}

}  // namespace
}  // namespace ptyger::read
