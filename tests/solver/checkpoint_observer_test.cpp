#include <gmock/gmock.h>

#include "ptyger/error.hpp"
#include "tests/hdf5/temporary_folder.hpp"
#include "tests/support/checkpoint_collector.hpp"
#include "tests/support/simulated_scan.hpp"
#include "tests/support/star.hpp"
#include "tests/support/usable_devices.hpp"

namespace ptyger::test {
namespace {

using testing::HasSubstr;

constexpr int iterations = 8;

Options options_of(int devices) {
  auto options = star_options(2, iterations);
  options.devices.count = devices;
  options.devices.deterministic = true;
  return options;
}

TEST(Checkpoint, ARunThatStopsInTheStartMakesNone) {
  PTYGER_NEEDS_DEVICES(2);
  CheckpointCollector collector;
  collector.observer.stop_requested = [] { return true; };
  auto const stopped = reconstruct(simulated_scan(), options_of(2), collector.observer);
  EXPECT_FALSE(stopped.complete);
  EXPECT_EQ(stopped.history.size(), 1U);
  EXPECT_THAT(collector.collected, testing::IsEmpty());
}

TEST(Checkpoint, ObserverIsAskedOnceInEachIteration) {
  PTYGER_NEEDS_DEVICES(3);
  int asked = 0;
  std::vector<int> checkpointed;
  Observer observer;
  observer.checkpoint_due = [&] { return ++asked % 3 == 0; };
  observer.on_checkpoint = [&](Checkpoint const& checkpoint) { checkpointed.push_back(checkpoint.iteration); };
  reconstruct(simulated_scan(), options_of(3), observer);
  EXPECT_EQ(asked, iterations);
  EXPECT_THAT(checkpointed, testing::ElementsAre(3, 6));
}

TEST(Checkpoint, AnErrorOfTheObserverEndsTheRun) {
  PTYGER_NEEDS_DEVICES(3);
  Observer observer;
  observer.checkpoint_due = [] { return true; };
  observer.on_checkpoint = [](Checkpoint const&) { throw InputError("the disk is full"); };
  for (int const devices : {1, 3})
    EXPECT_THAT(message_of<InputError>([&] { reconstruct(simulated_scan(), options_of(devices), observer); }),
                HasSubstr("the disk is full"));
}

TEST(Checkpoint, ACheckpointOfAnotherRunIsRefused) {
  auto const scan = simulated_scan();
  auto const options = options_of(1);
  auto const good = checkpoints(scan, options)[1];
  auto const refusal = [&](auto const& change) {
    auto asked = options;
    auto from = good;
    change(asked, from);
    return message_of<InputError>([&] { resumed(scan, asked, from); });
  };
  EXPECT_THAT(refusal([](Options& o, Checkpoint&) { o.probe_modes = 3; }),
              HasSubstr("its probe has 1 mode, but this run has 3 modes"));
  EXPECT_THAT(refusal([](Options& o, Checkpoint&) { o.scheme = Scheme::alternating; }),
              HasSubstr("its scheme is joint, but this run has alternating"));
  EXPECT_THAT(refusal([](Options& o, Checkpoint&) { o.rule = Rule::hz; }), HasSubstr("its rule of directions is prp"));
  EXPECT_THAT(refusal([](Options& o, Checkpoint&) { o.noise = Noise::poisson; }), HasSubstr("gaussian"));
  EXPECT_THAT(refusal([](Options& o, Checkpoint&) { o.sampling = Sampling::fourier; }), HasSubstr("fourier"));
  EXPECT_THAT(refusal([](Options& o, Checkpoint&) { o.recover_probe = false; }), HasSubstr("the object alone"));
  EXPECT_THAT(refusal([](Options& o, Checkpoint&) { o.smoothness = 0.5; }),
              HasSubstr("its smoothness is 0, but this run has 0.5"));
  EXPECT_THAT(refusal([](Options& o, Checkpoint&) { o.edge_threshold = 0.1; }),
              HasSubstr("its edge threshold is 0, but this run has 0.1"));
  EXPECT_THAT(refusal([](Options& o, Checkpoint&) { o.constraints.unit_amplitude = 0.5; }),
              HasSubstr("its weight of the unit amplitude is 0, but this run has 0.5"));
  std::vector<std::uint8_t> const all(scan.probe.size * scan.probe.size, 1);
  EXPECT_THAT(refusal([&](Options& o, Checkpoint&) { o.constraints.probe_aperture = all; }),
              HasSubstr("the aperture of its probe"));
  EXPECT_THAT(refusal([&](Options& o, Checkpoint&) { o.constraints.probe_support = all; }),
              HasSubstr("the support of its probe"));
  EXPECT_THAT(refusal([](Options& o, Checkpoint&) { o.refine.brightness = o.refine.background = true; }),
              HasSubstr("of the scan is nothing, but this run has intensities and background"));
  EXPECT_THAT(refusal([](Options&, Checkpoint& c) { ++c.rows; }), HasSubstr("its object has"));
  EXPECT_THAT(refusal([](Options&, Checkpoint& c) { c.estimate.object.pop_back(); }), HasSubstr("values"));
  EXPECT_THAT(refusal([](Options&, Checkpoint& c) { c.sequences.clear(); }), HasSubstr("0 directions"));
  EXPECT_THAT(refusal([](Options&, Checkpoint& c) { c.history.pop_back(); }), HasSubstr("history"));
  EXPECT_THAT(refusal([](Options& o, Checkpoint&) { o.iterations = 3; }), HasSubstr("nothing was thrown"));
}

TEST(Checkpoint, HeldOutPixelsMustBeTheSame) {
  auto const scan = simulated_scan();
  auto options = options_of(1);
  options.iterations.reset();
  auto from = checkpoints(scan, options)[1];
  auto const refusal = [&](auto const& change) {
    auto asked = options;
    change(asked);
    return message_of<InputError>([&] { resumed(scan, asked, from); });
  };
  EXPECT_THAT(refusal([](Options& o) { o.hold_out = 0.02; }), HasSubstr("a share of 0.01 of the pixels"));
  auto const unchanged = from;
  from.best = from.estimate;
  from.best_corrections.frames.resize(1);
  EXPECT_THAT(refusal([](Options&) {}), HasSubstr("the corrections of its best images"));
  from = unchanged;
  EXPECT_THAT(refusal([](Options& o) { o.seed = 7; }),
              HasSubstr("but this run has a share of 0.01 of the pixels, drawn with the seed 7"));
  EXPECT_THAT(refusal([](Options& o) { o.iterations = 3; }), HasSubstr("nothing was thrown"));
  EXPECT_THAT(refusal([](Options& o) {
                o.hold_out = 0;
                o.iterations = 4;
              }),
              HasSubstr("nothing was thrown"));
}

}  // namespace
}  // namespace ptyger::test
