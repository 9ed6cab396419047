#include "ptyger/choose_settings.hpp"

#include <gmock/gmock.h>

#include "ptyger/error.hpp"
#include "solver/plan_run.hpp"
#include "solver/trials/defocus.hpp"
#include "tests/support/simulated_scan.hpp"
#include "tests/support/star.hpp"

namespace ptyger::test {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

struct Told {
  std::vector<std::string> texts;
  Observer observer{.on_message = [this](std::string const& text) { texts.push_back(text); }};
};

TEST(ChooseSettings, TheStarNeedsModesAndPositionsAndLittleSmoothness) {
  auto scan = star();
  Told told;
  auto const chosen = choose_settings(scan, {}, {}, told.observer);
  EXPECT_EQ(chosen.options.probe_modes, 3U);
  EXPECT_TRUE(chosen.options.refine.positions);
  EXPECT_EQ(chosen.options.noise, Noise::gaussian);
  EXPECT_EQ(chosen.options.sampling, Sampling::bilinear);
  EXPECT_GE(chosen.options.smoothness, least_smoothness);
  EXPECT_LT(chosen.options.smoothness, 0.3);
  EXPECT_NEAR(chosen.options.edge_threshold, 0.05, 0.02);
  EXPECT_GT(chosen.transforms, 20);
  EXPECT_THAT(told.texts, ElementsAre(StartsWith("--noise gaussian: "), StartsWith("--sampling bilinear: "),
                                      StartsWith("--probe-modes 3: "), StartsWith("--positions refine: "),
                                      StartsWith("--smooth 0."), StartsWith("--edges 0.0")));
}

TEST(ChooseSettings, FindsTheDistanceOfAProbeOfAnotherDay) {
  auto scan = simulated(simulation_of(121)).scan;
  ASSERT_GT(scan.probe.modes, 0U);
  auto const truth = scan.probe;
  double const moved = -0.3;  // defocus
  scan.probe = solver::refocused_probe(truth, moved);
  Told told;
  auto const chosen = choose_settings(scan, {}, {false, false, false, false, false, false, true}, told.observer);
  ASSERT_TRUE(chosen.probe_defocus_m);
  double const expected = solver::distance_of_defocus(scan, truth.size, -moved);
  EXPECT_NEAR(*chosen.probe_defocus_m, expected, 0.1 * std::abs(expected));
  EXPECT_THAT(told.texts, ElementsAre(StartsWith("--probe-defocus ")));
}

simulation::Options dim_scan(double photons) {
  auto options = simulation_of(121);
  options.sample = simulation::Sample::cells;
  options.photons = photons;
  return options;
}

TEST(ChooseSettings, FewCountsNeedMoreSmoothness) {
  auto dim = simulated(dim_scan(2000)).scan;
  auto bright = simulated(dim_scan(1e6)).scan;
  auto const for_dim = choose_settings(dim, {}, {});
  auto const for_bright = choose_settings(bright, {}, {});
  EXPECT_EQ(for_dim.options.probe_modes, 1U);
  EXPECT_FALSE(for_dim.options.refine.positions);
  EXPECT_GT(for_dim.options.smoothness, 0.2);
  EXPECT_LT(for_bright.options.smoothness, 0.1);
  EXPECT_EQ(for_dim.options.noise, Noise::poisson);
  EXPECT_EQ(for_bright.options.noise, Noise::gaussian);
  EXPECT_LT(for_bright.options.edge_threshold, for_dim.options.edge_threshold);
}

TEST(ChooseSettings, FramesInAnotherUnitThanParticlesGetTheAmplitudeModel) {
  auto scan = simulated(dim_scan(2000)).scan;
  Automatic const noise_alone{true, false, false, false, false, false};
  EXPECT_EQ(choose_settings(scan, {}, noise_alone).options.noise, Noise::poisson);
  std::vector<float> scaled;
  std::visit(
      [&](auto const& counts) {
        for (auto const count : counts) scaled.push_back(0.02F * static_cast<float>(count));
      },
      scan.counts);
  scan.counts = scaled;
  auto const chosen = choose_settings(scan, {}, noise_alone);
  EXPECT_EQ(chosen.options.noise, Noise::gaussian);
  EXPECT_EQ(chosen.transforms, 0) << "without trial runs";
}

// Steep slopes at a high dose: linear interpolation is the largest error.
TEST(ChooseSettings, BrightFramesOfASteepObjectNeedFourierSampling) {
  auto options = simulation_of(121);
  options.sample = simulation::Sample::star;
  options.photons = 1e6;
  auto scan = simulated(options).scan;
  EXPECT_EQ(choose_settings(scan, {}, {}).options.sampling, Sampling::fourier);
}

TEST(ChooseSettings, OnlyWhatIsLeftOpenIsChosen) {
  auto scan = simulated(dim_scan(2000)).scan;
  Options given;
  given.probe_modes = 2;
  given.smoothness = 0.7;
  Told told;
  auto const chosen = choose_settings(scan, given, {false, false, false, true, false, false}, told.observer);
  EXPECT_EQ(chosen.options.probe_modes, 2U);
  EXPECT_EQ(chosen.options.smoothness, 0.7);
  ASSERT_EQ(told.texts.size(), 1U);
  EXPECT_THAT(told.texts[0], StartsWith("--positions "));
  EXPECT_EQ(choose_settings(scan, given, {false, false, false, false, false, false}).transforms, 0);
}

// Options that another projection of a campaign has given do not decide.
TEST(ChooseSettings, SamplingIsChosenWhateverTheOptionsSay) {
  auto const made = simulated(dim_scan(2000));
  for (auto const sampling : {Sampling::nearest, Sampling::fourier}) {
    auto scan = made.scan;
    Options given;
    given.sampling = sampling;
    Told told;
    EXPECT_EQ(choose_settings(scan, given, {}, told.observer).options.sampling, Sampling::bilinear);
    EXPECT_THAT(told.texts[1], StartsWith("--sampling bilinear: "));
  }
}

TEST(ChooseSettings, AMissingProbeIsFoundOnce) {
  auto scan = simulated(dim_scan(3e4)).scan;
  scan.probe = {};
  Options blind;
  blind.probe_start = ProbeStart::blind;
  auto const chosen = choose_settings(scan, blind, {});
  EXPECT_EQ(chosen.options.probe_start, ProbeStart::given);
  EXPECT_EQ(scan.probe.size, scan.detector);
}

TEST(ChooseSettings, FewFramesAreNotTried) {
  auto options = simulation_of(36);
  auto scan = simulated(options).scan;
  Told told;
  auto const chosen = choose_settings(scan, {}, {}, told.observer);
  EXPECT_EQ(chosen.options.probe_modes, 1U);
  EXPECT_EQ(chosen.options.smoothness, least_smoothness);
  EXPECT_EQ(chosen.transforms, 0);
  EXPECT_THAT(told.texts, ElementsAre(StartsWith("--noise "), HasSubstr("too few")));
}

bool fits(Scan const& scan, Options const& options) try {
  auto const run = solver::plan_run(scan, options);
  partition::require_fit(run.plan, run.limit);
  return true;
} catch (InputError const&) {
  return false;
}

TEST(ChooseSettings, OptionsThatDoNotFitIntoTheMemoryAreNotChosen) {
  auto scan = star();
  Options options;
  options.devices.count = 1;
  options.devices.memory = std::size_t{1} << 20;
  while (!fits(scan, options)) *options.devices.memory += *options.devices.memory / 32;
  Told told;
  auto const chosen = choose_settings(scan, options, {.smoothness = false, .edge_threshold = false}, told.observer);
  EXPECT_EQ(chosen.options.probe_modes, 1U) << "the star has 3 where they fit";
  EXPECT_THAT(told.texts, Contains("--probe-modes 1: 3 do not fit into the memory"));
  EXPECT_TRUE(fits(scan, chosen.options));
}

// Whenever the trials are stopped, what has not been chosen stays as given.
TEST(ChooseSettings, CanBeStopped) {
  auto const made = simulated(dim_scan(2000));
  for (int const questions : {0, 1, 7, 20, 35}) {
    auto scan = made.scan;
    int left = questions;
    Told told;
    told.observer.stop_requested = [&left] { return left-- <= 0; };
    auto const chosen = choose_settings(scan, {}, {}, told.observer);
    EXPECT_LT(told.texts.size(), 5U) << questions;
    EXPECT_EQ(chosen.options.smoothness, 0) << questions;
  }
}

// The trials run on the devices of the run, and the choice does not depend on their number.
TEST(ChooseSettings, DoesNotDependOnTheDevices) {
  auto const made = simulated(dim_scan(2000));
  Options options;
  options.precision = Precision::full;
  auto const choose = [&](int devices) {
    auto scan = made.scan;
    options.devices.count = devices;
    return choose_settings(scan, options, {}).options;
  };
  auto const one = choose(1);
  auto const three = choose(3);
  EXPECT_EQ(one.probe_modes, three.probe_modes);
  EXPECT_EQ(one.refine.positions, three.refine.positions);
  EXPECT_EQ(one.sampling, three.sampling);
  EXPECT_EQ(one.smoothness, three.smoothness);
  EXPECT_EQ(one.edge_threshold, three.edge_threshold);
}

}  // namespace
}  // namespace ptyger::test
