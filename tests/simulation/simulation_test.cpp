#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

#include "ptyger/error.hpp"
#include "simulation/frames.hpp"
#include "simulation/mask.hpp"
#include "simulation/simulation.hpp"

namespace ptyger::simulation {
namespace {

// Nine frames of 17 x 17 pixels without noise.
Options small_options() {
  Options options;
  options.detector = 17;
  options.frames = 9;
  options.modes = 2;
  options.photons = 0;
  return options;
}

// Value of a probe mode at a point between pixels: the sum of its Fourier series, without a fast transform.
std::complex<double> interpolated(std::complex<double> const* mode, std::size_t n, double row, double col) {
  auto const kernel = [n](double x) {  // Dirichlet kernel of an odd number of points
    double const angle = std::numbers::pi * x / static_cast<double>(n);
    return std::abs(std::sin(angle)) < 1e-12
               ? 1.0
               : std::sin(angle * static_cast<double>(n)) / (static_cast<double>(n) * std::sin(angle));
  };
  std::complex<double> sum = 0;
  for (std::size_t y = 0; y < n; ++y)
    for (std::size_t x = 0; x < n; ++x)
      sum += mode[y * n + x] * kernel(row - static_cast<double>(y)) * kernel(col - static_cast<double>(x));
  return sum;
}

// Intensity at one frequency of one frame by its definition, with plain sums.
double intensity(Simulation const& s, std::size_t frame, std::size_t u, std::size_t v) {
  std::size_t const n = s.scan.detector;
  auto const corner = model::split_corner(s.placement.row[frame], s.placement.col[frame], Sampling::fourier);
  double total = 0;
  for (std::size_t m = 0; m < s.beam.probe.modes; ++m) {
    std::complex<double> sum = 0;
    for (std::size_t i = 0; i < n * n; ++i) {
      auto const row = i / n;
      auto const col = i % n;
      auto const wave =
          interpolated(s.beam.probe.values.data() + m * n * n, n, static_cast<double>(row) - corner.row_fraction,
                       static_cast<double>(col) - corner.col_fraction);
      auto const sample = s.phantom.object.values[(static_cast<std::size_t>(corner.row) + row) * s.phantom.object.cols +
                                                  static_cast<std::size_t>(corner.col) + col];
      sum += wave * sample *
             std::polar(1.0, -2 * std::numbers::pi * static_cast<double>(u * row + v * col) / static_cast<double>(n));
    }
    total += std::norm(sum) / static_cast<double>(n * n);
  }
  return total;
}

double mean_counts(Scan const& scan) {
  return std::visit([&](auto const& counts) { return std::accumulate(counts.begin(), counts.end(), 0.0); },
                    scan.counts) /
         static_cast<double>(scan.frames);
}

TEST(SimulateScan, FramesAreIntensitiesByTheirDefinition) {
  auto const simulation = simulate(small_options());
  auto const& frames = std::get<std::vector<float>>(simulation.scan.counts);
  double const scale = *std::max_element(frames.begin(), frames.end());
  for (std::size_t const frame : {0U, 4U, 8U})
    for (std::size_t const pixel : {0U, 1U, 17U, 20U, 150U, 288U})
      EXPECT_NEAR(frames[frame * 289 + pixel], intensity(simulation, frame, pixel / 17, pixel % 17), 2e-7 * scale);
}

// The frame of a moving stage is the mean of frames at positions left and right of its middle.
TEST(SimulateScan, FramesOfAFlyScanAreMeansAlongTheRow) {
  auto options = small_options();
  options.fly = 0.5;
  auto const moving = simulate(options);
  std::size_t const pixels = options.detector * options.detector;
  auto const& counts = std::get<std::vector<float>>(moving.scan.counts);
  std::vector<float> sum(counts.size());
  constexpr int places = 60;  // probe positions along the motion, five times as many as in the simulation
  Transform const transform(options.detector);
  for (int place = 0; place < places; ++place) {
    auto moved = moving.beam;
    double const shift = options.fly * moving.step_px * ((place + 0.5) / places - 0.5);
    for (std::size_t m = 0; m < moved.probe.modes; ++m)
      for (std::size_t i = 0; i < pixels; ++i)
        moved.probe.values[m * pixels + i] =
            interpolated(moving.beam.probe.values.data() + m * pixels, options.detector, double(i / options.detector),
                         double(i % options.detector) - shift);
    auto const part = expected_intensities(moving.phantom.object, moved, moving.placement, transform);
    for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += part[i] / places;
  }
  double difference = 0;
  double total = 0;
  double unmoved_difference = 0;
  auto const unmoved = expected_intensities(moving.phantom.object, moving.beam, moving.placement, transform);
  for (std::size_t i = 0; i < sum.size(); ++i) {
    difference += std::abs(static_cast<double>(counts[i] - sum[i]));
    unmoved_difference += std::abs(static_cast<double>(unmoved[i] - sum[i]));
    total += static_cast<double>(sum[i]);
  }
  EXPECT_LT(difference, 0.01 * total);
  EXPECT_GT(unmoved_difference, 10 * difference);
}

TEST(SimulateScan, CountsHaveTheGivenMean) {
  auto options = small_options();
  EXPECT_NEAR(mean_counts(simulate(options).scan), 1e6, 1);
  options.photons = 5000;
  EXPECT_NEAR(mean_counts(simulate(options).scan), 5000, 5 * std::sqrt(5000.0 / 9));
}

TEST(SimulateScan, CountsHaveTheSmallestIntegerTypeThatHoldsThem) {
  auto options = small_options();
  options.photons = 1e4;
  EXPECT_TRUE(std::holds_alternative<std::vector<std::uint16_t>>(simulate(options).scan.counts));
  options.photons = 1e8;
  EXPECT_TRUE(std::holds_alternative<std::vector<std::uint32_t>>(simulate(options).scan.counts));
}

TEST(SimulateScan, ASeedReproducesTheScan) {
  auto options = small_options();
  options.photons = 1e5;
  options.dead_pixels = 0.05;
  auto const first = simulate(options);
  auto const again = simulate(options);
  EXPECT_EQ(first.scan.counts, again.scan.counts);
  EXPECT_EQ(first.mask, again.mask);
  options.seed = 1;
  auto const other = simulate(options);
  EXPECT_NE(first.scan.counts, other.scan.counts);
  EXPECT_NE(first.mask, other.mask);
}

TEST(SimulateScan, MaskedPixelsHaveNoCountsAndTheirBits) {
  Options options;
  options.detector = 64;
  options.frames = 4;
  options.dead_pixels = 0.02;
  options.beam_stop_px = 6;
  options.module_gap_px = 2;
  auto const simulation = simulate(options);
  auto const count_with = [&](MaskBit bit) {
    return std::count_if(simulation.mask.begin(), simulation.mask.end(),
                         [bit](auto bits) { return (bits & static_cast<std::uint32_t>(bit)) != 0; });
  };
  EXPECT_EQ(count_with(MaskBit::missing), 2 * 2 * 64 - 4);
  EXPECT_EQ(count_with(MaskBit::shadowed), 25);  // pixels closer than 3 to the centre
  EXPECT_NEAR(static_cast<double>(count_with(MaskBit::dead)), 82, 5 * 9);
  EXPECT_EQ(simulation.mask[32 * 64 + 32], static_cast<std::uint32_t>(MaskBit::shadowed));
  EXPECT_EQ(simulation.scan.measured[0], 0);  // the same pixel with the zero frequency in the corner
  auto const& counts = std::get<std::vector<std::uint16_t>>(simulation.scan.counts);
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (simulation.scan.measured[i % 4096] == 0) {
      EXPECT_EQ(counts[i], 0);
    }
  }
}

TEST(SimulateScan, GeometryFollowsFromDistanceOrObjectPixel) {
  Options options;
  auto const given = make_geometry(options);
  EXPECT_NEAR(given.wavelength_m, 1.549802e-10, 1e-16);
  EXPECT_NEAR(given.pixel_m, given.wavelength_m * 2 / (128 * 75e-6), 1e-18);
  options.object_pixel_m = 10e-9;
  EXPECT_NEAR(make_geometry(options).pixel_m, 10e-9, 1e-18);
  EXPECT_NEAR(make_geometry(options).distance_m, 10e-9 * 128 * 75e-6 / given.wavelength_m, 1e-9);
}

TEST(SimulateScan, StepFollowsFromOverlapOrLength) {
  auto options = small_options();
  options.overlap = 0.8;
  auto const from_overlap = simulate(options);
  EXPECT_NEAR(from_overlap.step_px, 0.2 * from_overlap.beam.diameter_px, 1e-12);
  options.step_m = 3 * from_overlap.geometry.pixel_m;
  EXPECT_NEAR(simulate(options).step_px, 3, 1e-12);
}

TEST(SimulateScan, RefusesWrongOptions) {
  auto const refused = [](auto change) {
    auto options = small_options();
    change(options);
    EXPECT_THROW(simulate(options), InputError);
  };
  refused([](Options& o) { o.detector = 3; });
  refused([](Options& o) { o.frames = 0; });
  refused([](Options& o) { o.photons = -1; });
  refused([](Options& o) { o.photons = std::nan(""); });
  refused([](Options& o) { o.photons = 1e-9; });
  refused([](Options& o) { o.overlap = 1; });
  refused([](Options& o) { o.fly = 1.5; });
  refused([](Options& o) {
    o.fly = 0.5;
    o.pattern = Pattern::spiral;
  });
  refused([](Options& o) { o.modes = 0; });
  refused([](Options& o) { o.step_m = 9e-3; });
  refused([](Options& o) { o.distance_m = o.object_pixel_m = 1e-3; });
}

}  // namespace
}  // namespace ptyger::simulation
