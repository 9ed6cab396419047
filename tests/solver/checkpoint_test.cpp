#include "ptyger/checkpoint.hpp"

#include <gmock/gmock.h>

#include <algorithm>

#include "checkpoint/checkpoint_file.hpp"
#include "tests/hdf5/temporary_folder.hpp"
#include "tests/support/checkpoint_collector.hpp"
#include "tests/support/same_bits.hpp"
#include "tests/support/simulated_scan.hpp"
#include "tests/support/small_scan.hpp"
#include "tests/support/star.hpp"
#include "tests/support/usable_devices.hpp"

namespace ptyger::test {
namespace {

constexpr int iterations = 8;

struct Case {
  int devices = 1;
  Partition partition = Partition::tiled;
  Precision precision = Precision::single;
  Scheme scheme = Scheme::joint;
  Noise noise = Noise::gaussian;
  std::size_t modes = 1;
  MemoryStrategy memory = MemoryStrategy::recompute;
  Rule rule = Rule::prp;
  Sampling sampling = Sampling::bilinear;
  int start_epochs = 2;
  bool ruled = false;  ///< the stopping rule ends the run
  bool streamed = false;
  bool refine = false;
  bool noisy = false;  ///< the fit follows the noise, so that the result has the images of an earlier iteration
  std::size_t variation = 0;
  bool near_field = false;
};

std::string name_of(Case const& c) {
  static constexpr char const* strategies[] = {"", "_carried", "_coefficients", ""};
  static constexpr char const* rules[] = {"_prp", "_hz", "_dy", "_reference"};
  static constexpr char const* samplings[] = {"_nearest", "", "_fourier"};
  return std::to_string(c.devices) + (c.partition == Partition::tiled ? "_tiled" : "_replicated") +
         (c.precision == Precision::single ? "_single" : "_double") +
         (c.scheme == Scheme::alternating ? "_alternating" : "") + (c.noise == Noise::poisson ? "_poisson" : "") + "_" +
         std::to_string(c.modes) + strategies[static_cast<std::size_t>(c.memory)] +
         rules[static_cast<std::size_t>(c.rule)] + samplings[static_cast<std::size_t>(c.sampling)] +
         (c.start_epochs > 0 ? "" : "_cold") + (c.ruled ? "_ruled" : "") + (c.streamed ? "_streamed" : "") +
         (c.refine ? "_refined" : "") + (c.noisy ? "_noisy" : "") + (c.variation > 0 ? "_varying" : "") +
         (c.near_field ? "_near_field" : "");
}

void PrintTo(Case const& c, std::ostream* out) {
  *out << name_of(c);
}

std::vector<Case> all_cases() {
  std::vector<Case> cases;
  // Every pair of values of partition, precision and scheme for each number of devices; one device has no partition.
  for (int const devices : {1, 2, 3})
    for (auto const precision : {Precision::single, Precision::full})
      for (auto const scheme : {Scheme::joint, Scheme::alternating}) {
        bool const tiled =
            devices == 1 || ((precision == Precision::single) == (scheme == Scheme::joint)) == (devices == 2);
        cases.push_back({devices, tiled ? Partition::tiled : Partition::replicated, precision, scheme});
      }
  for (int const devices : {1, 3})
    for (auto const noise : {Noise::gaussian, Noise::poisson})
      for (auto const memory : {MemoryStrategy::recompute, MemoryStrategy::coefficients})
        cases.push_back({.devices = devices, .noise = noise, .modes = 3, .memory = memory, .start_epochs = 0});
  cases.push_back({.devices = 2, .partition = Partition::replicated, .noise = Noise::poisson, .modes = 3});
  cases.push_back({.devices = 2, .rule = Rule::hz, .sampling = Sampling::fourier});
  cases.push_back({.devices = 3, .partition = Partition::replicated, .rule = Rule::dy, .sampling = Sampling::fourier});
  cases.push_back(
      {.devices = 2, .scheme = Scheme::alternating, .rule = Rule::reference, .sampling = Sampling::nearest});
  cases.push_back({.devices = 1, .ruled = true});
  cases.push_back({.devices = 2, .scheme = Scheme::alternating, .modes = 3, .ruled = true});
  cases.push_back({.devices = 1, .ruled = true, .noisy = true});
  cases.push_back({.devices = 2, .ruled = true, .refine = true, .noisy = true});
  cases.push_back({.devices = 2, .streamed = true});
  cases.push_back({.devices = 2, .refine = true});
  cases.push_back({.devices = 2, .modes = 2, .variation = 2});
  cases.push_back({.devices = 1,
                   .precision = Precision::full,
                   .sampling = Sampling::fourier,
                   .ruled = true,
                   .refine = true,
                   .noisy = true,
                   .variation = 1});
  cases.push_back({.devices = 1, .precision = Precision::full, .sampling = Sampling::fourier, .refine = true});
  cases.push_back({.devices = 1, .near_field = true});
  cases.push_back({.devices = 2, .sampling = Sampling::fourier, .refine = true, .near_field = true});
  return cases;
}

Options options_of(Case const& c) {
  auto options = star_options(c.start_epochs, iterations);
  if (c.ruled) options.iterations.reset();
  options.precision = c.precision;
  options.scheme = c.scheme;
  options.noise = c.noise;
  options.probe_modes = c.modes;
  options.memory = c.memory;
  options.rule = c.rule;
  options.sampling = c.sampling;
  options.devices.count = c.devices;
  options.devices.partition = c.partition;
  options.devices.deterministic = true;
  options.refine = {c.refine, c.refine, c.refine, 3};
  options.probe_variation = c.variation;
  if (c.streamed) options.devices.streaming = true;
  return options;
}

/// A scan with 0.04 counts a pixel.
Scan noisy_scan() {
  auto options = simulation_of(90);
  options.detector = 34;
  options.photons = 50;
  return simulated(options).scan;
}

class CheckpointTest : public testing::TestWithParam<Case> {
 protected:
  void SetUp() override { PTYGER_NEEDS_DEVICES(GetParam().devices); }

