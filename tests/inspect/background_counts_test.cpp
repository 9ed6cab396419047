#include "inspect/background.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ptyger/read_scan.hpp"
#include "simulation/random.hpp"
#include "tests/app/inspected_scan.hpp"

namespace ptyger::test {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

/// A clean scan with `added` counts in each pixel, exactly or on average with Poisson noise.
Scan with_background(double added, bool noisy, double photons = 1e6) {
  auto scan = clean_scan(120, 0.7, photons);
  simulation::Random random(1, simulation::Purpose::counts);
  change_counts(scan, [&](auto, auto, auto, double count) {
    return count + (noisy ? static_cast<double>(random.poisson(added)) : added);
  });
  return scan;
}

TEST(Background, IsFoundWithAndWithoutNoise) {
  for (bool const noisy : {false, true})
    for (double const added : {5.0, 20.0}) {
      auto const scan = with_background(added, noisy);
      EXPECT_NEAR(inspect::count_statistics(scan).background, added, 2) << added;
      EXPECT_THAT(warning_keys(scan), Contains("background"));
    }
  EXPECT_THAT(warning_keys(with_background(0.5, true, 1e5)), Contains("background"));
}

TEST(Background, IsAWarningOfARunUnlessItIsFitted) {
  auto const scan = with_background(5, true);
  EXPECT_THAT(warnings_of_run(scan),
              Contains(AllOf(HasSubstr("do not change with the position"), HasSubstr("--fit-background"))));
  prepare::ReconstructSettings fitted;
  fitted.solver.refine.background = true;
  EXPECT_THAT(warnings_of_run(scan, fitted), IsEmpty());
}

TEST(Background, IsNotWhatTheSampleScatters) {
  for (double const photons : {300.0, 1e4, 1e5, 1e6, 1e8})
    EXPECT_EQ(inspect::count_statistics(clean_scan(120, 0.7, photons)).background, 0) << photons;
  auto strong = simulation_of(120, 0.7);
  for (double const phase_shift : {3.0, 5.0, 10.0}) {
    strong.phase_shift_rad = phase_shift;
    EXPECT_EQ(inspect::count_statistics(simulated(strong).scan).background, 0) << phase_shift;
  }
  std::string const rotavirus = PTYGER_TEST_DATA "/rotavirus_16x16_";
  for (auto const& files : {std::vector<std::string>{PTYGER_TEST_DATA "/siemens_star.cxi"},
                            {rotavirus + "dp.hdf5", rotavirus + "para.hdf5"},
                            {PTYGER_TEST_DATA "/pynx_data.cxi"}})
    EXPECT_THAT(warning_keys(read_scan(files)), Not(Contains("background"))) << files.front();
}

}  // namespace
}  // namespace ptyger::test
