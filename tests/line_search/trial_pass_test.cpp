#include "line_search/trial_pass.hpp"

#include <gtest/gtest.h>

#include "gradient/gradient.hpp"
#include "tests/reference/naive_model.hpp"
#include "tests/support/small_device.hpp"
#include "update/apply_step.hpp"

namespace ptyger {
namespace {

using reference::NaiveModel;
using test::CountType;
using test::SmallDevice;
using test::SmallScan;

constexpr line_search::TrialSteps steps{0, 0.3, 0.7, 1.5};
constexpr model::Moves joint{true, true};
constexpr model::Moves object_only{true, false};
constexpr model::Moves probe_only{false, true};

std::string name_of(model::Moves moves) {
  return moves.joint() ? "joint" : moves.object ? "object only" : "probe only";
}

/// A small scan with a direction and the pass that tries steps along it.
template <class Real>
struct Search {
  explicit Search(SmallScan const& s, Sampling sampling, std::size_t chunk_bytes = std::size_t{1} << 17)
      : small(s),
        device(small, sampling, chunk_bytes),
        by_object(test::random_values(small.object.size(), 0.5, 31)),
        by_probe(test::random_values(small.probe.values.size(), 3, 32)),
        direction(device.shape(small, "direction")),
        pass(device.device, device.model) {
    device.set(direction, by_object, by_probe);
  }

  /// The objective of the frames of a range at one step, by the naive model.
  [[nodiscard]] double expected(model::FrameRange range, model::Moves moves, Sampling sampling, Noise noise,
                                double step) const {
    auto const scan = test::select_frames(small.scan, device.frames_of(range));
    auto const placement = test::select_frames(small.placement, device.frames_of(range));
    auto const probe = test::sum(small.probe.values, moves.probe ? step : 0, by_probe);
    return NaiveModel(scan, placement, sampling)
        .objective(test::sum(small.object, moves.object ? step : 0, by_object),
                   {small.probe.modes, small.probe.size, probe}, noise);
  }

