#include "read/count_sums.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "core/random.hpp"
#include "read/counts.hpp"

namespace ptyger::read {
namespace {

// Frames of 3 x 3 pixels, of which the last is masked.
template <class Count>
Scan scan_of(std::vector<Count> counts) {
  Scan scan;
  scan.detector = 3;
  scan.frames = counts.size() / 9;
  scan.measured = {1, 1, 1, 1, 1, 1, 1, 1, 0};
  scan.counts = std::move(counts);
  return scan;
}

// Compares with sums in the order of the frames; is_valid says which values count.
template <class Count, class Valid>
void expect_sums(std::vector<Count> const& counts, bool with_marks, Valid const& is_valid) {
  auto const scan = scan_of(counts);
  auto const sums = add_up(scan, with_marks);
  double smallest = std::numeric_limits<double>::infinity();
  std::vector<double> pattern(9), frame(scan.frames);
  std::vector<std::size_t> measured(9), measured_in(scan.frames);
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (i % 9 == 8 || !is_valid(counts[i])) continue;
    auto const count = static_cast<double>(counts[i]);
    pattern[i % 9] += count;
    frame[i / 9] += count;
    ++measured[i % 9];
    ++measured_in[i / 9];
    if (count > 0) smallest = std::min(smallest, count);
  }
  for (std::size_t i = 0; i < 9; ++i) EXPECT_NEAR(sums.pattern[i], pattern[i], 1e-9 * pattern[i]) << i;
  for (std::size_t j = 0; j < scan.frames; ++j) EXPECT_NEAR(sums.frame[j], frame[j], 1e-9 * frame[j]) << j;
  EXPECT_EQ(sums.measured, measured);
  EXPECT_EQ(sums.measured_in, measured_in);
  EXPECT_EQ(sums.smallest, smallest);
}

TEST(CountSums, AreTheSumsOverAnyNumberOfFrames) {
  core::Random random(3);
  for (std::size_t const frames : {1U, 5U, 16U, 17U, 40U}) {
    SCOPED_TRACE(frames);
    std::vector<std::uint16_t> counts(9 * frames);
    for (auto& count : counts) count = static_cast<std::uint16_t>(random.next() % 50);
    counts[frames] = unmeasured<std::uint16_t>;
    auto const is_marked = [](std::uint16_t value) { return value == unmeasured<std::uint16_t>; };
    expect_sums(counts, true, [&](std::uint16_t value) { return !is_marked(value); });
    expect_sums(counts, false, [](std::uint16_t) { return true; });
    std::vector<float> reals(counts.begin(), counts.end());
    reals[frames] = std::numeric_limits<float>::quiet_NaN();
    reals[frames / 2] = -1;
    expect_sums(reals, true, [](float value) { return value >= 0; });
  }
}

}  // namespace
}  // namespace ptyger::read
