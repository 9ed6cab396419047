// Scans whose detector sums up, blurs, or cuts off the patterns, reconstructed with and without the option that says
// so.
#include <gmock/gmock.h>

#include <cmath>

#include "hdf5/input_file.hpp"
#include "tests/app/run_program.hpp"
#include "tests/hdf5/temporary_folder.hpp"

namespace ptyger::test {
namespace {

using Words = std::vector<std::string>;

constexpr char const* counts_name = "/entry_1/instrument_1/detector_1/data";
constexpr double photons = 3e5;  // a frame

class DetectorResponseRun : public testing::Test {
 protected:
  /// Simulates a scan, and the same scan without noise. Returns the misfit of the truth in the middle `crop` x `crop`
  /// pixels; 0: in all.
  double simulate(Words const& more, std::size_t crop = 0) const {
    Words const common{"simulate", "--frames", "121", "--write-probe", "--positions", "integer"};
    auto const make = [&](std::string const& file, std::string const& dose) {
      auto words = common;
      words.insert(words.end(), {"-o", file, "--photons", dose});
      words.insert(words.end(), more.begin(), more.end());
      auto const run = run_program(words);
      EXPECT_EQ(run.exit_code, 0) << run.diagnostics;
      return hdf5::InputFile(file).dataset(counts_name).read<double>();
    };
    auto const counts = make(scan, std::to_string(photons));
    auto const expected = make(folder / "free.cxi", "0");  // on average a million counts a frame
    double squares = 0;
    double sum = 0;
    auto const n = hdf5::InputFile(scan).dataset(counts_name).shape().back();
    auto const is_kept = [&](std::size_t i) { return crop == 0 || (i >= (n - crop) / 2 && i < (n + crop) / 2); };
    for (std::size_t i = 0; i < counts.size(); ++i) {
      if (!is_kept(i % n) || !is_kept(i / n % n)) continue;
      squares += std::pow(std::sqrt(expected[i] * photons / 1e6) - std::sqrt(counts[i]), 2);
      sum += counts[i];
    }
    return std::sqrt(squares / sum);
  }

  /// The misfit that a run ends with. frames: what it says of them.
  double misfit(Words const& more, std::string const& frames = "") const {
    Words words{"reconstruct", scan,         "-o",          folder / "r.h5", "--iterations",
                "100",         "--no-check", "--sampling",  "nearest",       "--probe-modes",
                "1",           "--smooth",   "0",           "--positions",   "fixed",
                "--noise",     "gaussian",   "--overwrite", "--devices",     "2"};
    words.insert(words.end(), more.begin(), more.end());
    auto const run = run_program(words);
    EXPECT_EQ(run.exit_code, 0) << run.diagnostics;
    EXPECT_THAT(run.output, testing::HasSubstr(frames));
    std::string const before = "NRMSE ";
    return std::stod(run.output.substr(run.output.find(before) + before.size()));
  }

  TemporaryFolder folder;
  std::string const scan = folder / "scan.cxi";
};

TEST_F(DetectorResponseRun, LargePixelsReachTheNoise) {
  double const floor = simulate({"--detector", "32", "--upsample", "2"});
  EXPECT_LT(
      misfit({"--upsample", "2"}, "121 of 32 x 32 pixels, 16-bit integers, each the sum over 2 x 2 computed pixels\n"),
      1.05 * floor);
  EXPECT_GT(misfit({}), 1.3 * floor);
}

TEST_F(DetectorResponseRun, BlurredPatternsReachTheNoise) {
  double const floor = simulate({"--detector", "48", "--blur", "0.8"});
  EXPECT_LT(misfit({"--blur", "0.8"}), 1.05 * floor);
  EXPECT_GT(misfit({}), 1.3 * floor);
}

TEST_F(DetectorResponseRun, PatternsThatTheDetectorCutsOffReachTheNoise) {
  double const floor = simulate({"--detector", "64"}, 32);
  EXPECT_LT(misfit({"--crop", "32", "--pad", "64"}), 1.05 * floor);
  EXPECT_GT(misfit({"--crop", "32"}), 1.3 * floor);
}

}  // namespace
}  // namespace ptyger::test
