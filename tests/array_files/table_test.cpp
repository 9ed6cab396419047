#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "array_files/open_input.hpp"
#include "ptyger/error.hpp"
#include "tests/array_files/bytes.hpp"
#include "tests/hdf5/temporary_folder.hpp"

namespace ptyger::array_files {
namespace {

using test::message_of;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsNan;
using testing::UnorderedElementsAre;

class Table : public testing::Test {
 protected:
  hdf5::InputFile table(std::string const& text) const { return open_input(test::write_bytes(folder / "p.csv", text)); }
  std::string error_of(std::string const& text) const {
    return message_of<InputError>([&] { table(text); });
  }
  test::TemporaryFolder folder;
};

TEST_F(Table, HasADatasetForEachColumnWithEverySeparator) {
  for (std::string const separator : {",", ", ", ";", "\t", "  "}) {
    auto const file = table("x" + separator + "y\n1" + separator + "-2.5e-6\n+3" + separator + "4\n");
    EXPECT_THAT(file.members("/"), ElementsAre("x", "y"));
    EXPECT_THAT(file.dataset("x").read<double>(), ElementsAre(1, 3));
    EXPECT_THAT(file.dataset("y").read<double>(), ElementsAre(-2.5e-6, 4));
    EXPECT_EQ(file.text_attribute("x", "units"), std::nullopt);
    EXPECT_EQ(file.text_attribute("/", "array_file"), "table");
  }
}

TEST_F(Table, TakesNamesAndUnitsFromTheFirstLine) {
  auto const file = table("\xEF\xBB\xBF\"x (um)\", y [nm] ,z_mm,a/b\r\n1,2,3,4\r\n");
  EXPECT_THAT(file.members("/"), ElementsAre("a_b", "x", "y", "z_mm"));
  EXPECT_EQ(file.text_attribute("x", "units"), "um");
  EXPECT_EQ(file.text_attribute("y", "units"), "nm");
  EXPECT_EQ(file.text_attribute("z_mm", "units"), "mm");
  EXPECT_EQ(file.text_attribute("a_b", "units"), std::nullopt);
  auto const words = table("x_cm,y_Micrometres,a_b\n1,2,3\n");
  EXPECT_EQ(words.text_attribute("x_cm", "units"), "cm");
  EXPECT_EQ(words.text_attribute("y_Micrometres", "units"), "Micrometres");
  EXPECT_EQ(words.text_attribute("a_b", "units"), std::nullopt);
  auto const blanks = table("x (um)   y (um)\n1 2\n");
  EXPECT_THAT(blanks.members("/"), ElementsAre("x", "y"));
  EXPECT_EQ(blanks.text_attribute("y", "units"), "um");
}

TEST_F(Table, TakesNamesFromACommentBeforeTheNumbers) {
  auto const file = table("# made by a program\n# x y\n1,2\n# a remark\n\n3,4\n");
  EXPECT_THAT(file.dataset("y").read<double>(), ElementsAre(2, 4));
}

TEST_F(Table, NumbersColumnsWithoutNames) {
  auto const file = table("# two remarks\n1 2 nan\n3 4 5");
  EXPECT_THAT(file.members("/"), ElementsAre("column_1", "column_2", "column_3"));
  EXPECT_THAT(file.dataset("column_2").read<double>(), ElementsAre(2, 4));
  EXPECT_THAT(file.dataset("column_3").read<double>(), ElementsAre(IsNan(), 5));
  EXPECT_THAT(table("x,\n1,\n2,\n").dataset("x").read<double>(), ElementsAre(1, 2));
}

TEST_F(Table, HasNumbersOfItsCommentsAsAttributes) {
  auto const file = table("# Energy: 8.8 keV\n# x = left to right\n## det_dist=2\n# x,y\n1,2\n");
  EXPECT_THAT(file.attributes("/"), UnorderedElementsAre("array_file", "Energy", "det_dist"));
  EXPECT_EQ(file.number_attribute("/", "Energy"), 8.8);
  EXPECT_EQ(file.number_attribute("/", "det_dist"), 2);
}

TEST_F(Table, NamesTheLineThatIsWrong) {
  EXPECT_THAT(error_of("x,y\n1,2\n3,4,5\n"),
              AllOf(HasSubstr("p.csv, line 3"), HasSubstr("3 numbers, but 2 in line 2")));
  EXPECT_THAT(error_of("x,y\n1,2\n3\n"), HasSubstr("line 3: there are 1 numbers"));
  EXPECT_THAT(error_of("x,y\n1,2\n3,three\n"), AllOf(HasSubstr("line 3"), HasSubstr("'three' is no number")));
  EXPECT_THAT(error_of("x,y\n1,2\n3,\n\n,4\n"), HasSubstr("line 3"));
  EXPECT_THAT(error_of("x,y,z\n1,2\n"), AllOf(HasSubstr("line 1"), HasSubstr("3 names, but 2 columns")));
  EXPECT_THAT(error_of("x,x\n1,2\n"), HasSubstr("two columns have the name 'x'"));
}

TEST_F(Table, WithDecimalCommasIsRefused) {
  EXPECT_THAT(error_of("x;y\n1;2\n1,5;2,5\n"), AllOf(HasSubstr("line 3"), HasSubstr("decimal comma")));
  EXPECT_THAT(error_of("x y\n1 2\n1,5 2,5\n"), HasSubstr("decimal comma"));
  EXPECT_THAT(error_of("x;y\n1,5;2,5\n"), HasSubstr("decimal comma"));
  EXPECT_THAT(error_of("x\ty\n1,5\t2\n"), HasSubstr("decimal comma"));
  EXPECT_THAT(error_of("1,5 2,5\n"), HasSubstr("decimal comma"));
}

TEST_F(Table, IsTextWithNumbers) {
  EXPECT_THAT(error_of("frames = \"data\"\nenergy = 8\n"), HasSubstr("text without a table of numbers"));
  EXPECT_THAT(error_of("x,y\n"), HasSubstr("text without a table of numbers"));
  EXPECT_THAT(error_of("a title\nx,y\n1,2\n"), HasSubstr("at most one line of names"));
}

}  // namespace
}  // namespace ptyger::array_files
