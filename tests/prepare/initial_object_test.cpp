#include "prepare/initial_object.hpp"

#include <gmock/gmock.h>

#include "model/placement.hpp"
#include "ptyger/error.hpp"
#include "tests/hdf5/temporary_folder.hpp"

namespace ptyger::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;

constexpr double pixel_m = 10e-9;

// Frames on a 5 x 4 grid, 3 pixels apart, the first at (row, col) pixels.
Scan make_scan(double row, double col) {
  Scan scan;
  scan.detector = 8;
  scan.pixel_row_m = scan.pixel_col_m = pixel_m;
  for (int i = 0; i < 5; ++i)
    for (int j = 0; j < 4; ++j) scan.positions.push_back({(row + 3 * i) * pixel_m, (col + 3 * j) * pixel_m});
  scan.frames = scan.positions.size();
  return scan;
}

// An object whose values are the coordinates of its pixels: real part row, imaginary part column, in pixels from the
// zero of the positions. No value is 1, which stands for pixels outside of the earlier object.
read::EarlierResult object_of(Scan const& scan) {
  auto const place = model::place_frames(scan, scan.detector);
  read::EarlierResult initial;
  initial.pixel_row_m = initial.pixel_col_m = pixel_m;
  initial.object = {place.rows, place.cols, {}};
  for (std::size_t i = 0; i < place.rows; ++i)
    for (std::size_t j = 0; j < place.cols; ++j)
      initial.object.values.emplace_back(static_cast<double>(i) + place.origin_row,
                                         static_cast<double>(j) + place.origin_col);
  auto const half = [](std::size_t n) { return static_cast<double>(n) / 2; };
  // A patch of size P at position r begins at pixel r/pixel - origin, so its centre is r/pixel - origin + P/2.
  initial.center_row_m = (half(place.rows) + place.origin_row - half(place.probe)) * pixel_m;
  initial.center_col_m = (half(place.cols) + place.origin_col - half(place.probe)) * pixel_m;
  return initial;
}

TEST(InitialObject, OfTheSameScanIsCopied) {
  auto const scan = make_scan(-4.3, 17.8);
  auto const initial = object_of(scan);
  auto const mapped = prepare::map_initial_object(initial, scan, "a.h5");
  EXPECT_EQ(mapped.rows, initial.object.rows);
  EXPECT_EQ(mapped.cols, initial.object.cols);
  EXPECT_EQ(mapped.values, initial.object.values);
}

TEST(InitialObject, OfAShiftedScanIsShiftedAndOneOutside) {
  auto const initial = object_of(make_scan(100, 200));
  auto const scan = make_scan(104, 195);
  auto const place = model::place_frames(scan, scan.detector);
  auto const mapped = prepare::map_initial_object(initial, scan, "a.h5");
  ASSERT_EQ(mapped.values.size(), place.rows * place.cols);
  std::size_t ones = 0;
  for (std::size_t i = 0; i < mapped.rows; ++i)
    for (std::size_t j = 0; j < mapped.cols; ++j) {
      auto const value = mapped.values[i * mapped.cols + j];
      if (value == 1.0) {
        ++ones;
        continue;
      }
      EXPECT_NEAR(value.real(), static_cast<double>(i) + place.origin_row, 1e-9);
      EXPECT_NEAR(value.imag(), static_cast<double>(j) + place.origin_col, 1e-9);
    }
  EXPECT_EQ(ones, mapped.rows * mapped.cols - (mapped.rows - 4) * (mapped.cols - 5));
}

TEST(InitialObject, WithOtherPixelsOrWithoutOverlapIsRefused) {
  auto const scan = make_scan(0, 0);
  auto initial = object_of(scan);
  initial.pixel_row_m *= 1.0005;
  EXPECT_NO_THROW(prepare::map_initial_object(initial, scan, "a.h5"));
  initial.pixel_col_m *= 0.998;
  EXPECT_THAT(message_of<InputError>([&] { prepare::map_initial_object(initial, scan, "a.h5"); }),
              AllOf(HasSubstr("a.h5"), HasSubstr("0.1 %"), HasSubstr("wide")));
  EXPECT_THAT(message_of<InputError>([&] { prepare::map_initial_object(object_of(make_scan(1000, 0)), scan, "a.h5"); }),
              AllOf(HasSubstr("a.h5"), HasSubstr("do not overlap")));
}

}  // namespace
}  // namespace ptyger::test
