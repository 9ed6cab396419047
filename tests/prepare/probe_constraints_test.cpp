#include "prepare/probe_constraints.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <fstream>
#include <numeric>

#include "prepare/bright_disc.hpp"
#include "ptyger/error.hpp"
#include "tests/hdf5/temporary_folder.hpp"
#include "tests/support/simulated_scan.hpp"

namespace ptyger::prepare {
namespace {

using testing::HasSubstr;

/// A mean pattern: a disc of 100 counts on a background of 1, zero frequency in the corner.
std::vector<double> pattern(std::size_t size, double row, double col, double radius, double hole = 0) {
  std::vector<double> counts(size * size);
  auto const frequency = [size](std::size_t i) {
    return static_cast<double>(i) - (i < (size + 1) / 2 ? 0. : static_cast<double>(size));
  };
  for (std::size_t i = 0; i < counts.size(); ++i) {
    double const distance = std::hypot(frequency(i / size) - row, frequency(i % size) - col);
    counts[i] = distance <= radius && distance >= hole ? 100 : 1;
  }
  return counts;
}

TEST(BrightDisc, FindsDiscsAndRingsWithAMargin) {
  std::vector<std::uint8_t> const measured(64 * 64, 1);
  for (double const hole : {0.0, 7.0}) {
    auto const disc = bright_disc(pattern(64, 3, -2, 15, hole), measured, 64);
    EXPECT_NEAR(disc.row, 3, 0.1) << hole;
    EXPECT_NEAR(disc.col, -2, 0.1) << hole;
    EXPECT_GT(disc.radius, 15) << hole;
    EXPECT_LT(disc.radius, 18) << hole;
  }
}

TEST(BrightDisc, HotPixelsDoNotWidenIt) {
  std::vector<std::uint8_t> measured(64 * 64, 1);
  auto counts = pattern(64, 0, 0, 15);
  auto const clean = bright_disc(counts, measured, 64);
  counts[32 * 64 + 32] = counts[30 * 64 + 5] = 1e4;
  EXPECT_NEAR(bright_disc(counts, measured, 64).radius, clean.radius, 0.5);
  measured[1] = 0;
  counts[1] = 1e9;
  EXPECT_NEAR(bright_disc(counts, measured, 64).radius, clean.radius, 0.5);
}

TEST(BrightDisc, AnEvenPatternHasNone) {
  std::vector<std::uint8_t> const measured(64 * 64, 1);
  EXPECT_EQ(bright_disc(std::vector<double>(64 * 64, 5), measured, 64).radius, 0);
  EXPECT_EQ(bright_disc(std::vector<double>(64 * 64, 0), measured, 64).radius, 0);
}

class ProbeConstraintsTest : public testing::Test {
 protected:
  Scan scan = test::simulated_scan();
  std::size_t const size = scan.probe.size;
  test::TemporaryFolder folder;
  std::vector<std::string> notes;

  Constraints constraints(std::string const& aperture, std::string const& support) {
    ReconstructSettings settings;
    settings.probe_aperture = aperture;
    settings.probe_support = support;
    Constraints result;
    set_probe_constraints(settings, scan, size, result, notes);
    return result;
  }
  static int count(std::vector<std::uint8_t> const& mask) { return std::accumulate(mask.begin(), mask.end(), 0); }
  /// A NumPy file with an image of bytes, 1 at some pixels.
  std::string image_file(std::size_t rows, std::initializer_list<std::size_t> ones) const {
    std::string header = "{'descr': '|u1', 'fortran_order': False, 'shape': (" + std::to_string(rows) + ", " +
                         std::to_string(rows) + "), }";
    header.resize(117, ' ');
    header += '\n';
    std::string values(rows * rows, '\0');
    for (auto const pixel : ones) values[pixel] = 1;
    auto path = folder / "mask.npy";
    std::ofstream(path, std::ios::binary)
        << std::string("\x93NUMPY\x01\x00", 8) << char(118) << '\0' << header << values;
    return path;
  }
};

TEST_F(ProbeConstraintsTest, RadiiAreDiscs) {
  auto const aperture = constraints("3.2", "").probe_aperture;
  EXPECT_EQ(count(aperture), 37);  // whole numbers with a^2 + b^2 <= 10.24
  EXPECT_EQ(aperture[0], 1);       // the zero frequency is in the corner
  auto const support = constraints("", "2").probe_support;
  EXPECT_EQ(count(support), 13);
  EXPECT_EQ(support[(size / 2) * size + size / 2], 1);
}

TEST_F(ProbeConstraintsTest, ASmallerProbeHasCoarserFrequencies) {
  ReconstructSettings settings;
  settings.probe_aperture = "4.2";
  Constraints result;
  set_probe_constraints(settings, scan, size / 2, result, notes);
  EXPECT_EQ(count(result.probe_aperture), 13);  // a^2 + b^2 <= 2.1^2
}

TEST_F(ProbeConstraintsTest, AutoHoldsThePowerOfTheTrueProbeAndSaysWhatItFound) {
  auto const aperture = constraints("auto", "").probe_aperture;
  EXPECT_LT(count(aperture), static_cast<int>(size * size / 2));
  ASSERT_EQ(notes.size(), 1U);
  EXPECT_THAT(notes.front(), HasSubstr("detector pixels"));
  std::visit([](auto& counts) { counts.clear(); }, scan.counts);  // the outline of a scan
  EXPECT_TRUE(constraints("auto", "").probe_aperture.empty());
}

TEST_F(ProbeConstraintsTest, FilesHaveTheZeroFrequencyInTheMiddle) {
  auto const file = image_file(size, {(size / 2) * size + size / 2 + 1});
  auto const aperture = constraints(file, "").probe_aperture;
  EXPECT_EQ(count(aperture), 1);
  EXPECT_EQ(aperture[1], 1);
  auto const support = constraints("", file).probe_support;
  EXPECT_EQ(support[(size / 2) * size + size / 2 + 1], 1);
  auto const wrong = image_file(size + 1, {0});
  EXPECT_THAT(test::message_of<InputError>([&] { constraints(wrong, ""); }), HasSubstr("as many as the probe has"));
  EXPECT_THAT(test::message_of<InputError>([&] { constraints("", "-3"); }), HasSubstr("a number of pixels above 0"));
}

TEST_F(ProbeConstraintsTest, AnEvenMeanPatternHasNoAperture) {
  scan.sources = {"scan.cxi"};
  std::visit([](auto& counts) { std::fill(counts.begin(), counts.end(), 7); }, scan.counts);
  EXPECT_THAT(test::message_of<InputError>([&] { constraints("auto", ""); }), HasSubstr("shows no disc"));
}

}  // namespace
}  // namespace ptyger::prepare
