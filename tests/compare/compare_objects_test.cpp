#include "compare/compare_objects.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <numbers>

#include "ptyger/error.hpp"
#include "tests/compare/blobs.hpp"
#include "tests/hdf5/temporary_folder.hpp"

namespace ptyger {
namespace {

using test::apply_scale_and_ramp;
using test::Blobs;
using test::placed_view;
using test::view;
using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;

/// Phase difference of a and b in the middle of the compared part, after shift and scale of `comparison` were applied
/// to b; the ramp is zero there. The pixel of b is interpolated.
double phase_difference_in_middle(core::PlacedObject const& a, core::PlacedObject const& b,
                                  compare::Comparison const& comparison) {
  std::size_t const row = comparison.top + comparison.shape.rows / 2;
  std::size_t const col = comparison.left + comparison.shape.cols / 2;
  auto const index = [](double here, double center_a, double center_b, std::size_t rows_a, std::size_t rows_b,
                        double shift) {
    double const by_coordinates =
        (center_a - center_b) / 1e-8 + (static_cast<double>(rows_b) - static_cast<double>(rows_a)) / 2;
    return here + by_coordinates + shift;
  };
  double const row_b = index(static_cast<double>(row), a.center->row_m, b.center->row_m, a.object.rows, b.object.rows,
                             comparison.shift.row);
  double const col_b = index(static_cast<double>(col), a.center->col_m, b.center->col_m, a.object.cols, b.object.cols,
                             comparison.shift.col);
  // The phase is nearly linear between the four pixels around the point.
  auto const r = static_cast<std::size_t>(row_b);
  auto const c = static_cast<std::size_t>(col_b);
  double const y = row_b - static_cast<double>(r);
  double const x = col_b - static_cast<double>(c);
  auto const at = [&](std::size_t i, std::size_t j) { return b.object.values[i * b.object.cols + j]; };
  auto const value =
      (1 - y) * ((1 - x) * at(r, c) + x * at(r, c + 1)) + y * ((1 - x) * at(r + 1, c) + x * at(r + 1, c + 1));
  return std::arg(a.object.values[row * a.object.cols + col] * std::conj(value * comparison.scale));
}

TEST(CompareObjects, AnObjectIsEqualToItself) {
  Blobs const sample(1);
  auto const a = placed_view(sample, 120, 150, 0, 0);
  auto const comparison = compare::compare_objects(a, a);
  EXPECT_TRUE(comparison.by_coordinates);
  EXPECT_LT(comparison.nrmse, 1e-8);
  EXPECT_LT(comparison.phase_rms, 1e-8);
  EXPECT_NEAR(comparison.shift.row, 0, 1e-6);
  EXPECT_NEAR(std::abs(comparison.scale), 1, 1e-9);
  EXPECT_FALSE(comparison.rings.crossing);
  for (double const correlation : comparison.rings.correlation) EXPECT_NEAR(correlation, 1, 1e-8);
}

// The pixels of b lie between the pixels of a.
TEST(CompareObjects, ShiftRampAndScaleAreFoundByCoordinates) {
  Blobs const sample(2);
  auto const a = placed_view(sample, 150, 140, 10, 20);
  auto b = placed_view(sample, 156, 144, 7.63, 15.71);
  b.center->row_m += 1.25e-8;  // the stated place is off by 1.25 pixels
  apply_scale_and_ramp(b.object, std::polar(2.5, 0.7), 0.031, -0.058);
  auto const comparison = compare::compare_objects(a, b);
  EXPECT_TRUE(comparison.by_coordinates);
  EXPECT_NEAR(comparison.shift.row, 1.25, 2e-3);
  EXPECT_NEAR(comparison.shift.col, 0, 2e-3);
  EXPECT_NEAR(comparison.ramp.row, -0.031, 1e-5);
  EXPECT_NEAR(comparison.ramp.col, 0.058, 1e-5);
  EXPECT_NEAR(std::abs(comparison.scale), 1 / 2.5, 1e-4);
  EXPECT_LT(std::abs(phase_difference_in_middle(a, b, comparison)), 1e-2);
  EXPECT_LT(comparison.nrmse, 1e-3);
  EXPECT_LT(comparison.phase_rms, 1e-3);
  EXPECT_FALSE(comparison.rings.crossing && *comparison.rings.crossing < 0.2);
}

// The phase ramp has many turns over the image, and there are no coordinates.
TEST(CompareObjects, WithoutCoordinatesTheirContentPlacesThem) {
  Blobs const sample(3);
  auto const a = view(sample, 128, 128, 0, 0);
  auto b = view(sample, 110, 131, 23.4, -17.25);
  apply_scale_and_ramp(b.object, std::polar(0.01, -2.0), -0.4, 0.9);
  auto const comparison = compare::compare_objects(a, b);
  EXPECT_FALSE(comparison.by_coordinates);
  EXPECT_THAT(comparison.notes, AllOf(Contains(HasSubstr("by their content")), Contains(HasSubstr("in pixels"))));
  EXPECT_NEAR(comparison.shift.row, -23.4, 2e-3);
  EXPECT_NEAR(comparison.shift.col, 17.25, 2e-3);
  EXPECT_NEAR(comparison.ramp.row, 0.4, 1e-5);
  EXPECT_NEAR(comparison.ramp.col, -0.9, 1e-5);
  EXPECT_NEAR(std::abs(comparison.scale), 100, 1e-2);
  EXPECT_LT(comparison.nrmse, 1e-3);
  EXPECT_EQ(comparison.resolution_m(), 0);
}

// Most power of a weak phase object is in its constant part, which must not bias the shift towards zero.
TEST(CompareObjects, TheShiftOfAWeakObjectIsNotBiased) {
  Blobs const sample(4);
  auto a = placed_view(sample, 128, 128, 0, 0);
  auto b = placed_view(sample, 128, 128, 0.4, -0.3);
  b.center = a.center;
  for (auto* placed : {&a, &b})
    for (auto& value : placed->object.values) value = std::polar(1.0, 0.02 * std::arg(value));
  apply_scale_and_ramp(b.object, 1, 0.05, 0.02);
  auto const comparison = compare::compare_objects(a, b);
  EXPECT_NEAR(comparison.shift.row, -0.4, 5e-3);
  EXPECT_NEAR(comparison.shift.col, 0.3, 5e-3);
  EXPECT_LT(comparison.nrmse, 1e-4);
}

TEST(CompareObjects, OnlyPixelsLitInBothCount) {
  Blobs const sample(5);
  auto a = placed_view(sample, 140, 140, 0, 0);
  auto b = placed_view(sample, 140, 140, 0, 0);
  a.illumination.assign(140 * 140, 0);
  for (std::size_t row = 30; row < 110; ++row)
    for (std::size_t col = 40; col < 120; ++col) a.illumination[row * 140 + col] = 5;
  b.illumination.assign(140 * 140, 1e6);
  for (std::size_t i = 0; i < a.object.values.size(); ++i) {
    // Outside of the lit square and a border of 3 pixels the objects differ.
    bool const near_lit_square = i / 140 >= 27 && i / 140 < 113 && i % 140 >= 37 && i % 140 < 123;
    if (!near_lit_square) a.object.values[i] += 0.1 * std::sin(static_cast<double>(i * i));
  }
  auto const comparison = compare::compare_objects(a, b);
  EXPECT_NEAR(static_cast<double>(comparison.lit_pixels), 80 * 80, 400);
  EXPECT_LT(comparison.nrmse, 0.01);
}

TEST(CompareObjects, WithoutIlluminationHalfAProbeIsTrimmed) {
  Blobs const sample(6);
  auto a = placed_view(sample, 128, 128, 0, 0);
  auto const whole = compare::compare_objects(a, a).lit_pixels;
  a.probe = 40;
  auto const trimmed = compare::compare_objects(a, a);
  EXPECT_EQ(trimmed.lit_pixels, 88U * 88U);
  EXPECT_GT(whole, trimmed.lit_pixels);
}

TEST(CompareObjects, NoiseOfBothLimitsTheResolution) {
  Blobs const sample(7);
  auto a = placed_view(sample, 160, 160, 0, 0);
  auto b = a;
  std::mt19937 random(7);
  std::normal_distribution<double> noise(0, 0.15);
  for (auto* placed : {&a, &b})
    for (auto& value : placed->object.values) value += std::complex<double>(noise(random), noise(random));
  auto const comparison = compare::compare_objects(a, b);
  ASSERT_TRUE(comparison.rings.crossing);
  EXPECT_GT(comparison.resolution_m(), 3e-8);
  EXPECT_LT(comparison.resolution_m(), 5e-7);
  EXPECT_NEAR(comparison.nrmse, 0.3, 0.06);
}

TEST(CompareObjects, PixelsMustAgreeWithinAPercent) {
  Blobs const sample(8);
  auto const a = placed_view(sample, 64, 64, 0, 0);
  auto b = a;
  b.pixel_row_m *= 1.005;
  EXPECT_THAT(compare::compare_objects(a, b).notes, Contains(HasSubstr("neglected")));
  b.pixel_row_m *= 1.01;
  auto const message = test::message_of<InputError>([&] { compare::compare_objects(a, b); });
  EXPECT_THAT(message, AllOf(HasSubstr("1e-08"), HasSubstr("within 1 %")));
}

/// An image of 300 x 280 pixels with structure, and a constant image of the same place, apart from a phase ramp.
struct StructuredAndConstant {
  core::PlacedObject structured = placed_view(Blobs(10, 300), 300, 280, 0, 0);
  core::PlacedObject flat = structured;

