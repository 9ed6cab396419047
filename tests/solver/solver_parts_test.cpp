#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "ptyger/error.hpp"
#include "solver/finish.hpp"
#include "solver/history.hpp"
#include "solver/ordered_subset_start.hpp"
#include "solver/scan_statistics.hpp"
#include "solver/trials/defocus.hpp"
#include "tests/hdf5/temporary_folder.hpp"
#include "tests/reference/naive_model.hpp"
#include "tests/support/small_scan.hpp"

namespace ptyger {
namespace {

using test::message_of;
using testing::HasSubstr;

TEST(Reconstruct, RefusesFramesWithoutCounts) {
  auto small = test::make_small_scan({});
  for (auto& count : std::get<std::vector<std::uint16_t>>(small.scan.counts)) count = 0;
  EXPECT_THAT(message_of<InputError>([&] { reconstruct(small.scan, {}); }), HasSubstr("all measured counts are zero"));
}

TEST(Reconstruct, RefusesAnInitialObjectOfAnotherShape) {
  auto const small = test::make_small_scan({});
  Options options;
  options.initial_object = {3, 4, std::vector<std::complex<double>>(12)};
  EXPECT_THAT(message_of<InputError>([&] { reconstruct(small.scan, options); }), HasSubstr("3 x 4 pixels"));
}

class HistoryTest : public testing::Test {
 protected:
  core::StageClock clock;
  Observer observer;
  solver::History history{clock, observer, {100, 50, 10}};

