#include <gtest/gtest.h>

#include "solver/scan_statistics.hpp"
#include "solver/trials/blind_probe.hpp"
#include "tests/support/one_processor.hpp"
#include "tests/support/simulated_scan.hpp"
#include "tests/support/star.hpp"

namespace ptyger {
namespace {

// Upper bounds of the misfit of the whole Siemens star: nearest sampling, one mode, the probe of the file.
TEST(StarFigures, AfterAStartOfSixEpochs) {
  auto const result = reconstruct(test::star(), test::star_options(6, 10));
  auto const records = test::cg_records(result);
  ASSERT_EQ(records.size(), 10U);
  EXPECT_TRUE(test::falls(records));
  EXPECT_LE(records[0].nrmse, 0.1095);
  EXPECT_LE(records[9].nrmse, 0.108);
}

TEST(StarFigures, WithoutAStart) {
  auto const result = reconstruct(test::star(), test::star_options(0, 20));
  ASSERT_EQ(result.history.size(), 20U);
  EXPECT_TRUE(test::falls(result.history));
  EXPECT_LE(result.history[9].nrmse, 0.1485);
  EXPECT_LE(result.history[19].nrmse, 0.1195);
}

// src/solver/README.md: c = -1.22 and a misfit of 0.14 on the trial frames.
TEST(StarFigures, AProbeIsFoundBlind) {
  auto const scan = test::star_crop(100);
  auto const found = solver::find_probe(scan, solver::mean_pattern(scan), {}, {});
  EXPECT_NEAR(found.defocus, -1.22, 0.1);
  EXPECT_LT(found.misfit, 0.16);
  EXPECT_EQ(found.probe.size, scan.detector);
}

TEST(BlindSearch, DoesNotDependOnTheNumberOfCores) {
  auto const scan = test::simulated_scan();
  auto const mean = solver::mean_pattern(scan);
  auto const found = solver::find_probe(scan, mean, {}, {});
  test::OneProcessor const one;
  auto const alone = solver::find_probe(scan, mean, {}, {});
  EXPECT_EQ(found.defocus, alone.defocus);
  EXPECT_EQ(found.misfit, alone.misfit);
  EXPECT_EQ(found.transforms, alone.transforms);
}

}  // namespace
}  // namespace ptyger
