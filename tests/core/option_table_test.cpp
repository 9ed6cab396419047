#include "core/option_table.hpp"

#include <gmock/gmock.h>

#include "ptyger/error.hpp"
#include "ptyger/options.hpp"
#include "tests/hdf5/temporary_folder.hpp"

namespace ptyger::test {
namespace {

TEST(OptionTable, AChoiceSetsItsTargetAndHasItsWord) {
  Noise noise = Noise::gaussian;
  auto const choice = core::choice(noise);
  EXPECT_THAT(choice.words, testing::ElementsAre("gaussian", "poisson"));
  EXPECT_EQ(choice.present(), "gaussian");
  choice.set(1);
  EXPECT_EQ(noise, Noise::poisson);
  EXPECT_EQ(core::present_text(choice), "poisson");
}

TEST(OptionTable, PresentTextIsEmptyForFlagsListsAndMissingValues) {
  bool flag = true;
  std::vector<std::string> list{"a"};
  std::optional<double> missing;
  EXPECT_EQ(core::present_text(&flag) + core::present_text(&list) + core::present_text(&missing), "");
  std::optional<int> number;
  EXPECT_EQ(core::present_text(core::NumberOrAuto<int>{&number}), "auto");
  number = 3;
  EXPECT_EQ(core::present_text(core::NumberOrAuto<int>{&number}), "3");
  double value = 1e6;
  EXPECT_EQ(core::present_text(&value), "1e+06");
}

TEST(OptionTable, BoundsWithAReasonAreChecked) {
  double value = 2;
  std::optional<double> missing;
  core::OptionTable const table{{"-w,--width", &value, "Width", "M", core::Bounds{0, 1, "it is a fraction"}},
                                {"--height", &missing, "Height", "M", core::Bounds{0, 1, "it is a fraction"}}};
  EXPECT_EQ(message_of<InputError>([&] { core::check_bounds(table, "draw"); }),
            "draw: --width is 2: it is a fraction; give a value from 0 to 1");
  value = 1;
  EXPECT_NO_THROW(core::check_bounds(table, "draw"));
}

TEST(Words, AreFoundInBothDirections) {
  EXPECT_STREQ(to_word(Precision::full), "double");
  EXPECT_EQ(from_word<Precision>("double"), Precision::full);
  EXPECT_EQ(from_word<Precision>("full"), std::nullopt);
}

}  // namespace
}  // namespace ptyger::test
