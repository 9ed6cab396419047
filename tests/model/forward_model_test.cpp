#include "model/forward_model.hpp"

#include <gtest/gtest.h>

#include <array>

#include "tests/reference/naive_model.hpp"
#include "tests/support/small_device.hpp"

namespace ptyger {
namespace {

using reference::Image;
using test::Host;
using test::SmallDevice;

std::string name_of(Sampling sampling) {
  return std::array{"nearest", "bilinear", "fourier"}[static_cast<std::size_t>(sampling)];
}

class ForwardModelTest : public testing::TestWithParam<Sampling> {};
INSTANTIATE_TEST_SUITE_P(Samplings, ForwardModelTest,
                         testing::Values(Sampling::nearest, Sampling::bilinear, Sampling::fourier),
                         [](auto const& test) { return name_of(test.param); });

// Far fields of all frames in the order of the device, [frame][mode][row][col].
template <class Real>
Image far_fields(SmallDevice<Real>& small) {
  auto& model = small.model;
  Image result;
  model.set_probe(small.estimate.probe, model::Slot::estimate);
  model.for_each_chunk(small.scan.all(), [&](model::FrameRange chunk, int) {
    auto const patch = model.patches(small.estimate.object, chunk);
    auto const probe = model.probe(chunk, model::Slot::estimate);
    auto const waves = model.waves(0);
    int const size = small.scan.detector;
    device::for_each_strip(small.device.exec, "form exit waves", device::Extent{chunk.count, size, size},
                           model::FormExitWaves<Host, Real>{probe, patch, waves, model.scales()});
    model.to_far_field(waves, chunk);
    for (int i = 0; i < chunk.count * model.modes() * size * size; ++i)
      result.push_back(device::converted<std::complex<double>>(waves.base[i]));
  });
  return result;
}

template <class Real>
Image expected_far_fields(test::SmallScan const& small, SmallDevice<Real> const& device, Sampling sampling) {
  reference::NaiveModel const naive(small.scan, small.placement, sampling);
  Image result;
  for (int const frame : device.order) {
    auto const field = naive.far_field(small.object, small.probe, static_cast<std::size_t>(frame));
    result.insert(result.end(), field.begin(), field.end());
  }
  return result;
}

// P = D and P < D, odd and even, one mode and several.
constexpr std::array<test::SmallScanSpec, 4> shapes{{{.detector = 9, .probe = 9},
                                                     {.detector = 15, .probe = 9, .modes = 3},
                                                     {.detector = 16, .probe = 10, .modes = 2},
                                                     {.detector = 12, .probe = 7}}};

TEST_P(ForwardModelTest, FarFieldsAreTheFormula) {
  for (auto const& spec : shapes) {
    SCOPED_TRACE(testing::Message() << spec.detector << ", probe " << spec.probe);
    auto const small = test::make_small_scan(spec);
    SmallDevice<double> full(small, GetParam());
    EXPECT_LT(test::relative_distance(far_fields(full), expected_far_fields(small, full, GetParam())), 1e-13);
    SmallDevice<float> single(small, GetParam());
    EXPECT_LT(test::relative_distance(far_fields(single), expected_far_fields(small, single, GetParam())), 1e-6);
  }
}

TEST_P(ForwardModelTest, ChunksOfAnySizeGiveTheSame) {
  auto const small = test::make_small_scan({.detector = 9, .probe = 7, .modes = 2});
  std::size_t const frame = 2 * 9 * 9 * sizeof(Complex<double>);
  SmallDevice<double> whole(small, GetParam());
  ASSERT_EQ(whole.model.chunk_frames(), 5);
  auto const expected = far_fields(whole);
  for (int const frames : {1, 2, 3}) {
    SmallDevice<double> device(small, GetParam(), static_cast<std::size_t>(frames) * frame);
    ASSERT_EQ(device.model.chunk_frames(), frames);
    EXPECT_LT(test::relative_distance(far_fields(device), expected), 1e-14);
  }
}

// <S psi, y> = <psi, S^T y> for the real images y of several frames at once.
TEST_P(ForwardModelTest, ScatterIsTheTransposeOfPatches) {
  auto const small = test::make_small_scan({.probe = 9, .seed = 3});
  SmallDevice<double> device(small, GetParam());
  auto& model = device.model;
  auto const chunk = device.scan.all();
  auto const seen = test::patches_of(device);
  auto const random = test::random_values(seen.size(), 1, 5);
  auto const images = make_view<Array1<Host, double>>(device.device, "images", static_cast<int>(seen.size()));
  std::complex<double> left = 0;
  for (std::size_t i = 0; i < seen.size(); ++i) left += seen[i] * (images.data()[i] = random[i].real());
  int const p = model.probe_size();
  model.scatter({images.data(), p, std::int64_t{p} * p, nullptr, chunk}, device.illumination.object, chunk);
  std::complex<double> right = 0;
  for (std::size_t i = 0; i < small.object.size(); ++i) right += small.object[i] * device.illumination.object.data()[i];
  EXPECT_LT(std::abs(left - right), 1e-12 * std::abs(left));
}

// The same for the shift of the probe, whose transpose sums over frames.
TEST(ForwardModelShiftTest, UnshiftingIsTheTransposeOfShifting) {
  for (std::size_t const probe : {std::size_t{9}, std::size_t{10}}) {
    auto const small = test::make_small_scan({.detector = 12, .probe = probe, .modes = 2});
    SmallDevice<double> device(small, Sampling::fourier, 2 * 2 * 12 * 12 * sizeof(Complex<double>));
    auto& model = device.model;
    model.set_probe(device.estimate.probe, model::Slot::estimate);
    Image seen;
    Image images;
    model.for_each_chunk(device.scan.all(), [&](model::FrameRange chunk, int number) {
      auto const rows = model.probe(chunk, model::Slot::estimate);
      auto const size = static_cast<std::size_t>(chunk.count) * small.probe.values.size();
      auto const values = test::random_values(size, 1, 11 + static_cast<std::uint64_t>(number));
      for (std::size_t i = 0; i < size; ++i) seen.push_back(device::converted<std::complex<double>>(rows.base[i]));
      images.insert(images.end(), values.begin(), values.end());
      auto* const residuals = model.unshifting();
      for (std::size_t i = 0; i < size; ++i) residuals[i] = values[i];
      model.add_unshifted(chunk);
    });
    model.finish_unshifted(device.gradient.probe);
    auto const left = test::inner(seen, images);
    auto const right = test::inner(small.probe.values, test::on_host(device.device, device.gradient.probe));
    EXPECT_LT(std::abs(left - right), 1e-12 * std::abs(left)) << probe;
  }
}

TEST(ForwardModelShiftTest, AProbeThatIsNotShiftedIsSharedByAllFrames) {
  auto const small = test::make_small_scan({});
  SmallDevice<double> device(small, Sampling::bilinear);
  device.model.set_probe(device.estimate.probe, model::Slot::direction);
  auto const rows = device.model.probe(device.scan.all(), model::Slot::direction);
  EXPECT_EQ(rows.row(0, 0, 3), rows.row(2, 0, 3));
  EXPECT_EQ(rows.base, device.estimate.probe.data());
}

TEST(DeviceScanTest, TotalsCountMeasuredPixelsOnly) {
  for (auto const type : {test::CountType::uint8, test::CountType::single}) {
    auto const small = test::make_small_scan({.counts = type, .masked = true});
    SmallDevice<double> const device(small, Sampling::nearest);
    double counts = 0;
    double amplitudes = 0;
    std::visit(
        [&](auto const& all) {
          for (std::size_t i = 0; i < all.size(); ++i)
            if (small.scan.measured[i % small.scan.measured.size()] != 0 && !(static_cast<double>(all[i]) < 0)) {
              counts += static_cast<double>(all[i]);
              amplitudes += std::sqrt(static_cast<double>(all[i]));
            }
        },
        small.scan.counts);
    EXPECT_NEAR(device.scan.total_counts, counts, 1e-12 * counts);
    EXPECT_NEAR(device.scan.total_amplitude, amplitudes, 1e-12 * amplitudes);
  }
}

TEST(FrameRangeTest, IsConsecutiveWithoutAList) {
  model::FrameRange const all{.first = 0, .count = 11};
  EXPECT_EQ(all(4), 4);
  auto const end = all.part(9, 5);
  EXPECT_EQ(end.count, 2);
  EXPECT_EQ(end(1), 10);
  for (int frame = -1; frame < 12; ++frame) EXPECT_EQ(end.contains(frame), frame == 9 || frame == 10) << frame;
}

// A device that has some frames of a scan: subset 2 of 3 are those whose rank in the whole scan says so.
TEST(FrameSubsetsTest, FollowTheRanksOfTheWholeScan) {
  DeviceContext<Host> const device;
  std::vector<int> const ranks{1, 2, 5, 6, 11, 12};
  model::FrameSubsets<Host> const subsets(device, ranks, 3);
  auto const third = subsets[2];
  ASSERT_EQ(third.count, 3);
  EXPECT_EQ(third(0), 1);
  EXPECT_EQ(third(1), 2);
  EXPECT_EQ(third(2), 4);
  EXPECT_TRUE(third.contains(2));
  EXPECT_FALSE(third.contains(3));
  auto const end = third.part(2, 5);
  EXPECT_EQ(end.count, 1);
  EXPECT_EQ(end(0), 4);
  EXPECT_EQ(subsets[0].count + subsets[1].count, 3);
}

TEST(PlacementTest, PatchesOfAllFramesLieInsideWithTwoPixelsToSpare) {
  auto const small = test::make_small_scan({.frames = 20, .seed = 5});
  auto const& placement = small.placement;
  double lowest = 1e9;
  for (std::size_t j = 0; j < 20; ++j) {
    auto const& position = small.scan.positions[j];
    EXPECT_NEAR(placement.row[j], position.row_m / small.scan.pixel_row_m - placement.origin_row, 1e-9);
    EXPECT_NEAR(placement.col[j], position.col_m / small.scan.pixel_col_m - placement.origin_col, 1e-9);
    lowest = std::min(lowest, placement.row[j]);
    EXPECT_GE(placement.row[j], 2 - 1e-9);
    EXPECT_LE(placement.row[j] + 9 + 2, static_cast<double>(placement.rows));
    EXPECT_LE(placement.col[j] + 9 + 2, static_cast<double>(placement.cols));
  }
  EXPECT_NEAR(lowest, 2, 1e-9);
}

TEST(PlacementTest, CornersAreSplitAsTheSamplingAsks) {
  auto const nearest = model::split_corner(2.5, 3.5, Sampling::nearest);
  EXPECT_EQ(nearest.row, 2);  // half to even
  EXPECT_EQ(nearest.col, 4);
  EXPECT_EQ(nearest.row_fraction, 0);
  EXPECT_EQ(nearest.col_fraction, 0);
  auto const bilinear = model::split_corner(2.75, 3.0, Sampling::bilinear);
  EXPECT_EQ(bilinear.row, 2);
  EXPECT_EQ(bilinear.row_fraction, 0.75);
  EXPECT_EQ(bilinear.col, 3);
  EXPECT_EQ(bilinear.col_fraction, 0);
  auto const fourier = model::split_corner(2.75, 3.25, Sampling::fourier);
  EXPECT_EQ(fourier.row, 3);
  EXPECT_EQ(fourier.row_fraction, -0.25);
  EXPECT_EQ(fourier.col_fraction, 0.25);
}

}  // namespace
}  // namespace ptyger
