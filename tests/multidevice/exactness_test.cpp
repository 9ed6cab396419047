#include <gtest/gtest.h>

#include <algorithm>
#include <ostream>

#include "partition/tiles.hpp"
#include "solver/reconstruct_tile.hpp"
#include "tests/support/simulated_scan.hpp"
#include "tests/support/small_scan.hpp"
#include "tests/support/star.hpp"
#include "update/probe_modes.hpp"

namespace ptyger {
namespace {

constexpr int iterations = 10;

enum class Data { star, simulated };

/// A crop of real data, or a small simulated scan with positions between pixels.
Scan scan_of(Data data) {
  return data == Data::star ? test::star_crop(66) : test::simulated_scan();
}

struct Case {
  Data data;
  Noise noise;
  std::size_t modes;
  Sampling sampling;
  int start_epochs;
  Scheme scheme = Scheme::joint;
  Rule rule = Rule::prp;
  double smoothness = 0;
  bool refine = false;
};

std::string name_of(Case const& c) {
  static constexpr char const* samplings[] = {"nearest", "bilinear", "fourier"};
  static constexpr char const* rules[] = {"prp", "hz", "dy", "reference"};
  return std::string(c.data == Data::star ? "star_" : "simulated_") +
         (c.noise == Noise::gaussian ? "gaussian_" : "poisson_") + std::to_string(c.modes) + "_" +
         samplings[static_cast<std::size_t>(c.sampling)] + (c.start_epochs > 0 ? "_start" : "") +
         (c.scheme == Scheme::alternating ? "_alternating_" : "_") + rules[static_cast<std::size_t>(c.rule)] +
         (c.smoothness > 0 ? "_smooth" : "") + (c.refine ? "_refined" : "");
}

void PrintTo(Case const& c, std::ostream* out) {
  *out << name_of(c);
}

std::vector<Case> all_cases() {
  std::vector<Case> cases;
  for (auto const noise : {Noise::gaussian, Noise::poisson})
    for (std::size_t const modes : {1U, 3U})
      for (auto const sampling : {Sampling::nearest, Sampling::bilinear, Sampling::fourier})
        for (int const epochs : {0, 2}) cases.push_back({Data::simulated, noise, modes, sampling, epochs});
  cases.push_back({Data::star, Noise::poisson, 1, Sampling::bilinear, 0});
  cases.push_back({Data::star, Noise::gaussian, 3, Sampling::nearest, 2});
  cases.push_back({Data::star, Noise::gaussian, 1, Sampling::bilinear, 2});
  cases.push_back({Data::simulated, Noise::gaussian, 1, Sampling::nearest, 2, Scheme::alternating, Rule::hz});
  cases.push_back({Data::simulated, Noise::gaussian, 1, Sampling::bilinear, 0, Scheme::joint, Rule::dy});
  cases.push_back({Data::simulated, Noise::gaussian, 1, Sampling::nearest, 0, Scheme::alternating, Rule::reference});
  for (auto const scheme : {Scheme::joint, Scheme::alternating})
    cases.push_back({Data::simulated, Noise::gaussian, 1, Sampling::bilinear, 2, scheme, Rule::prp, 0.3});
  for (auto const sampling : {Sampling::bilinear, Sampling::fourier})
    cases.push_back({Data::simulated, Noise::gaussian, 1, sampling, 2, Scheme::joint, Rule::prp, 0, true});
  return cases;
}

Options options_of(Case const& c, Precision precision) {
  auto options = test::star_options(c.start_epochs, iterations);
  options.noise = c.noise;
  options.probe_modes = c.modes;
  options.sampling = c.sampling;
  options.scheme = c.scheme;
  options.rule = c.rule;
  options.smoothness = c.smoothness;
  options.precision = precision;
  options.refine = {c.refine, c.refine, c.refine, 3};
  return options;
}

/// Larger of the relative distances of object and probe.
double distance(Result const& found, Result const& expected) {
  return std::max(test::relative_distance(found.object.values, expected.object.values),
                  test::relative_distance(found.probe.values, expected.probe.values));
}

class ExactnessTest : public testing::TestWithParam<Case> {
 protected:
  /// Largest distance of the results on several devices from the result on one device.
  double worst(Precision precision) const {
    auto const scan = scan_of(GetParam().data);
    auto options = options_of(GetParam(), precision);
    auto const one = reconstruct(scan, options);
    double result = 0;
    for (auto const partition : {Partition::tiled, Partition::replicated})
      for (int const devices : {2, 3, 4, 5, 7, 8}) {
        options.devices.partition = partition;
        options.devices.count = devices;
        auto const found = reconstruct(scan, options);
        EXPECT_NEAR(found.nrmse, one.nrmse, 1e-6) << devices << " devices";
        if (precision == Precision::full) {
          EXPECT_EQ(found.history.size(), one.history.size()) << devices << " devices";
        }
        result = std::max(result, distance(found, one));
      }
    return result;
  }
};

INSTANTIATE_TEST_SUITE_P(Multidevice, ExactnessTest, testing::ValuesIn(all_cases()),
                         [](auto const& test) { return name_of(test.param); });

TEST_P(ExactnessTest, ResultInDoubleIsTheResultOfOneDevice) {
  EXPECT_LT(worst(Precision::full), 1e-10);
}

TEST_P(ExactnessTest, ResultInSingleDiffersByRounding) {
  double const found = worst(Precision::single);
  RecordProperty("distance", std::to_string(found));
  EXPECT_LT(found, GetParam().start_epochs > 0 ? 1e-3 : 1e-4);
}

/// A run on one device, with its frames in reverse order if `reversed`.
solver::Reconstructed in_order(Scan const& scan, Options const& options, bool reversed) {
  solver::TeamJob job{scan, options, model::place_frames(scan, scan.probe.size)};
  job.probe = update::with_modes(scan.probe, options.probe_modes);
  job.tiles = partition::cut_into_tiles(job.placement, 1);
  if (reversed) {
    std::reverse(job.tiles.front().own.begin(), job.tiles.front().own.end());
    std::reverse(job.tiles.front().ranks.begin(), job.tiles.front().ranks.end());
  }
  comm::NoTransport<Kokkos::Serial, float> none;
  core::StageClock clock;
  DeviceContext<Kokkos::Serial> device;
  device.clock = &clock;
  solver::Reconstructed found;
  solver::reconstruct_tile(device, none, job, {}, found);
  return found;
}

// Measures the bounds above: on one device, too, rounding errors grow with the iterations when sums have another order.
TEST(ExactnessOfOneDevice, ReverseOrderOfFramesChangesAsMuchAsMoreDevices) {
  for (Case const& c : {Case{Data::star, Noise::gaussian, 1, Sampling::bilinear, 2},
                        Case{Data::simulated, Noise::poisson, 1, Sampling::bilinear, 0}}) {
    auto const scan = scan_of(c.data);
    auto const options = options_of(c, Precision::single);
    double const reversed =
        test::relative_distance(in_order(scan, options, true).object, in_order(scan, options, false).object);
    RecordProperty(name_of(c), std::to_string(reversed));
    EXPECT_GT(reversed, 1e-8);
    EXPECT_LT(reversed, 1e-3);
  }
}

}  // namespace
}  // namespace ptyger
