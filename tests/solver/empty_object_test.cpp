#include "solver/empty_object.hpp"

#include <gmock/gmock.h>

#include <cmath>

#include "ptyger/error.hpp"
#include "ptyger/reconstruct.hpp"
#include "tests/hdf5/temporary_folder.hpp"
#include "tests/support/simulated_scan.hpp"

namespace ptyger::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;

// A probe of one bright pixel, whose far field is the same everywhere: 4 x 4 pixels, two frames.
Scan flat_scan() {
  Scan scan;
  scan.frames = 2;
  scan.detector = 4;
  scan.measured.assign(16, 1);
  scan.counts = std::vector<float>(32, 4);
  scan.probe = {1, 4, std::vector<std::complex<double>>(16)};
  scan.probe.values[10] = 7;  // its scale does not count
  return scan;
}

TEST(EmptyObject, ExplainsFramesOfTheProbeAlone) {
  auto const scan = flat_scan();
  EXPECT_NEAR(solver::empty_object_nrmse(scan, scan.probe), 0, 1e-7);
}

TEST(EmptyObject, HasTheMisfitOfTheMeanCounts) {
  auto scan = flat_scan();
  auto& counts = std::get<std::vector<float>>(scan.counts);
  for (std::size_t i = 0; i < 16; ++i) counts[i] = 1;  // the first frame; mean of both: 2.5
  double const squares = 16 * std::pow(std::sqrt(2.5) - 1, 2) + 16 * std::pow(std::sqrt(2.5) - 2, 2);
  EXPECT_NEAR(solver::empty_object_nrmse(scan, scan.probe), std::sqrt(squares / (16 + 64)), 1e-9);
}

TEST(EmptyObject, LeavesOutWhatWasNotMeasured) {
  auto scan = flat_scan();
  auto& counts = std::get<std::vector<float>>(scan.counts);
  counts[3] = -1;  // in one frame
  counts[5] = counts[16 + 5] = 1e6;
  scan.measured[5] = 0;
  EXPECT_NEAR(solver::empty_object_nrmse(scan, scan.probe), 0, 1e-7);
}

TEST(EmptyObject, AProbeWithoutPowerPredictsNothing) {
  auto scan = flat_scan();
  scan.probe.values[10] = 0;
  EXPECT_EQ(solver::empty_object_nrmse(scan, scan.probe), 1);
}

Result result_of(double nrmse, double empty_nrmse) {
  Result result;
  result.complete = true;
  result.nrmse = nrmse;
  result.empty_nrmse = empty_nrmse;
  return result;
}

TEST(EmptyObject, WorseImagesAreNamed) {
  EXPECT_EQ(solver::worse_than_empty(result_of(0.5, 0)), "") << "an unknown misfit of the empty object says nothing";
  EXPECT_EQ(solver::worse_than_empty(result_of(0.5, 0.6)), "");
  EXPECT_THAT(solver::worse_than_empty(result_of(0.7, 0.6)), AllOf(HasSubstr("NRMSE 0.7"), HasSubstr("(0.6)")));
  EXPECT_NE(solver::worse_than_empty(result_of(std::nan(""), 0.6)), "");
}

// From an object of zeros no step lowers the misfit, which is 1.
class StuckRun : public testing::Test {
 protected:
  StuckRun() {
    options.start_epochs = 0;
    options.recover_probe = false;
    options.devices.count = 1;
    auto place = options;
    place.iterations = 0;
    options.initial_object = reconstruct(scan, place).object;
    for (auto& value : options.initial_object.values) value = 0;
  }
  Scan const scan = simulated_scan();
  Options options;
};

TEST_F(StuckRun, IsAnErrorWhereItEndsByItself) {
  EXPECT_THAT(message_of<InputError>([&] { reconstruct(scan, options); }),
              AllOf(HasSubstr("than an empty object does"), HasSubstr("--iterations N")));
}

TEST_F(StuckRun, IsAResultAfterTheIterationsAskedFor) {
  options.iterations = 2;
  auto const result = reconstruct(scan, options);
  EXPECT_NEAR(result.nrmse, 1, 1e-3);
  EXPECT_LT(result.empty_nrmse, 0.9);
  EXPECT_NE(solver::worse_than_empty(result), "");
}

TEST(EmptyObject, IsWorseThanTheImagesOfAGoodRun) {
  Options options;
  options.iterations = 5;
  auto const result = reconstruct(simulated_scan(), options);
  EXPECT_GT(result.empty_nrmse, 2 * result.nrmse);
  EXPECT_EQ(solver::worse_than_empty(result), "");
}

}  // namespace
}  // namespace ptyger::test
