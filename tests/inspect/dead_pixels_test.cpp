#include "inspect/dead_pixels.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "tests/app/inspected_scan.hpp"

namespace ptyger::test {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

/// Place on the detector of row or column `i` of a scan of 64 x 64 pixels.
std::size_t place(std::size_t i) {
  return (i + 32) % 64;
}

/// A clean scan without the counts for which zero(row, col) holds: places on the detector.
template <class Zero>
Scan without_counts(Zero const& zero, Scan scan = clean_scan()) {
  change_counts(scan, [&](auto, auto row, auto col, double count) { return zero(place(row), place(col)) ? 0 : count; });
  return scan;
}

/// [row][col] on the detector 1 for the pixels that are found dead.
std::vector<std::uint8_t> dead_of(Scan const& scan) {
  std::vector<std::uint8_t> dead(64 * 64);
  for (auto const& [row, col] : inspect::count_statistics(scan).dead) dead[place(row) * 64 + place(col)] = 1;
  return dead;
}

template <class Zero>
std::vector<std::uint8_t> pixels_where(Zero const& zero) {
  std::vector<std::uint8_t> pixels;
  for (std::size_t i = 0; i < 64 * 64; ++i) pixels.push_back(zero(i / 64, i % 64) ? 1 : 0);
  return pixels;
}

TEST(DeadPixels, AreGapsOfModulesOfAnyWidth) {
  for (std::size_t const width : {1U, 2U, 3U, 5U, 10U}) {
    auto const in_gap = [&](std::size_t i) { return i >= 36 && i < 36 + width; };
    auto const col = [&](auto, auto c) { return in_gap(c); };
    EXPECT_EQ(dead_of(without_counts(col)), pixels_where(col)) << width;
    auto const row = [&](auto r, auto) { return in_gap(r); };
    EXPECT_EQ(dead_of(without_counts(row)), pixels_where(row)) << width;
    auto const cross = [&](auto r, auto c) { return in_gap(r) || in_gap(c); };
    EXPECT_EQ(dead_of(without_counts(cross)), pixels_where(cross)) << width;
    EXPECT_THAT(warning_keys(without_counts(cross)), Contains("dead_pixels"));
  }
}

TEST(DeadPixels, AreRectanglesBetweenCounts) {
  auto const chip = [](auto row, auto col) { return row >= 24 && row < 44 && col >= 20 && col < 30; };
  EXPECT_EQ(dead_of(without_counts(chip)), pixels_where(chip));
  auto const gap = [](auto row, auto col) { return row < 32 && (col == 30 || col == 31); };
  auto const dead = dead_of(without_counts(gap));
  EXPECT_EQ(dead[25 * 64 + 30], 1);
  EXPECT_EQ(dead[40 * 64 + 30], 0);
}

TEST(DeadPixels, AreHalvesAndQuadrantsThatWereNotRead) {
  auto const clean = inspect::count_statistics(clean_scan()).mean;
  auto const expect_found = [&](auto const& zero) {
    auto const scan = without_counts(zero);
    auto const dead = dead_of(scan);
    double lost = 0;   // counts
    double found = 0;  // lost counts of pixels that are found
    for (std::size_t i = 0; i < 64 * 64; ++i) {
      if (!zero(place(i / 64), place(i % 64))) continue;
      lost += clean[i];
      found += dead[place(i / 64) * 64 + place(i % 64)] != 0 ? clean[i] : 0;
    }
    EXPECT_GT(found, 0.99 * lost);
    EXPECT_THAT(warning_keys(scan), testing::IsSubsetOf({"dead_pixels", "probe_power", "dark_border"}));
    EXPECT_THAT(warnings_of_run(scan), Contains(AllOf(HasSubstr("% of the detector)"), HasSubstr("--mask FILE"))));
  };
  expect_found([](auto, auto col) { return col < 32; });
  expect_found([](auto row, auto) { return row > 32; });
  expect_found([](auto row, auto col) { return row < 32 && col < 32; });
  expect_found([](auto row, auto col) { return row >= 40 && col >= 20; });
}

TEST(DeadPixels, AreNoneWhereTheyAreMasked) {
  auto scan = without_counts([](auto, auto col) { return col >= 36 && col < 40; });
  for (std::size_t i = 0; i < 64 * 64; ++i)
    if (place(i % 64) >= 36 && place(i % 64) < 40) scan.measured[i] = 0;
  EXPECT_THAT(warning_keys(scan), IsEmpty());
}

TEST(DeadPixels, AreNotDarkBordersCornersAndRoundShadows) {
  auto const none = [](Scan const& scan) { EXPECT_THAT(warning_keys(scan), Not(Contains("dead_pixels"))); };
  none(without_counts([](auto, auto col) { return col < 20 || col > 44; }));
  auto const radius = [](auto row, auto col) {
    return std::hypot(static_cast<double>(row) - 32, static_cast<double>(col) - 32);
  };
  none(without_counts([&](auto row, auto col) { return radius(row, col) > 20; }));
  for (double const stop : {5.0, 9.0, 12.5})
    none(without_counts([&](auto row, auto col) { return radius(row, col) < stop; }));
  // A hot pixel beyond a dark border does not make it a gap.
  auto hot = without_counts([](auto, auto col) { return col < 20 || col > 44; });
  change_counts(
      hot, [](auto, auto row, auto col, double count) { return place(row) == 30 && place(col) == 8 ? 60000 : count; });
  EXPECT_THAT(warning_keys(hot), Contains("hot_pixels"));
  none(hot);
}

TEST(DeadPixels, AreNotPixelsWithoutCountsByChance) {
  for (double const photons : {100.0, 1e3, 1e4, 1e5})
    EXPECT_THAT(inspect::count_statistics(clean_scan(20, 0.7, photons)).dead, IsEmpty()) << photons;
  // Of a gap in a scan of low dose, too few pixels beside it have counts to tell.
  auto const gap = [](auto, auto col) { return col >= 36 && col < 40; };
  EXPECT_THAT(inspect::count_statistics(without_counts(gap, clean_scan(10, 0.7, 100))).dead, IsEmpty());
}

}  // namespace
}  // namespace ptyger::test
