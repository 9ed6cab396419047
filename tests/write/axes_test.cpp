#include "write/picture/axes.hpp"

#include <gmock/gmock.h>

#include "write/drawing/canvas.hpp"

namespace ptyger::test {
namespace {

using testing::ElementsAre;

TEST(Ticks, AreRoundAndInsideTheirRange) {
  EXPECT_THAT(write::tick_labels(write::ticks(-0.23, 0.31, 6)),
              ElementsAre("−0.2", "−0.1", "0.0", "0.1", "0.2", "0.3"));
  EXPECT_THAT(write::tick_labels(write::ticks(0, 130, 8)), ElementsAre("0", "20", "40", "60", "80", "100", "120"));
  EXPECT_THAT(write::tick_labels(write::ticks(0.105, 0.1149, 5)),
              ElementsAre("0.106", "0.108", "0.110", "0.112", "0.114"));
}

TEST(AxisTicks, IncludeTheEndsAndAreAtLeastFour) {
  EXPECT_THAT(write::axis_ticks(-0.4873, 0.3121, 6, 0.1).labels,
              ElementsAre("−0.49", "−0.4", "−0.2", "0.0", "0.2", "0.31"));
  EXPECT_THAT(write::axis_ticks(0.878, 1.0881, 6, 0.05).labels,
              ElementsAre("0.88", "0.90", "0.95", "1.00", "1.05", "1.09"));
  EXPECT_THAT(write::axis_ticks(0, 515, 6, 0.08).labels, ElementsAre("0", "100", "200", "300", "400", "515"));
  EXPECT_THAT(write::axis_ticks(-64, 63, 8, 0.08).labels, ElementsAre("−64", "−40", "−20", "0", "20", "40", "63"));
  for (double const high : {0.011, 0.9, 1.0, 1.7, 3.3, 29.0, 1e4, 7e6})
    for (double const low : {-0.4 * high, 0.0, 0.97 * high}) {
      auto const found = write::axis_ticks(low, high, 6, 0.1);
      ASSERT_GE(found.values.size(), 4U) << low << ' ' << high;
      EXPECT_EQ(found.values.front(), low);
      EXPECT_EQ(found.values.back(), high);
      EXPECT_EQ(found.labels.size(), found.values.size());
      for (std::size_t i = 1; i < found.values.size(); ++i) {
        EXPECT_GT(found.values[i] - found.values[i - 1], 0.0999 * (high - low));
        EXPECT_NE(found.labels[i], found.labels[i - 1]);
      }
    }
}

TEST(LogTicks, EndAtRoundNumbersOutside) {
  write::AxisRange range{0.12, 3.4};
  EXPECT_THAT(write::log_ticks(range).labels, ElementsAre("0.1", "0.2", "0.5", "1", "2", "5"));
  EXPECT_DOUBLE_EQ(range.low, 0.1);
  EXPECT_DOUBLE_EQ(range.high, 5);
  range = {2e-5, 30};
  EXPECT_THAT(write::log_ticks(range).labels, ElementsAre("1e-05", "0.0001", "0.001", "0.01", "0.1", "1", "10", "100"));
}

TEST(RoundLength, IsTheLargestOneTwoOrFiveThatFits) {
  EXPECT_DOUBLE_EQ(write::round_length(1.99e-6), 1e-6);
  EXPECT_DOUBLE_EQ(write::round_length(2.01e-7), 2e-7);
  EXPECT_DOUBLE_EQ(write::round_length(9.9e-8), 5e-8);
  EXPECT_DOUBLE_EQ(write::round_length(1e-9), 1e-9);
}

TEST(LengthLabel, HasTheUnitThatFits) {
  EXPECT_EQ(write::length_label(5e-11), "50 pm");
  EXPECT_EQ(write::length_label(2e-7), "200 nm");
  EXPECT_EQ(write::length_label(1e-6), "1 \xC2\xB5m");
  EXPECT_EQ(write::length_label(5e-3), "5 mm");
}

TEST(ScaleBar, HasTheLengthOfItsLabel) {
  for (double const pixel_m : {3.1e-9, 1e-8, 4.7e-7}) {
    write::Drawing drawing(400, 40);
    int const length = write::draw_scale_bar(drawing, 10, 10, 150, pixel_m);
    auto const canvas = write::rasterise(drawing);
    int drawn = 0;
    while (canvas.at(10 + drawn, 10 + write::text_height / 2) == write::black) ++drawn;
    EXPECT_EQ(drawn, length);
    EXPECT_LE(length, 150);
    EXPECT_GT(length, 150 * 0.39);
    EXPECT_NEAR(length * pixel_m, write::round_length(150 * pixel_m), pixel_m / 2 * 1.001);
  }
}

constexpr write::Colour red{255, 0, 0};
constexpr write::Colour blue{0, 0, 255};

/// A bar from -1 to 2 that is 100 picture pixels high, at (20, 40).
write::Canvas drawn_bar(bool lower, bool higher) {
  write::ColourBar const bar{"rad", -1, 2, [](double f) { return f < 0.5 ? red : blue; }, lower, higher};
  write::Drawing drawing(300, 200);
  write::draw_colour_bar(drawing, bar, 20, 40, 100);
  auto canvas = write::rasterise(drawing);
  for (int x = 20 + write::colour_bar_width(bar, 100); x < 300; ++x)
    for (int y = 0; y < 200; ++y) EXPECT_EQ(canvas.at(x, y), write::white) << x << ' ' << y;
  return canvas;
}

TEST(ColourBar, HasItsLowEndBelow) {
  auto const canvas = drawn_bar(false, false);
  EXPECT_EQ(canvas.at(25, 45), blue);
  EXPECT_EQ(canvas.at(25, 135), red);
  EXPECT_EQ(canvas.at(25, 39), write::black);   // frame
  EXPECT_EQ(canvas.at(25, 144), write::white);  // below it
}

TEST(ColourBar, IsPointedWhereValuesAreClipped) {
  auto const canvas = drawn_bar(false, true);
  EXPECT_EQ(canvas.at(21, 42), write::white) << "beside the tip";
  EXPECT_EQ(canvas.at(31, 48), blue) << "in the tip";
  EXPECT_EQ(canvas.at(21, 138), red) << "the other end is flat";
  EXPECT_EQ(drawn_bar(true, true).at(21, 138), write::white);
}

}  // namespace
}  // namespace ptyger::test