  Scan scan_ = GetParam().noisy ? noisy_scan() : GetParam().near_field ? simulated_near_field() : simulated_scan();
  Options options_ = options_of(GetParam());
};

INSTANTIATE_TEST_SUITE_P(Resume, CheckpointTest, testing::ValuesIn(all_cases()),
                         [](auto const& test) { return name_of(test.param); });

TEST_P(CheckpointTest, AResumedRunHasTheSameBits) {
  TemporaryFolder const folder;
  auto const whole = reconstruct(scan_, options_);
  if (GetParam().noisy) {
    EXPECT_THAT(whole.stop_reason, testing::HasSubstr("these are the images of iteration"));
    EXPECT_LT(whole.kept_iteration, whole.history.back().iteration);
    EXPECT_GT(whole.kept_iteration, 0);
  }
  CheckpointCollector collector;
  EXPECT_TRUE(same_bits(reconstruct(scan_, options_, collector.observer), whole)) << "making checkpoints changes it";
  auto const made = cg_records(whole).size();
  ASSERT_EQ(collector.collected.size(), made);
  auto const middle = std::max<std::size_t>(5, made / 2);  // half of a long run: resuming earlier takes longer
  for (std::size_t const after : {std::size_t{1}, middle, made - 1, made}) {
    SCOPED_TRACE(after);
    auto const& checkpoint = collector.collected[after - 1];
    EXPECT_EQ(checkpoint.iteration, static_cast<int>(after));
    checkpoint::write_checkpoint(folder / "c.h5", checkpoint, "key", GetParam().precision);
    CheckpointCollector again;
    EXPECT_TRUE(same_bits(resumed(scan_, options_, checkpoint::read_checkpoint(folder / "c.h5", "key"), again.observer),
                          whole));
    ASSERT_EQ(again.collected.size(), made - after);
    for (std::size_t i = 0; i < again.collected.size(); ++i) {
      EXPECT_EQ(again.collected[i].estimate, collector.collected[after + i].estimate);
      EXPECT_EQ(again.collected[i].sequences, collector.collected[after + i].sequences);
      EXPECT_EQ(again.collected[i].transformed, collector.collected[after + i].transformed);
    }
  }
}

TEST_P(CheckpointTest, AnInterruptedRunMakesOne) {
  auto const whole = reconstruct(scan_, options_);
  std::vector<Checkpoint> checkpoints_made;
  Observer observer;
  int last_iteration = 0;
  observer.on_record = [&](HistoryRecord const& record) {
    last_iteration = record.phase == Phase::cg ? record.iteration : 0;
  };
  observer.stop_requested = [&] { return last_iteration == 3; };
  observer.on_checkpoint = [&](Checkpoint const& checkpoint) { checkpoints_made.push_back(checkpoint); };
  auto const stopped = reconstruct(scan_, options_, observer);
  EXPECT_FALSE(stopped.complete);
  ASSERT_EQ(checkpoints_made.size(), 1U);
  EXPECT_EQ(checkpoints_made.front().iteration, 3);
  EXPECT_TRUE(same_bits(resumed(scan_, options_, checkpoints_made.front()), whole));
}

TEST(Checkpoint, AnotherNumberOfDevicesDiffersByRounding) {
  PTYGER_NEEDS_DEVICES(5);
  auto const scan = simulated_scan();
  auto options = options_of({.devices = 2, .precision = Precision::full, .modes = 3});
  auto const whole = reconstruct(scan, options);
  auto const from = checkpoints(scan, options)[3];
  for (auto const partition : {Partition::tiled, Partition::replicated})
    for (int const devices : {1, 2, 3, 5}) {
      options.devices.count = devices;
      options.devices.partition = partition;
      auto const found = resumed(scan, options, from);
      EXPECT_LT(relative_distance(found.object.values, whole.object.values), 1e-11) << devices;
      EXPECT_LT(relative_distance(found.probe.values, whole.probe.values), 1e-11) << devices;
      EXPECT_EQ(found.history.size(), whole.history.size());
      EXPECT_EQ(found.history.back().transforms, whole.history.back().transforms);
    }
}

TEST(Checkpoint, CarriedFarFieldsDifferByRounding) {
  auto const scan = simulated_scan();
  auto const options = options_of({.precision = Precision::full, .memory = MemoryStrategy::carried});
  auto const found = resumed(scan, options, checkpoints(scan, options)[3]);
  EXPECT_LT(relative_distance(found.object.values, reconstruct(scan, options).object.values), 1e-11);
}

// A run that resumes with more iterations has the result of a run with that number of iterations.
TEST(Checkpoint, AResumedRunMayHaveMoreIterations) {
  PTYGER_NEEDS_DEVICES(2);
  auto const scan = simulated_scan();
  auto options = options_of({.devices = 2});
  auto const from = checkpoints(scan, options).back();
  options.iterations = iterations + 3;
  EXPECT_TRUE(same_bits(resumed(scan, options, from), reconstruct(scan, options)));
}

// 270 frames: only in large scans do the line searches evaluate another set of frames in each iteration.
TEST(Checkpoint, EveryMemberIsNeeded) {
  PTYGER_NEEDS_DEVICES(2);
  auto const scan = star_crop(270);
  auto const options = options_of({.devices = 2, .scheme = Scheme::alternating, .start_epochs = 0});
  auto const whole = reconstruct(scan, options);
  auto const all = checkpoints(scan, options);
  auto const& good = all[3];
  ASSERT_TRUE(same_bits(resumed(scan, options, good), whole));
  // A changed member of the checkpoint changes the result of the resumed run.
  auto const matters = [&](char const* what, auto const& change, Checkpoint changed) {
    change(changed);
    EXPECT_FALSE(same_bits(resumed(scan, options, changed), whole)) << what;
  };
  auto const scaled = [](CheckpointVector& vector) {
    for (auto& value : vector.object) value *= 1.25;
    for (auto& value : vector.probe) value *= 1.25;
  };
  matters(
      "estimate", [&](Checkpoint& c) { scaled(c.estimate); }, good);
  for (std::size_t i : {0U, 1U}) {
    matters(
        "direction", [&](Checkpoint& c) { c.sequences[i].direction = good.sequences[1 - i].direction; }, good);
    matters(
        "last gradient", [&](Checkpoint& c) { scaled(c.sequences[i].last_gradient); }, good);
    matters(
        "last preconditioned", [&](Checkpoint& c) { scaled(c.sequences[i].last_preconditioned); }, good);
    matters(
        "fresh", [&](Checkpoint& c) { c.sequences[i].fresh = true; }, good);
    matters(
        "moved", [&](Checkpoint& c) { c.sequences[i].moved_object = !c.sequences[i].moved_object; }, good);
    matters(
        "searches", [&](Checkpoint& c) { ++c.sequences[i].searches; }, good);
    matters(
        "last step", [&](Checkpoint& c) { c.sequences[i].last_step *= 1.5; }, good);
  }
  matters(
      "started", [&](Checkpoint& c) { c.started = true; }, all[0]);
  matters(
      "stuck", [&](Checkpoint& c) { c.stuck = true; }, good);
  matters(
      "transformed", [&](Checkpoint& c) { c.transformed += 1; }, good);
  matters(
      "history", [&](Checkpoint& c) { c.history.front().objective *= 2; }, good);
}

TEST(Checkpoint, ASearchAndAnInitialObjectAreNotRepeated) {
  PTYGER_NEEDS_DEVICES(2);
  auto const scan = simulated_scan();
  auto with_blind_probe = options_of({.devices = 2, .start_epochs = 1});
  with_blind_probe.probe_start = ProbeStart::blind;
  auto with_object = options_of({.devices = 2});
  with_object.start_epochs.reset();
  auto const placement = model::place_frames(scan, scan.probe.size);
  with_object.initial_object = {placement.rows, placement.cols, random_values(placement.rows * placement.cols, 0.1, 1)};
  for (auto& value : with_object.initial_object.values) value += 1.0;
  for (auto const& options : {with_blind_probe, with_object}) {
    auto const whole = reconstruct(scan, options);
    EXPECT_EQ(whole.search_transforms > 0, options.probe_start == ProbeStart::blind);
    auto const from = checkpoints(scan, options)[0];
    Observer observer;
    observer.on_record = [](HistoryRecord const& record) { EXPECT_EQ(record.phase, Phase::cg); };
    EXPECT_TRUE(same_bits(resumed(scan, options, from, observer), whole));
    auto other = options;
    other.initial_object = {};
    EXPECT_TRUE(same_bits(resumed(scan, other, from), whole));
  }
}

}  // namespace
}  // namespace ptyger::test
