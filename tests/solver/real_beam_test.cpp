#include <gtest/gtest.h>

#include <cmath>

#include "ptyger/reconstruct.hpp"
#include "simulation/frames.hpp"
#include "tests/support/correlation.hpp"
#include "tests/support/simulated_scan.hpp"
#include "update/probe_modes.hpp"

// Scans with the faults of real beams and stages: with the option for a fault, the reconstruction is closer to the
// truth than without it, by a factor.

namespace ptyger {
namespace {

simulation::Options small_scan() {
  return test::simulation_of(144);
}

simulation::Simulation simulated(simulation::Options const& options) {
  return test::simulated_with_wrong_probe(options, 1.1);
}

Options solver_options(int iterations) {
  Options options;
  options.sampling = Sampling::fourier;
  options.iterations = iterations;
  return options;
}

// 1 minus the correlation of the reconstruction with the true object.
double distance(simulation::Simulation const& made, Options const& options) {
  return 1 - test::correlation(reconstruct(made.scan, options), made.phantom.object);
}

// 500 photons a frame are 0.1 counts a pixel. Measured errors without and with smoothness: 0.146 and 0.104 with the
// true probe, 0.165 and 0.126 when the probe is recovered.
TEST(Smoothness, BringsAScanOfLowDoseCloserToTheTruth) {
  auto options = small_scan();
  options.photons = 500;
  auto made = simulated(options);
  auto solver = solver_options(30);
  solver.noise = Noise::poisson;
  for (bool const recovered : {true, false}) {
    if (!recovered) made.scan.probe = made.beam.probe;
    solver.recover_probe = recovered;
    solver.smoothness = 0;
    double const without = distance(made, solver);
    solver.smoothness = 1;
    EXPECT_LT(distance(made, solver), without / (recovered ? 1.2 : 1.3)) << without;
  }
}

// The effect of a weight does not depend on the dose or on the number of frames, shown with scans without noise.
TEST(Smoothness, MeansTheSameAtAnyDose) {
  auto options = small_scan();
  options.photons = 0;
  auto made = simulated(options);
  auto solver = solver_options(4);
  solver.smoothness = 0.3;
  solver.edge_threshold = 0.05;
  auto const one = reconstruct(made.scan, solver);
  for (auto& count : std::get<std::vector<float>>(made.scan.counts)) count *= 64;
  auto const more = reconstruct(made.scan, solver);
  EXPECT_NEAR(more.nrmse, one.nrmse, 2e-3 * one.nrmse);
  solver.smoothness = 0;
  EXPECT_LT(reconstruct(made.scan, solver).nrmse, 0.9 * one.nrmse);
}

TEST(Smoothness, TheObjectiveFallsWithEveryStrategyAndScheme) {
  auto options = small_scan();
  options.photons = 2000;
  auto const made = simulated(options);
  std::vector<double> final_objectives;
  for (auto const memory : {MemoryStrategy::recompute, MemoryStrategy::carried, MemoryStrategy::coefficients})
    for (auto const scheme : {Scheme::joint, Scheme::alternating}) {
      auto solver = solver_options(6);
      solver.precision = Precision::full;
      solver.smoothness = 0.3;
      solver.edge_threshold = 0.05;
      solver.memory = memory;
      solver.scheme = scheme;
      solver.start_epochs = 0;
      auto const result = reconstruct(made.scan, solver);
      for (std::size_t i = 1; i < result.history.size(); ++i)
        EXPECT_LE(result.history[i].objective, result.history[i - 1].objective) << i;
      if (scheme == Scheme::joint) final_objectives.push_back(result.history.back().objective);
    }
  for (double const objective : final_objectives)
    EXPECT_NEAR(objective, final_objectives.front(), 1e-6 * final_objectives.front());
}

// The beam of an extended source: an incoherent sum of beams that are shifted by a Gaussian of `sigma` pixels.
ProbeModes blurred(ProbeModes const& beam, int sigma) {
  ProbeModes result{0, beam.size, {}};
  auto const n = static_cast<int>(beam.size);
  int const reach = 3 * sigma;
  for (int row = -reach; row <= reach; ++row)
    for (int col = -reach; col <= reach; ++col, ++result.modes) {
      double const weight = std::exp(-double(row * row + col * col) / (4 * sigma * sigma));
      for (int i = 0; i < n * n; ++i) {
        int const from = (i / n + row + n) % n * n + (i % n + col + n) % n;
        result.values.push_back(weight * beam.values[static_cast<std::size_t>(from)]);
      }
    }
  update::scale_to_power(result, update::power(beam));
  return result;
}

// Measured errors: 0.19 with one mode, 0.10 with six modes that begin as shifts, 0.17 as Hermite functions.
TEST(PartialCoherence, NeedsModesThatBeginAsShifts) {
  auto made = simulated(small_scan());
  simulation::Transform const transform(made.scan.detector);
  auto beam = made.beam;
  beam.probe = blurred(made.beam.probe, 2);
  auto const expected = simulation::expected_intensities(made.phantom.object, beam, made.placement, transform);
  simulation::Random random(1, simulation::Purpose::counts);
  made.scan.counts = simulation::draw_counts(expected, random);
  auto solver = solver_options(20);
  auto const one = reconstruct(made.scan, solver);
  double const without = 1 - test::correlation(one, made.phantom.object);
  solver.probe_modes = 6;
  solver.mode_start = ModeStart::shifts;
  auto const six = reconstruct(made.scan, solver);
  EXPECT_LT(1 - test::correlation(six, made.phantom.object), without / 1.6) << without;
  EXPECT_LT(six.nrmse, 0.62 * one.nrmse);
  solver.mode_start = ModeStart::hermite;
  EXPECT_LT(six.nrmse, 0.95 * reconstruct(made.scan, solver).nrmse);
}

// The stage moves by a whole step during an exposure. Measured errors: 0.23 with one mode, 0.24 with three modes that
// begin as Hermite functions, 0.024 with three modes of a moving beam.
TEST(FlyScan, NeedsModesOfAMovingBeam) {
  auto options = small_scan();
  options.overlap = 0.6;
  options.jitter = 0.1;
  options.fly = 1;
  auto const made = simulated(options);
  auto solver = solver_options(20);
  double const one = distance(made, solver);
  solver.probe_modes = 3;
  double const three = distance(made, solver);
  solver.fly.fraction = 1;
  double const moving = distance(made, solver);
  EXPECT_LT(moving, 0.04);
  EXPECT_LT(moving, one / 4) << one;
  EXPECT_LT(moving, three / 4) << three;
}

/// ||sqrt I - sqrt d|| / ||sqrt d|| of the true images, which the noise leaves.
double noise_floor(simulation::Simulation const& made) {
  simulation::Transform const transform(made.scan.detector);
  auto const expected = simulation::expected_intensities(made.phantom.object, made.beam, made.placement, transform,
                                                         {.changes = made.changes});
  auto const& counts = std::get<std::vector<std::uint16_t>>(made.scan.counts);
  double squares = 0;
  double total = 0;
  double photons = 0;
  for (float const value : expected) photons += static_cast<double>(value);
  for (auto const count : counts) total += count;
  for (std::size_t i = 0; i < counts.size(); ++i)
    squares += std::pow(std::sqrt(static_cast<double>(expected[i]) * total / photons) - std::sqrt(counts[i]), 2);
  return std::sqrt(squares / total);
}

// Measured ratios to the floor: 3.5 without, 1.13 with two and 1.05 with four variation probes.
TEST(DriftingBeam, NeedsAVariableProbe) {
  simulation::Options beam;
  beam.detector = 48;
  beam.frames = 289;
  beam.positions = simulation::Positions::integer;
  beam.sample = simulation::Sample::cells;
  beam.probe = simulation::ProbeKind::disc;
  beam.aperture = 0.32;
  beam.step_m = 3.4e-7;
  beam.photons = 62500;
  beam.beam_drift = 1.6;
  beam.beam_jitter = 0.5;
  beam.beam_tilt = 0.6;
  beam.flicker = 0.25;
  auto const made = test::simulated(beam);
  double const floor = noise_floor(made);
  Options solver;
  solver.sampling = Sampling::nearest;
  solver.iterations = 60;
  auto const ratio = [&](std::size_t variation) {
    solver.probe_variation = variation;
    return reconstruct(made.scan, solver).nrmse / floor;
  };
  EXPECT_GT(ratio(0), 2.5);
  EXPECT_LT(ratio(2), 1.31);
  EXPECT_LT(ratio(4), 1.08);
}

}  // namespace
}  // namespace ptyger