  SmallScan const& small;
  SmallDevice<Real> device;
  std::vector<std::complex<double>> by_object;  ///< direction of the object
  std::vector<std::complex<double>> by_probe;   ///< direction of the probe
  model::Estimate<RunDevice, Real> direction;
  line_search::TrialPass<RunDevice, Real> pass;
};

class TrialPassTest : public testing::TestWithParam<std::tuple<Noise, Sampling>> {};
INSTANTIATE_TEST_SUITE_P(Cases, TrialPassTest,
                         testing::Combine(testing::Values(Noise::gaussian, Noise::poisson),
                                          testing::Values(Sampling::nearest, Sampling::bilinear, Sampling::fourier)));

TEST_P(TrialPassTest, ValuesAreTheObjectiveAtEveryStep) {
  auto const [noise, sampling] = GetParam();
  for (auto const& spec :
       {test::SmallScanSpec{.counts = CountType::uint8}, test::SmallScanSpec{.modes = 3, .masked = true},
        test::SmallScanSpec{.counts = CountType::uint32, .masked = true},
        test::SmallScanSpec{.detector = 13, .probe = 8, .modes = 2, .counts = CountType::single, .masked = true},
        test::SmallScanSpec{.detector = 12, .probe = 9, .modes = 2, .masked = true, .upsampling = 2},
        test::SmallScanSpec{.detector = 12, .probe = 12, .upsampling = 2, .blurred = true},
        test::SmallScanSpec{.modes = 2, .masked = true, .blurred = true}}) {
    auto const small = test::make_small_scan(spec);
    Search<double> search(small, sampling, 2 * spec.modes * spec.detector * spec.detector * sizeof(Complex<double>));
    for (auto const moves : {joint, object_only, probe_only}) {
      SCOPED_TRACE(testing::Message() << name_of(moves) << ", " << spec.modes << " modes");
      model::FarFields<RunDevice, double> cached;
      auto const all = search.device.scan.all();
      auto const found = search.pass.run(all, search.device.estimate, search.direction, moves, noise, steps, cached);
      for (std::size_t k = 0; k < steps.size(); ++k) {
        double const expected = search.expected(all, moves, sampling, noise, steps[k]);
        EXPECT_NEAR(found[k], expected, 1e-12 * expected) << "step " << steps[k];
      }
    }
  }
}

TEST_P(TrialPassTest, SubsetsAndCachedCoefficientsGiveTheSameValues) {
  auto const [noise, sampling] = GetParam();
  line_search::TrialSteps const other_steps{0, 0.1, 0.2, 2};
  for (auto const& [moves, blurred] :
       {std::pair{joint, false}, {object_only, false}, {probe_only, false}, {joint, true}}) {
    SCOPED_TRACE(testing::Message() << name_of(moves) << (blurred ? ", blurred" : ""));
    auto const small = test::make_small_scan(
        {.frames = 8, .modes = 2, .counts = CountType::single, .masked = true, .blurred = blurred});
    Search<double> search(small, sampling, 3 * 2 * 9 * 9 * sizeof(Complex<double>));
    auto const all = search.device.scan.all();
    auto const subset = search.device.thirds[1];
    model::FarFields<RunDevice, double> no_cache;
    auto coefficients = search.device.coefficients();
    auto const alone = search.pass.run(subset, search.device.estimate, search.direction, moves, noise, steps, no_cache);
    auto const cached =
        search.pass.run(subset, search.device.estimate, search.direction, moves, noise, steps, coefficients);
    auto const again = search.pass.from_coefficients(subset, noise, other_steps, coefficients);
    auto const of_all = search.pass.from_coefficients(all, noise, steps, coefficients);
    for (std::size_t k = 0; k < steps.size(); ++k) {
      double const expected = search.expected(subset, moves, sampling, noise, steps[k]);
      EXPECT_NEAR(alone[k], expected, 1e-12 * expected);
      EXPECT_NEAR(cached[k], expected, 1e-12 * expected);
      double const other = search.expected(subset, moves, sampling, noise, other_steps[k]);
      EXPECT_NEAR(again[k], other, 1e-12 * other);
      double const whole = search.expected(all, moves, sampling, noise, steps[k]);
      EXPECT_NEAR(of_all[k], whole, 1e-12 * whole);
    }
  }
}

// The cached far fields, after a step forwards and half of it back, equal the far fields of the moved estimate.
TEST_P(TrialPassTest, CachedFarFieldsFollowTheEstimate) {
  auto const [noise, sampling] = GetParam();
  auto const small = test::make_small_scan({.modes = 2, .masked = true});
  for (auto const moves : {joint, object_only, probe_only}) {
    SCOPED_TRACE(name_of(moves));
    Search<double> search(small, sampling, 2 * 2 * 9 * 9 * sizeof(Complex<double>));
    auto& device = search.device;
    auto const all = device.scan.all();
    auto cached = device.carried();
    model::FarFields<RunDevice, double> no_cache;
    gradient::GradientPass<RunDevice, double> gradient(device.device, device.model);
    gradient.run(all, device.estimate, noise, device.gradient, device.illumination, cached);
    ASSERT_TRUE(cached.current);
    auto const tried = search.pass.run(all, device.estimate, search.direction, moves, noise, steps, cached);
    double step_made = 0;
    for (double const step : {1.5, 0.7}) {
      update::apply_step(device.device, device.estimate, search.direction, moves, step - step_made);
      cached.move(step_made, step);
      step_made = step;
      auto const transforms = device.transforms();
      auto const carried =
          gradient.run(all, device.estimate, noise, device.gradient, device.illumination, cached).objective;
      EXPECT_LE(device.transforms() - transforms, sampling == Sampling::fourier ? 3 : 1);  // f is not computed again
      auto const by_object = test::on_host(device.device, device.gradient.object);
      auto const by_probe = test::on_host(device.device, device.gradient.probe);
      auto const fresh =
          gradient.run(all, device.estimate, noise, device.gradient, device.illumination, no_cache).objective;
      EXPECT_NEAR(carried, fresh, 1e-12 * fresh);
      EXPECT_NEAR(carried, tried[step == 1.5 ? 3 : 2], 1e-12 * fresh);
      EXPECT_LT(test::relative_distance(by_object, test::on_host(device.device, device.gradient.object)), 1e-11);
      EXPECT_LT(test::relative_distance(by_probe, test::on_host(device.device, device.gradient.probe)), 1e-11);
    }
  }
}

TEST(TrialPassSingleTest, SinglePrecisionIsCloseToDouble) {
  auto const small = test::make_small_scan({.detector = 13, .probe = 8, .modes = 2, .masked = true});
  Search<float> search(small, Sampling::bilinear);
  model::FarFields<RunDevice, float> cached;
  auto const all = search.device.scan.all();
  auto const found =
      search.pass.run(all, search.device.estimate, search.direction, joint, Noise::gaussian, steps, cached);
  for (std::size_t k = 0; k < steps.size(); ++k) {
    double const expected = search.expected(all, joint, Sampling::bilinear, Noise::gaussian, steps[k]);
    EXPECT_NEAR(found[k], expected, 1e-5 * expected);
  }
}

// Two transforms for a joint step, otherwise one, and one more for f unless it is cached (line_search/trial_pass.hpp).
TEST(TrialPassSingleTest, MakesTheStatedNumberOfTransforms) {
  auto const small = test::make_small_scan({.frames = 6, .modes = 2});
  Search<double> search(small, Sampling::bilinear);
  auto& device = search.device;
  auto const all = device.scan.all();
  auto cached = device.carried();
  model::FarFields<RunDevice, double> no_cache;
  gradient::GradientPass<RunDevice, double>(device.device, device.model)
      .run(all, device.estimate, Noise::gaussian, device.gradient, device.illumination, cached);
  auto const transforms_of = [&](model::FrameRange range, model::Moves moves,
                                 model::FarFields<RunDevice, double>& cache) {
    double const before = device.transforms();
    search.pass.run(range, device.estimate, search.direction, moves, Noise::gaussian, steps, cache);
    return device.transforms() - before;
  };
  EXPECT_DOUBLE_EQ(transforms_of(all, joint, no_cache), 3);
  EXPECT_DOUBLE_EQ(transforms_of(all, object_only, no_cache), 2);
  EXPECT_DOUBLE_EQ(transforms_of(device.thirds[0], joint, no_cache), 1);
  EXPECT_DOUBLE_EQ(transforms_of(all, joint, cached), 2);
  EXPECT_DOUBLE_EQ(transforms_of(all, probe_only, cached), 1);
}

}  // namespace
}  // namespace ptyger