  StructuredAndConstant() {
    structured.source = "structured";
    flat.source = "flat";
    for (std::size_t i = 0; i < flat.object.values.size(); ++i)  // rounded to 32 bits, as in files
      flat.object.values[i] = 1 + 1e-8 * std::sin(static_cast<double>(i * i));
    apply_scale_and_ramp(flat.object, std::polar(0.5, 0.3), 0.0123, -0.0456);
  }
};

/// Expects that the comparison finds no structure and names `which` files in its note.
void expect_featureless(core::PlacedObject const& a, core::PlacedObject const& b, std::string const& which) {
  auto const comparison = compare::compare_objects(a, b);
  EXPECT_TRUE(comparison.featureless);
  EXPECT_THAT(comparison.notes.back(),
              AllOf(HasSubstr("resolution have no meaning"), testing::StartsWith(which + ":")));
  EXPECT_EQ(comparison.shift.row, 0);
  EXPECT_EQ(comparison.shift.col, 0);
  EXPECT_EQ(comparison.resolution_m(), 0);
  EXPECT_GT(comparison.lit_pixels, 50000U);
}

TEST(CompareObjects, AConstantObjectIsReported) {
  for (bool const by_coordinates : {true, false}) {
    StructuredAndConstant objects;
    if (!by_coordinates) objects.structured.center = objects.flat.center = {};
    expect_featureless(objects.structured, objects.flat, "flat");
    expect_featureless(objects.flat, objects.structured, "flat");
    expect_featureless(objects.flat, objects.flat, "flat");
    EXPECT_LT(compare::compare_objects(objects.flat, objects.flat).nrmse, 1e-6);
    auto level = objects.flat;
    level.object.values.assign(level.object.values.size(), 1);
    level.source = "level";
    expect_featureless(objects.flat, level, "flat and level");
    auto const flats = compare::compare_objects(objects.flat, level);
    EXPECT_LT(flats.nrmse, 0.01);
    EXPECT_NEAR(flats.ramp.row, 0.0123, 1e-5);
    EXPECT_NEAR(flats.ramp.col, -0.0456, 1e-5);
    EXPECT_NEAR(std::abs(flats.scale), 0.5, 1e-3);
    EXPECT_FALSE(compare::compare_objects(objects.structured, objects.structured).featureless);
  }
}

TEST(CompareObjects, AnObjectOfZerosIsRefused) {
  StructuredAndConstant objects;
  objects.flat.object.values.assign(objects.flat.object.values.size(), 0);
  EXPECT_THAT(test::message_of<InputError>([&] { compare::compare_objects(objects.structured, objects.flat); }),
              HasSubstr("is zero"));
  EXPECT_THAT(test::message_of<InputError>([&] { compare::compare_objects(objects.flat, objects.structured); }),
              HasSubstr("is zero"));
}

TEST(CompareObjects, ObjectsWithoutOverlapAreRefused) {
  Blobs const sample(9);
  auto const a = placed_view(sample, 64, 64, 0, 0);
  auto b = placed_view(sample, 64, 64, 55, 0);
  EXPECT_THAT(test::message_of<InputError>([&] { compare::compare_objects(a, b); }), HasSubstr("nothing to compare"));
  b.center->row_m = 1e3;
  EXPECT_THAT(test::message_of<InputError>([&] { compare::compare_objects(a, b); }), HasSubstr("far apart"));
  auto const tiny = view(sample, 12, 64, 0, 0);
  EXPECT_THAT(test::message_of<InputError>([&] { compare::compare_objects(tiny, tiny); }), HasSubstr("16 x 16"));
}

}  // namespace
}  // namespace ptyger
