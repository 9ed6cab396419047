#include <gtest/gtest.h>

#include <array>
#include <cmath>

#include "checkpoint/checkpoint_file.hpp"
#include "core/centre.hpp"
#include "read/detector_response.hpp"
#include "tests/hdf5/temporary_folder.hpp"
#include "tests/support/checkpoint_collector.hpp"
#include "tests/support/other_order.hpp"
#include "tests/support/same_bits.hpp"
#include "tests/support/simulated_scan.hpp"
#include "tests/support/star.hpp"
#include "tests/support/usable_devices.hpp"

namespace ptyger::test {
namespace {

constexpr int iterations = 5;

enum class Known { aperture, support, probes, detector, empty };

/// Runs with what is known about the probe, about which of two probes a frame has, or about the detector, and with an
/// object of amplitudes near 1.
class KnownExactnessTest : public testing::TestWithParam<Known> {
 protected:
  void SetUp() override {
    PTYGER_NEEDS_DEVICES(2);
    if (GetParam() == Known::detector) read::set_response(scan, {.upsample = 2, .blur = "0.4"});
    if (GetParam() == Known::probes)
      for (std::size_t frame = 0; frame < scan.frames; ++frame)
        scan.probe_of_frame.push_back(static_cast<std::uint8_t>(frame / 3 % 2));
  }

  Scan scan = simulated_scan();

  Options options(Precision precision, int devices = 1, Partition partition = Partition::automatic) const {
    auto result = star_options(2, iterations);
    result.sampling = Sampling::bilinear;
    result.probe_modes = 2;
    result.precision = precision;
    result.devices.count = devices;
    result.devices.partition = partition;
    result.constraints.unit_amplitude = 0.5;
    if (GetParam() == Known::probes) result.probe_variation = 1;
    if (GetParam() == Known::empty) {
      auto const& middle = scan.positions[scan.frames / 2];  // of a rectangle beside the middle
      double const pixel = scan.pixel_row_m;
      result.constraints.empty_regions = {
          {middle.row_m - 9 * pixel, middle.col_m, middle.row_m + 5 * pixel, middle.col_m + 30 * pixel}};
      result.smoothness = 0.1;
    }
    if (GetParam() == Known::detector) result.refine = {true, true, false, 3};
    if (GetParam() != Known::aperture && GetParam() != Known::support) return result;
    auto const size = scan.probe.size;
    std::vector<std::uint8_t> mask;
    for (std::size_t i = 0; i < size * size; ++i) {
      auto const middle = size / 2;
      auto const y = i / size;
      double const row = static_cast<double>(y) - static_cast<double>(middle);
      double const col = static_cast<double>(i % size) - static_cast<double>(middle);
      mask.push_back(std::hypot(row, col) < (GetParam() == Known::aperture ? 0.22 : 0.35) * double(size) ? 1 : 0);
    }
    if (GetParam() == Known::support) {
      result.constraints.probe_support = mask;
    } else {
      core::centre_to_corner(mask.data(), size);
      result.constraints.probe_aperture = mask;
    }
    return result;
  }
};

constexpr std::array names{"aperture", "support", "probes", "detector", "empty"};  // of Known

INSTANTIATE_TEST_SUITE_P(Multidevice, KnownExactnessTest,
                         testing::Values(Known::aperture, Known::support, Known::probes, Known::detector, Known::empty),
                         [](auto const& test) { return names.at(static_cast<std::size_t>(test.param)); });

TEST_P(KnownExactnessTest, ResultInDoubleIsTheResultOfOneDevice) {
  auto const one = reconstruct(scan, options(Precision::full));
  for (int const devices : {2, 3, 5}) {
    if (devices > usable_devices()) break;
    auto const partition = devices == 3 ? Partition::replicated : Partition::tiled;
    auto const found = reconstruct(scan, options(Precision::full, devices, partition));
    EXPECT_LT(distance(found, one), 1e-10) << devices << " devices, " << found.partition;
    EXPECT_NEAR(found.nrmse, one.nrmse, 1e-10 * one.nrmse) << devices << " devices, " << found.partition;
  }
}

TEST_P(KnownExactnessTest, ResultInSingleDiffersByRounding) {
  auto const one = reconstruct(scan, options(Precision::single));
  RoundingDifferences const rounding(scan, options(Precision::single), one);
  for (int const devices : {2, 3}) {
    if (devices > usable_devices()) break;
    auto const found = reconstruct(scan, options(Precision::single, devices));
    EXPECT_LT(distance(found, one), rounding_margin * rounding.distance) << devices << " devices";
  }
}

TEST_P(KnownExactnessTest, AResumedRunHasTheSameBits) {
  TemporaryFolder const folder;
  for (auto const precision : {Precision::single, Precision::full}) {
    auto asked = options(precision, 3);
    asked.devices.deterministic = true;
    auto const whole = reconstruct(scan, asked);
    auto const made = checkpoints(scan, asked);
    ASSERT_EQ(made.size(), std::size_t{iterations});
    checkpoint::write_checkpoint(folder / "c.h5", made[3], "key", precision);
    EXPECT_TRUE(same_bits(resumed(scan, asked, checkpoint::read_checkpoint(folder / "c.h5", "key")), whole));
  }
}

}  // namespace
}  // namespace ptyger::test
