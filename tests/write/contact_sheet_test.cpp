#include "write/picture/contact_sheet.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <utility>

#include "write/drawing/canvas.hpp"

namespace ptyger::test {
namespace {

/// A cell with a picture of rows x cols pixels, one of them not lit.
write::SheetCell cell(std::size_t rows, std::size_t cols) {
  write::SheetCell one{"scan_00001", 12.5, "", {rows, cols, std::vector<float>(rows * cols, 0.5F)}};
  one.picture.values[0] = std::nanf("");
  one.picture.values[1] = -1;
  return one;
}

TEST(SheetLayout, IsAboutSquareAndBelowTheLargestPicture) {
  for (std::size_t const cells : {1U, 2U, 7U, 100U, 420U, 1500U, 10000U, 40000U})
    for (auto const& [rows, cols] : {std::pair(500U, 500U), std::pair(200U, 1500U), std::pair(1500U, 200U)}) {
      write::SheetLayout const layout = write::sheet_layout(cells, rows, cols);
      int const width = layout.columns * layout.cell_width();
      int const height = layout.lines * layout.cell_height();
      EXPECT_GE(static_cast<std::size_t>(layout.columns * layout.lines), cells);
      EXPECT_LE(width, 3850);
      EXPECT_LE(height, 3850);
      double const log_aspect = std::log(static_cast<double>(width) / height);
      EXPECT_LT(cells < 100 ? 0 : std::abs(log_aspect), 0.3) << cells;
    }
}

TEST(SheetLayout, ShrinksPicturesAndOmitsLabelsForManyProjections) {
  EXPECT_EQ(write::sheet_layout(20, 500, 500).picture_width, 240);
  EXPECT_GT(write::sheet_layout(20, 500, 500).label_height, 0);
  EXPECT_EQ(write::sheet_layout(10000, 500, 500).label_height, 0);
  EXPECT_GE(write::sheet_layout(10000, 500, 500).picture_width, 30);
}

/// The texts of a picture.
std::vector<std::string> texts(write::Drawing const& drawing) {
  std::vector<std::string> words;
  for (auto const& mark : drawing.marks())
    if (auto const* const text = std::get_if<write::Text>(&mark)) words.push_back(text->words);
  return words;
}

TEST(ContactSheet, StaysBelow4096Pixels) {
  for (std::size_t const count : {1U, 30U, 10000U}) {
    write::SheetLayout const layout = write::sheet_layout(count, 300, 400);
    std::vector<write::SheetCell> cells(count, cell(3, 4));
    cells.back() = {"scan_with_a_name_that_is_much_longer_than_its_picture", {}, "the result is damaged", {}};
    auto const sheet = write::contact_sheet(cells, layout, 4e-6);
    EXPECT_LT(sheet.width(), 4096);
    EXPECT_LT(sheet.height(), 4096);
    EXPECT_GT(sheet.width(), layout.columns * layout.cell_width());
    EXPECT_NO_THROW(write::rasterise(sheet));
  }
}

TEST(ContactSheet, HasAScaleBarWhenTheFieldIsKnown) {
  auto const layout = write::sheet_layout(2, 300, 400);  // pictures 240 pixels wide
  std::vector<write::SheetCell> const cells(2, cell(3, 4));
  EXPECT_THAT(texts(write::contact_sheet(cells, layout, 4.8e-6)), testing::Contains("1 µm"));
  EXPECT_THAT(texts(write::contact_sheet(cells, layout, 0)), testing::Not(testing::Contains("1 µm")));
}

TEST(ContactSheet, CanHaveOnlyMissingProjections) {
  write::SheetLayout const layout = write::sheet_layout(2, 300, 400);
  auto const sheet = write::contact_sheet({{"a", 1.0, "no result", {}}, {"b", {}, "no result", {}}}, layout, 1e-6);
  EXPECT_THAT(texts(sheet), testing::Contains("1°"));
}

}  // namespace
}  // namespace ptyger::test
