#include "write/picture/contact_sheet.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <utility>

#include "tests/write/small_result.hpp"

namespace ptyger::test {
namespace {

class ContactSheet : public FolderTest {};

/// Width and height of a PNG file: the first two numbers of its header, most significant byte first.
std::pair<int, int> png_size(std::string const& path) {
  std::ifstream file(path, std::ios::binary);
  std::string header(24, '\0');
  file.read(header.data(), 24);
  auto const number = [&](std::size_t at) {
    int value = 0;
    for (std::size_t i = 0; i < 4; ++i) value = value * 256 + static_cast<unsigned char>(header[at + i]);
    return value;
  };
  return {number(16), number(20)};
}

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

TEST_F(ContactSheet, StaysBelow4096Pixels) {
  for (std::size_t const count : {1U, 30U, 10000U}) {
    write::SheetLayout const layout = write::sheet_layout(count, 300, 400);
    std::vector<write::SheetCell> cells(count, cell(3, 4));
    cells.back() = {"scan_with_a_name_that_is_much_longer_than_its_picture", {}, "the result is damaged", {}};
    write::write_contact_sheet(path("sheet.png"), cells, layout);
    auto const [width, height] = png_size(path("sheet.png"));
    EXPECT_LT(width, 4096);
    EXPECT_LT(height, 4096);
    EXPECT_GT(width, layout.columns * layout.cell_width());
  }
}

TEST_F(ContactSheet, CanHaveOnlyMissingProjections) {
  write::SheetLayout const layout = write::sheet_layout(2, 300, 400);
  write::write_contact_sheet(path("sheet.png"), {{"a", 1.0, "no result", {}}, {"b", {}, "no result", {}}}, layout);
  EXPECT_EQ(files(), 1);
}

}  // namespace
}  // namespace ptyger::test
