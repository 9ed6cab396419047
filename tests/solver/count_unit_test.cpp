#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ptyger/error.hpp"
#include "ptyger/reconstruct.hpp"
#include "solver/check_misfit.hpp"
#include "solver/scan_statistics.hpp"
#include "tests/hdf5/temporary_folder.hpp"
#include "tests/support/simulated_scan.hpp"
#include "tests/support/small_scan.hpp"

namespace ptyger::test {
namespace {

using testing::HasSubstr;

/// A scan of 40 frames with its counts times a factor, as floats; the probe keeps its power.
Scan scan_in_unit(double factor) {
  static auto const counted = simulated(simulation_of(40, 0.7)).scan;
  auto scan = counted;
  scan.sources = {"made up"};
  std::vector<float> scaled;
  std::visit(
      [&](auto const& counts) {
        for (auto const count : counts) scaled.push_back(static_cast<float>(factor * static_cast<double>(count)));
      },
      counted.counts);
  scan.counts = std::move(scaled);
  return scan;
}

/// What is asked of a run, and its name.
struct Case {
  char const* name;
  Options options;
};

Options with(Noise noise, ProbeStart start = ProbeStart::given, std::size_t modes = 1, Refine refine = {}) {
  Options options;
  options.noise = noise;
  options.probe_start = start;
  options.probe_modes = modes;
  options.refine = refine;
  options.iterations = 6;
  options.devices.count = 1;
  options.devices.deterministic = true;
  return options;
}

class CountUnit : public testing::TestWithParam<Case> {};

TEST_P(CountUnit, DoesNotChangeTheResult) {
  auto const expected = reconstruct(scan_in_unit(1), GetParam().options);
  for (double const factor : {1e-12, 1e-5, 1e5, 1e12}) {
    auto const found = reconstruct(scan_in_unit(factor), GetParam().options);
    EXPECT_NEAR(found.nrmse / expected.nrmse, 1, 2e-3) << factor;
    EXPECT_LT(relative_distance(found.object.values, expected.object.values), 0.02) << factor;
  }
}

INSTANTIATE_TEST_SUITE_P(Runs, CountUnit,
                         testing::Values(Case{"gaussian", with(Noise::gaussian)}, Case{"poisson", with(Noise::poisson)},
                                         Case{"blind", with(Noise::gaussian, ProbeStart::blind)},
                                         Case{"modes", with(Noise::poisson, ProbeStart::given, 3)},
                                         Case{"background", with(Noise::gaussian, ProbeStart::given, 1,
                                                                 {.brightness = true, .background = true})}),
                         [](auto const& test_case) { return test_case.param.name; });

TEST(EmptyObject, HasTheMisfitOfItsDefinition) {
  auto const scan = scan_in_unit(1);
  auto const& counts = std::get<std::vector<float>>(scan.counts);
  auto const intensity = solver::beam_intensity(scan.detector, scan.probe);
  std::size_t const pixels = intensity.size();
  double least = 1;  // over many scales of the beam
  for (double scale = 0.5; scale < 1.5; scale += 1e-3) {
    double squares = 0;
    double sum = 0;
    for (std::size_t i = 0; i < counts.size(); ++i) {
      double const difference = scale * std::sqrt(intensity[i % pixels]) - std::sqrt(static_cast<double>(counts[i]));
      squares += difference * difference;
      sum += static_cast<double>(counts[i]);
    }
    least = std::min(least, std::sqrt(squares / sum));
  }
  EXPECT_NEAR(solver::misfit_of_empty_object(scan, scan.probe), least, 1e-5);
}

/// Messages of check_misfit() for a result with this misfit.
std::string messages(Scan const& scan, double nrmse, std::optional<int> iterations) {
  Result result;
  result.complete = true;
  result.history.resize(1);
  result.nrmse = nrmse;
  result.probe = scan.probe;
  Options options;
  options.iterations = iterations;
  std::string text;
  Observer observer;
  observer.on_message = [&](std::string const& message) { text += message; };
  solver::check_misfit(scan, options, observer, result);
  return text;
}

TEST(EmptyObject, WithALowerMisfitThanTheImagesIsAnErrorOrAWarning) {
  auto const scan = scan_in_unit(1);
  double const empty = solver::misfit_of_empty_object(scan, scan.probe);
  EXPECT_EQ(messages(scan, 0.99 * empty, std::nullopt), "");
  EXPECT_EQ(messages(scan, 0.99 * empty, 10), "");
  EXPECT_THAT(messages(scan, 1.01 * empty, 10), HasSubstr("warning: the misfit"));
  EXPECT_THAT(message_of<InputError>([&] { messages(scan, 1.01 * empty, std::nullopt); }),
              testing::AllOf(HasSubstr("made up"), HasSubstr("empty object"), HasSubstr("--iterations N")));
}

}  // namespace
}  // namespace ptyger::test
