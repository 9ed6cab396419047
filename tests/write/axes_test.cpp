#include "write/picture/axes.hpp"

#include <gmock/gmock.h>

#include "write/picture/text.hpp"

namespace ptyger::test {
namespace {

using testing::ElementsAre;

TEST(Ticks, AreRoundAndInsideTheirRange) {
  EXPECT_THAT(write::tick_labels(write::ticks(-0.23, 0.31, 6)),
              ElementsAre("-0.2", "-0.1", "0.0", "0.1", "0.2", "0.3"));
  EXPECT_THAT(write::tick_labels(write::ticks(0, 130, 8)), ElementsAre("0", "20", "40", "60", "80", "100", "120"));
  EXPECT_THAT(write::tick_labels(write::ticks(0.105, 0.1149, 5)),
              ElementsAre("0.106", "0.108", "0.110", "0.112", "0.114"));
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
    write::Canvas canvas(400, 40);
    int const length = write::draw_scale_bar(canvas, 10, 10, 150, pixel_m);
    int drawn = 0;
    while (canvas.at(10 + drawn, 10 + write::text_height / 2) == write::black) ++drawn;
    EXPECT_EQ(drawn, length);
    EXPECT_LE(length, 150);
    EXPECT_GT(length, 150 * 0.39);
    EXPECT_NEAR(length * pixel_m, write::round_length(150 * pixel_m), pixel_m / 2 * 1.001);
  }
}

TEST(ColourBar, HasItsLowEndBelow) {
  write::ColourBar const bar{"rad", -1, 2, [](double f) {
                               return f < 0.5 ? write::Colour{255, 0, 0} : write::Colour{0, 0, 255};
                             }};
  write::Canvas canvas(300, 200);
  write::draw_colour_bar(canvas, bar, 20, 40, 100);
  EXPECT_EQ(canvas.at(25, 45), (write::Colour{0, 0, 255}));
  EXPECT_EQ(canvas.at(25, 135), (write::Colour{255, 0, 0}));
  EXPECT_EQ(canvas.at(25, 39), write::black);   // frame
  EXPECT_EQ(canvas.at(25, 141), write::white);  // below it
  for (int x = 20 + write::colour_bar_width(bar); x < 300; ++x)
    for (int y = 0; y < 200; ++y) ASSERT_EQ(canvas.at(x, y), write::white) << x << ' ' << y;
}

TEST(Text, StaysInItsBoxAndHasTheMicroSign) {
  std::string const words = "Object 0.1 \xC2\xB5m";
  write::Canvas canvas(write::text_width(words), 2 * write::text_height);
  for (write::TextStroke const& stroke : write::text_strokes(words)) {
    EXPECT_GE(stroke.x, 0);
    EXPECT_LE(stroke.x + stroke.width, canvas.width());
    EXPECT_LE(stroke.y + stroke.height, canvas.height());
  }
  EXPECT_EQ(write::text_width("\xC2\xB5"), write::text_width("u"));
  EXPECT_GT(write::text_strokes("\xC2\xB5").size(), write::text_strokes("u").size());
  EXPECT_EQ(write::text_width("\xE2\x88\x9A\x7F"), write::text_width("????"));  // bytes that the font does not have
}

}  // namespace
}  // namespace ptyger::test