  void add(double held_out, int iteration = 1) { history.add({.iteration = iteration}, {7, 4, 5, held_out}); }
};

TEST_F(HistoryTest, NormalisesTheMisfit) {
  add(30);
  EXPECT_DOUBLE_EQ(history.records()[0].objective, 7);
  EXPECT_DOUBLE_EQ(history.records()[0].nrmse, 0.2);
  EXPECT_DOUBLE_EQ(history.records()[0].r_factor, 0.1);
  EXPECT_DOUBLE_EQ(history.records()[0].held_out.value(), 3);
}

// Eight iterations without a noticeable fall of the misfit of the held-out pixels end the run.
TEST_F(HistoryTest, EndsWhenTheHeldOutMisfitFallsNoMore) {
  int iteration = 0;
  for (double const held_out : {100.0, 90.0, 89.99, 89.98, 89.97, 89.96, 90.1, 90.2, 90.3}) {
    add(held_out, ++iteration);
    EXPECT_FALSE(history.ends(iteration, {})) << iteration;
  }
  add(90.4, ++iteration);
  EXPECT_TRUE(history.ends(iteration, {}));
  EXPECT_FALSE(history.overfits());
  EXPECT_THAT(history.stop_reason(), HasSubstr("for 8 iterations"));
}

TEST_F(HistoryTest, SaysWhenTheFitFollowsTheNoise) {
  for (int iteration = 1; iteration <= 9; ++iteration) {
    add(100 + iteration, iteration);
    EXPECT_EQ(history.is_best(), iteration == 1);
    EXPECT_EQ(history.ends(iteration, {}), iteration == 9);
  }
  EXPECT_TRUE(history.overfits());
  EXPECT_EQ(history.best_iteration(), 1);
  EXPECT_EQ(history.kept_iteration(), 0);
  history.keep_best_iteration();
  EXPECT_EQ(history.kept_iteration(), 1);
  EXPECT_THAT(history.stop_reason(), HasSubstr("these are the images of iteration 1"));
}

TEST_F(HistoryTest, GoesOnWhileTheHeldOutMisfitFalls) {
  double held_out = 1000;
  for (int iteration = 1; iteration < 200; ++iteration) {
    add(held_out, iteration);
    held_out *= 1 - 0.4e-3;
    ASSERT_FALSE(history.ends(iteration, {})) << iteration;
  }
  add(held_out, 200);
  EXPECT_TRUE(history.ends(200, {}));
  EXPECT_THAT(history.stop_reason(), HasSubstr("200"));
}

// The object has half as many pixels as the frames: the objective must fall by a tenth of itself in five iterations.
TEST(HistoryOfAnObject, EndsWhenTheObjectHasSettled) {
  core::StageClock clock;
  Observer const observer;
  for (double const fall : {0.97, 0.975, 0.99}) {
    solver::History history{clock, observer, {.counts = 100, .amplitude = 50, .object_share = 0.5}};
    history.add({.phase = Phase::start, .iteration = 1}, {1000, 4, 5, 0});
    double objective = 100;
    int iteration = 0;
    for (bool ended = false; !ended && iteration < 20; objective *= fall) {
      history.add({.iteration = ++iteration}, {objective, 4, 5, 0});
      ended = history.ends(iteration, {});
    }
    EXPECT_EQ(iteration, fall > 0.98 ? 6 : 20) << fall;
  }
}

// An objective that falls by the same factor tells when the object will have settled.
TEST(HistoryOfAnObject, ExpectsItsEnd) {
  core::StageClock clock;
  Observer const observer;
  solver::History history{clock, observer, {.counts = 100, .amplitude = 50, .object_share = 0.01}};
  std::vector<int> expected_end;
  int iteration = 0;
  for (bool ended = false; !ended; ended = history.ends(iteration, {})) {
    ++iteration;
    history.add({.iteration = iteration}, {100 + 80 * std::pow(0.8, iteration), 4, 5, 0});
    expected_end.push_back(iteration + history.records().back().expected_left);
  }
  ASSERT_GT(iteration, 12);
  EXPECT_EQ(expected_end[0], 20);
  for (int i = 8; i < iteration; ++i) EXPECT_NEAR(expected_end[static_cast<std::size_t>(i)], iteration, 3) << i;
}

TEST_F(HistoryTest, ALimitSwitchesTheRuleOff) {
  for (int iteration = 1; iteration < 7; ++iteration) {
    add(1, iteration);
    EXPECT_FALSE(history.ends(iteration, 7));
  }
  add(1, 7);
  EXPECT_TRUE(history.ends(7, 7));
  EXPECT_EQ(history.stop_reason(), "reached the 7 iterations asked for");
}

TEST(Finish, FixesTheScaleAndKeepsTheProduct) {
  model::Placement placement{.rows = 1, .cols = 4, .probe = 1, .origin_row = -3, .origin_col = 8, .row = {}, .col = {}};
  std::vector<std::complex<double>> const object{2.0, {0, 6}, 100.0, 4.0};
  std::vector<double> const illumination{1, 10, 0.5, 5};  // the third pixel is not lit
  Result result;
  solver::finish_result(result, placement, object, {1, 1, {3.0}}, 0, illumination, true);
  EXPECT_DOUBLE_EQ(result.scale, 4);
  EXPECT_NEAR(std::abs(result.object.values[1]), 1.5, 1e-15);
  EXPECT_NEAR(std::abs(result.probe.values[0]), 12, 1e-14);
  EXPECT_DOUBLE_EQ(result.illumination[3], 80);
  EXPECT_EQ(result.object.cols, 4U);
  EXPECT_EQ(result.origin_row, -3);
  EXPECT_EQ(result.origin_col, 8);
  solver::finish_result(result, placement, object, {1, 1, {3.0}}, 0, illumination, false);
  EXPECT_EQ(result.scale, 1);
  EXPECT_EQ(result.object.values, object);
}

// The misfit in the result belongs to the object and probe in the result, not to the estimate before the last step.
TEST(Reconstruct, ReportsTheMisfitOfItsResult) {
  auto const small = test::make_small_scan({.frames = 70, .detector = 12, .probe = 10, .seed = 5});
  for (int const iterations : {0, 2}) {
    Options options;
    options.iterations = iterations;
    options.start_epochs = 1;
    options.sampling = Sampling::nearest;
    options.precision = Precision::full;
    auto const result = reconstruct(small.scan, options);
    auto object = result.object.values;
    for (auto& value : object) value *= result.scale;
    auto probe = result.probe;
    for (auto& value : probe.values) value /= result.scale;
    auto const placement = model::place_frames(small.scan, 10);
    reference::NaiveModel const naive(small.scan, placement, Sampling::nearest);
    EXPECT_NEAR(result.nrmse, naive.nrmse(object, probe), 1e-8);
  }
}

// With an initial object there is no start unless the options ask for one.
TEST(Reconstruct, DoesNotStartAgainFromAnInitialObject) {
  auto const small = test::make_small_scan({.frames = 70, .detector = 12, .probe = 10});
  Options options;
  options.iterations = 1;
  auto const placement = model::place_frames(small.scan, 10);
  options.initial_object = {placement.rows, placement.cols,
                            std::vector<std::complex<double>>(placement.rows * placement.cols, 1.0)};
  EXPECT_EQ(reconstruct(small.scan, options).history.size(), 1U);
  options.start_epochs = 1;
  EXPECT_EQ(reconstruct(small.scan, options).history.size(), 2U);
}

TEST(ScanStatistics, MeasuredShareIsTheShareOfThePowerOfTheProbe) {
  auto small = test::make_small_scan({.detector = 12, .probe = 9, .modes = 2});
  EXPECT_EQ(solver::measured_share(small.scan, small.scan.probe), 1.0);
  for (std::size_t i = 0; i < 144; i += 3) small.scan.measured[i] = 0;
  reference::NaiveModel const naive(small.scan, small.placement, Sampling::nearest);
  auto const far = naive.far_field(std::vector<std::complex<double>>(small.object.size(), 1.0), small.scan.probe, 0);
  double measured = 0;
  double all = 0;
  for (std::size_t i = 0; i < far.size(); ++i) {
    all += std::norm(far[i]);
    measured += small.scan.measured[i % 144] != 0 ? std::norm(far[i]) : 0;
  }
  EXPECT_NEAR(solver::measured_share(small.scan, small.scan.probe), measured / all, 1e-12);
}

TEST(ScanStatistics, MeanPatternIsTheMeanOverMeasuredPixels) {
  auto const small = test::make_small_scan({.counts = test::CountType::single, .masked = true});
  auto const& counts = std::get<std::vector<float>>(small.scan.counts);
  auto const mean = solver::mean_pattern(small.scan);
  for (std::size_t i = 0; i < 81; ++i) {
    double sum = 0;
    double frames = 0;
    for (std::size_t frame = 0; frame < 5; ++frame)
      if (small.scan.measured[i] != 0 && counts[frame * 81 + i] >= 0) {
        sum += static_cast<double>(counts[frame * 81 + i]);
        frames += 1;
      }
    EXPECT_NEAR(mean[i], frames > 0 ? sum / frames : 0, 1e-12);
  }
}

TEST(OrderedSubsets, AreAtMostSixteenOfAtLeastSixteenFrames) {
  EXPECT_EQ(solver::start_subsets(31), 0);
  EXPECT_EQ(solver::start_subsets(32), 2);
  EXPECT_EQ(solver::start_subsets(100), 6);
  EXPECT_EQ(solver::start_subsets(256), 16);
  EXPECT_EQ(solver::start_subsets(5000), 16);
}

// p(c) = F^-1( sqrt(mean) exp(i pi c P k^2) ), centred; k in cycles a pixel.
TEST(DefocusedProbe, IsTheFormula) {
  for (std::size_t const size : {std::size_t{9}, std::size_t{12}}) {
    auto const n = static_cast<double>(size);
    std::vector<double> mean(size * size);
    core::Random random(3);
    for (double& value : mean) value = 10 * test::uniform(random);
    double const c = -0.7;
    double const aspect = 1.5;  // object pixels are higher than wide: frequencies along rows are lower
    reference::Image spectrum(size * size);
    auto const frequency = [&](std::size_t i) { return (2 * i < size ? 0.0 : -1.0) + static_cast<double>(i) / n; };
    for (std::size_t i = 0; i < size * size; ++i)
      spectrum[i] = std::polar(std::sqrt(mean[i]), 3.14159265358979323846 * c * n *
                                                       (std::pow(frequency(i / size), 2) / aspect +
                                                        std::pow(frequency(i % size), 2) * aspect));
    auto const wave = reference::naive_transform(spectrum, size, 1);
    reference::Image expected(size * size);
    for (std::size_t i = 0; i < size * size; ++i)
      expected[(i / size + size / 2) % size * size + (i % size + size / 2) % size] = n * wave[i];
    auto const probe = solver::defocused_probe(mean, size, c, aspect);
    ASSERT_EQ(probe.modes, 1U);
    EXPECT_LT(test::relative_distance(probe.values, expected), 1e-12);
    auto const moved = solver::refocused_probe(solver::defocused_probe(mean, size, c + 0.3, aspect), -0.3, aspect);
    EXPECT_LT(test::relative_distance(moved.values, expected), 1e-12);
  }
}

// A beam that converges to a point at the distance z has its focus there: u = exp(-i pi r^2 / (lambda z)).
TEST(RefocusedProbe, FocusesDownstream) {
  Scan scan;
  scan.wavelength_m = 1e-10;
  scan.pixel_row_m = scan.pixel_col_m = 1e-7;
  std::size_t const size = 64;
  double const z = 2e-3;
  ProbeModes probe{1, size, {}};
  for (std::size_t i = 0; i < size * size; ++i) {
    auto const row = i / size;
    double const y = (static_cast<double>(row) - 32) * 1e-7;
    double const x = (static_cast<double>(i % size) - 32) * 1e-7;
    double const r2 = x * x + y * y;
    probe.values.push_back(std::polar(std::exp(-r2 / 1.2e-12), -3.14159265358979323846 * r2 / (1e-10 * z)));
  }
  auto const middle = [&](double distance_m) {
    auto const defocus = solver::defocus_of_distance(scan, size, distance_m);
    EXPECT_NEAR(solver::distance_of_defocus(scan, size, defocus), distance_m, 1e-12);
    return std::abs(solver::refocused_probe(probe, defocus).values[32 * size + 32]);
  };
  EXPECT_GT(middle(z), 3 * middle(0));
  EXPECT_GT(middle(z), middle(0.7 * z));
  EXPECT_GT(middle(z), middle(1.3 * z));
  EXPECT_LT(middle(-z), middle(0));
}

}  // namespace
}  // namespace ptyger
