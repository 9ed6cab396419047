#include "inspect/wild_frames.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/random.hpp"
#include "ptyger/read_scan.hpp"
#include "tests/support/simulated_scan.hpp"

namespace ptyger {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Scan clean_scan(double photons) {
  auto options = test::simulation_of(60, 0.7);
  options.photons = photons;
  return test::simulated(options).scan;
}

std::vector<std::size_t> wild_frames_of(Scan const& scan) {
  return inspect::find_wild_frames(scan, read::add_up(scan));
}

/// Replaces a frame by change(pixel, count).
template <class Change>
void change_frame(Scan& scan, std::size_t frame, Change const& change) {
  std::visit(
      [&](auto& counts) {
        using Count = typename std::decay_t<decltype(counts)>::value_type;
        std::size_t const pixels = scan.measured.size();
        for (std::size_t pixel = 0; pixel < pixels; ++pixel) {
          auto& count = counts[frame * pixels + pixel];
          count = static_cast<Count>(change(pixel, static_cast<double>(count)));
        }
      },
      scan.counts);
}

TEST(WildFrames, AreNotInACleanScan) {
  for (double const photons : {1e6, 1e4, 300.0}) EXPECT_THAT(wild_frames_of(clean_scan(photons)), IsEmpty()) << photons;
  for (char const* file : {"siemens_star.cxi", "pynx_data.cxi"})
    EXPECT_THAT(wild_frames_of(read_scan({std::string(PTYGER_TEST_DATA "/") + file})), IsEmpty()) << file;
  std::string const rotavirus = PTYGER_TEST_DATA "/rotavirus_16x16_";
  EXPECT_THAT(wild_frames_of(read_scan({rotavirus + "dp.hdf5", rotavirus + "para.hdf5"})), IsEmpty());
}

TEST(WildFrames, HaveManyTimesTheCounts) {
  auto scan = clean_scan(1e4);
  for (std::size_t const frame : {std::size_t{7}, std::size_t{30}})
    change_frame(scan, frame, [](auto, double count) { return 20 * count; });
  EXPECT_THAT(wild_frames_of(scan), ElementsAre(7, 30));
}

TEST(WildFrames, HaveAPatternUnlikeTheOthers) {
  auto scan = clean_scan(1e5);
  core::Random random(3);
  change_frame(scan, 12, [&](auto, double) { return 2e5 / 4096 * static_cast<double>(random.next() % 1000) / 1000; });
  EXPECT_THAT(wild_frames_of(scan), ElementsAre(12));
}

}  // namespace
}  // namespace ptyger
