#include "fft/fft2d_batch.hpp"

#include <gtest/gtest.h>

#include "device/copy.hpp"
#include "device/device_team.hpp"
#include "tests/reference/naive_model.hpp"
#include "tests/support/small_device.hpp"
#include "tests/support/usable_devices.hpp"

namespace ptyger {
namespace {

template <class Real>
class Fft2dBatchTest : public testing::Test {};

using Precisions = testing::Types<float, double>;
TYPED_TEST_SUITE(Fft2dBatchTest, Precisions);

// The transform of an image of a batch, by the sums of its definition.
reference::Image expected(reference::Image const& images, int n, int image, int sign) {
  auto const pixels = std::ptrdiff_t{n} * n;
  auto const begin = images.begin() + image * pixels;
  auto result = reference::naive_transform(reference::Image(begin, begin + pixels), static_cast<std::size_t>(n), sign);
  for (auto& value : result) value *= n;  // naive_transform() is unitary
  return result;
}

TYPED_TEST(Fft2dBatchTest, EveryImageOfABatchIsItsNaiveTransform) {
  double const tolerance = sizeof(TypeParam) == 4 ? 1e-6 : 1e-14;
  auto const device = test::one_device();
  for (int const n : {1, 5, 16, 45, 64, 128, 256}) {
    int const most = 3;
    auto const values = test::random_values(static_cast<std::size_t>(most * n * n), 1, 7);
    auto const images = make_view<Array1<RunDevice, Complex<TypeParam>>>(device, "images", most * n * n);
    fft::Fft2dBatch<RunDevice, TypeParam> const fft(device, n);
    for (int const sign : {-1, 1}) {
      std::vector<reference::Image> transforms;
      for (int image = 0; image < most; ++image) transforms.push_back(expected(values, n, image, sign));
      for (int const batch : {1, most}) {
        device::copy_to_device(device, values.data(), images);
        if (sign < 0)
          fft.forward(images.data(), batch);
        else
          fft.inverse(images.data(), batch);
        auto const found = test::on_host(device, images);
        for (int image = 0; image < batch; ++image) {
          auto const begin = found.begin() + std::ptrdiff_t{image} * n * n;
          EXPECT_LT(test::relative_distance({begin, begin + n * n}, transforms[static_cast<std::size_t>(image)]),
                    tolerance)
              << n << " x " << n << ", image " << image << " of " << batch << ", sign " << sign;
        }
      }
    }
  }
}

// Plans belong to a GPU, and the library is called by two threads.
TYPED_TEST(Fft2dBatchTest, TwoDevicesTransformAtTheSameTime) {
  PTYGER_NEEDS_DEVICES(2);
  int const n = 64;
  int const batch = 40;
  int const pixels = batch * n * n;
  auto const transformed = [&](DeviceContext<RunDevice> const& device, std::uint64_t seed) {
    auto const values = test::random_values(static_cast<std::size_t>(pixels), 1, seed);
    auto const images = make_view<Array1<RunDevice, Complex<TypeParam>>>(device, "images", pixels);
    device::copy_to_device(device, values.data(), images);
    fft::Fft2dBatch<RunDevice, TypeParam> const fft(device, n);
    for (int round = 0; round < 2; ++round) {
      fft.forward(images.data(), batch);
      fft.inverse(images.data(), batch - round);
    }
    return test::on_host(device, images);
  };
  std::vector<reference::Image> alone;
  for (std::uint64_t const seed : {1U, 2U}) {
    device::DeviceTeam<RunDevice> one(1, std::chrono::minutes(1), true);
    one.run([&](auto const& device) { alone.push_back(transformed(device, seed)); });
  }
  device::DeviceTeam<RunDevice> team(2, std::chrono::minutes(1), true);
  team.run([&](auto const& device) {
    EXPECT_EQ(transformed(device, static_cast<std::uint64_t>(device.id) + 1),
              alone[static_cast<std::size_t>(device.id)]);
  });
}

TYPED_TEST(Fft2dBatchTest, InverseAfterForwardMultipliesByTheNumberOfPixels) {
  auto const device = test::one_device();
  int const n = 45;
  int const batch = 2;
  auto values = test::random_values(static_cast<std::size_t>(batch * n * n), 1, 8);
  auto const images = make_view<Array1<RunDevice, Complex<TypeParam>>>(device, "images", batch * n * n);
  device::copy_to_device(device, values.data(), images);
  fft::Fft2dBatch<RunDevice, TypeParam> const fft(device, n);
  fft.forward(images.data(), batch);
  fft.inverse(images.data(), batch);
  for (auto& value : values) value *= n * n;
  EXPECT_LT(test::relative_distance(test::on_host(device, images), values), sizeof(TypeParam) == 4 ? 1e-6 : 1e-14);
}

// FFTW prefers measured plans to estimated ones, which must not happen for a deterministic device.
TYPED_TEST(Fft2dBatchTest, PlansOfADeterministicDeviceDoNotDependOnMeasuredPlans) {
  if (!is_host_device<RunDevice>) GTEST_SKIP() << "plans of cuFFT are not measured";
  auto const measuring = test::one_device();
  auto repeating = measuring;
  repeating.deterministic = true;
  int others = 0;  // number of sizes whose measured plan gives other bits
  for (int const n : {24, 60, 100, 128, 200, 256}) {
    auto const values = test::random_values(static_cast<std::size_t>(n * n), 1, 10);
    auto const transformed = [&](DeviceContext<RunDevice> const& device) {
      auto const image = make_view<Array1<RunDevice, Complex<TypeParam>>>(device, "image", n * n);
      device::copy_to_device(device, values.data(), image);
      fft::Fft2dBatch<RunDevice, TypeParam> const fft(device, n);
      fft.forward(image.data(), 1);
      return test::on_host(device, image);
    };
    auto const first = transformed(repeating);
    auto const measured = transformed(measuring);
    EXPECT_EQ(transformed(repeating), first) << n;
    EXPECT_EQ(transformed(measuring), measured) << n;  // measured plans are still used
    EXPECT_LT(test::relative_distance(first, measured), 1e-6);
    others += first != measured ? 1 : 0;
  }
  if (others == 0) GTEST_SKIP() << "it needs a processor on which a measured plan has other bits than an estimated one";
}

// Images after the batch are not changed.
TYPED_TEST(Fft2dBatchTest, DoesNotChangeImagesAfterTheBatch) {
  auto const device = test::one_device();
  auto const values = test::random_values(2 * 25, 1, 9);
  auto const images = make_view<Array1<RunDevice, Complex<TypeParam>>>(device, "images", 2 * 25);
  device::copy_to_device(device, values.data(), images);
  fft::Fft2dBatch<RunDevice, TypeParam>(device, 5).forward(images.data(), 1);
  auto const found = test::on_host(device, images);
  for (std::size_t i = 25; i < 50; ++i) EXPECT_EQ(found[i].real(), static_cast<TypeParam>(values[i].real()));
}

}  // namespace
}  // namespace ptyger
