#include <gtest/gtest.h>

#include <cmath>
#include <ostream>

#include "tests/support/other_order.hpp"
#include "tests/support/simulated_scan.hpp"
#include "tests/support/star.hpp"
#include "tests/support/usable_devices.hpp"

namespace ptyger {
namespace {

constexpr int iterations = 10;

enum class Data { star, simulated, near_field };

/// A crop of real data, or a small simulated scan, of far or near fields, with positions between pixels.
Scan scan_of(Data data) {
  if (data == Data::near_field) return test::simulated_near_field();
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
  double edge_threshold = 0;
  std::size_t variation = 0;
};

std::string name_of(Case const& c) {
  static constexpr char const* samplings[] = {"nearest", "bilinear", "fourier"};
  static constexpr char const* rules[] = {"prp", "hz", "dy", "reference"};
  static constexpr char const* data[] = {"star_", "simulated_", "near_field_"};
  return std::string(data[static_cast<std::size_t>(c.data)]) + (c.noise == Noise::gaussian ? "gaussian_" : "poisson_") +
         std::to_string(c.modes) + "_" + samplings[static_cast<std::size_t>(c.sampling)] +
         (c.start_epochs > 0 ? "_start" : "") + (c.scheme == Scheme::alternating ? "_alternating_" : "_") +
         rules[static_cast<std::size_t>(c.rule)] + (c.smoothness > 0 ? "_smooth" : "") +
         (c.edge_threshold > 0 ? "_edges" : "") + (c.refine ? "_refined" : "") + (c.variation > 0 ? "_varying" : "");
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
  cases.push_back({Data::star, Noise::gaussian, 1, Sampling::bilinear, 2, Scheme::joint, Rule::prp, 0.3, false, 0.05});
  for (auto const sampling : {Sampling::bilinear, Sampling::fourier})
    cases.push_back({Data::simulated, Noise::gaussian, 1, sampling, 2, Scheme::joint, Rule::prp, 0, true});
  for (auto const sampling : {Sampling::nearest, Sampling::fourier})
    cases.push_back({Data::simulated, Noise::gaussian, 3, sampling, 2, Scheme::joint, Rule::prp, 0, false, 0, 2});
  cases.push_back({Data::simulated, Noise::poisson, 1, Sampling::bilinear, 0, Scheme::joint, Rule::prp, 0, true, 0, 1});
  cases.push_back({Data::near_field, Noise::gaussian, 1, Sampling::nearest, 0});
  cases.push_back({Data::near_field, Noise::poisson, 2, Sampling::bilinear, 2});
  cases.push_back({Data::near_field, Noise::gaussian, 2, Sampling::fourier, 0});
  cases.push_back({Data::near_field, Noise::gaussian, 1, Sampling::fourier, 2, Scheme::joint, Rule::prp, 0, true});
  cases.push_back(
      {Data::near_field, Noise::gaussian, 1, Sampling::fourier, 0, Scheme::joint, Rule::prp, 0, false, 0, 1});
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
  options.edge_threshold = c.edge_threshold;
  options.precision = precision;
  options.refine = {c.refine, c.refine, c.refine, 3};
  options.probe_variation = c.variation;
  return options;
}

/// Whether the partitions of a case alternate from `replicated` on: 2, 4 and 7 devices replicated, 3, 5 and 8 tiled; in
/// other cases the other way round. Cases with and without a start differ in this, so that each partition is tested
/// with each number of devices, noise model, number of modes and sampling.
bool begins_replicated(Case const& c) {
  auto const sum = static_cast<std::size_t>(c.noise) + c.modes / 2 + static_cast<std::size_t>(c.sampling) +
                   (c.start_epochs > 0 ? 1U : 0U);
  return sum % 2 == 1;
}

class ExactnessTest : public testing::TestWithParam<Case> {
 protected:
  void SetUp() override { PTYGER_NEEDS_DEVICES(2); }

  /// Results of one device, then of each number of devices for which this node has enough.
  std::vector<Result> results(Precision precision, std::vector<int> const& devices) const {
    auto options = options_of(GetParam(), precision);
    std::vector<Result> found{reconstruct(scan, options)};
    bool tiled = !begins_replicated(GetParam());
    for (int const count : devices) {
      if (count > test::usable_devices()) break;
      options.devices.partition = tiled ? Partition::tiled : Partition::replicated;
      options.devices.count = count;
      found.push_back(reconstruct(scan, options));
      tiled = !tiled;
    }
    return found;
  }

  Scan const scan = scan_of(GetParam().data);
};

INSTANTIATE_TEST_SUITE_P(Multidevice, ExactnessTest, testing::ValuesIn(all_cases()),
                         [](auto const& test) { return name_of(test.param); });

TEST_P(ExactnessTest, ResultInDoubleIsTheResultOfOneDevice) {
  auto const found = results(Precision::full, {2, 3, 4, 5, 7, 8});
  for (std::size_t i = 1; i < found.size(); ++i) {
    EXPECT_LT(test::distance(found[i], found[0]), 1e-10) << found[i].devices << " devices, " << found[i].partition;
    EXPECT_NEAR(found[i].nrmse, found[0].nrmse, 1e-10 * found[0].nrmse) << found[i].devices << " devices";
    EXPECT_EQ(found[i].history.size(), found[0].history.size()) << found[i].devices << " devices";
  }
}

// Devices add the same numbers in another order, as one device does that takes its frames in another order.
TEST_P(ExactnessTest, ResultInSingleDiffersByRounding) {
  auto const found = results(Precision::single, {2, 5, 8});
  test::RoundingDifferences const rounding(scan, options_of(GetParam(), Precision::single), found[0]);
  RecordProperty("rounding", std::to_string(1e6 * rounding.distance));
  EXPECT_GT(rounding.distance, 1e-8) << "the other orders round as the first: they are no yardstick";
  EXPECT_LT(rounding.distance, 1e-2) << "a difference of several devices would not stand out";
  for (std::size_t i = 1; i < found.size(); ++i) {
    EXPECT_LT(test::distance(found[i], found[0]), test::rounding_margin * rounding.distance)
        << found[i].devices << " devices, " << found[i].partition;
    EXPECT_LT(std::abs(found[i].nrmse / found[0].nrmse - 1), test::rounding_margin * rounding.nrmse)
        << found[i].devices << " devices, " << found[i].partition;
  }
}

}  // namespace
}  // namespace ptyger
