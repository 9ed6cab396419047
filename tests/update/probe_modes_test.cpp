#include "update/probe_modes.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "ptyger/error.hpp"
#include "tests/reference/naive_model.hpp"
#include "tests/support/small_scan.hpp"
#include "update/hermitian_eigen.hpp"
#include "update/probe_spectrum.hpp"

namespace ptyger {
namespace {

using Values = std::vector<std::complex<double>>;

Values random_hermitian(std::size_t size, std::uint64_t seed) {
  auto matrix = test::random_values(size * size, 1, seed);
  for (std::size_t row = 0; row < size; ++row) {
    matrix[row * size + row] = matrix[row * size + row].real();
    for (std::size_t col = 0; col < row; ++col) matrix[row * size + col] = std::conj(matrix[col * size + row]);
  }
  return matrix;
}

TEST(HermitianEigenTest, GivesOrthonormalEigenvectorsInDescendingOrderOfEigenvalues) {
  for (std::size_t size = 1; size < 9; ++size) {
    auto const matrix = random_hermitian(size, size);
    auto const eigen = update::hermitian_eigen(matrix, size);
    for (std::size_t k = 0; k < size; ++k) {
      EXPECT_GE(eigen.values[k > 0 ? k - 1 : 0], eigen.values[k]);
      for (std::size_t row = 0; row < size; ++row) {
        std::complex<double> product = 0;
        std::complex<double> overlap = 0;
        for (std::size_t i = 0; i < size; ++i) {
          product += matrix[row * size + i] * eigen.vectors[i * size + k];
          overlap += std::conj(eigen.vectors[i * size + row]) * eigen.vectors[i * size + k];
        }
        EXPECT_LT(std::abs(product - eigen.values[k] * eigen.vectors[row * size + k]), 1e-12);
        EXPECT_LT(std::abs(overlap - (row == k ? 1.0 : 0.0)), 1e-12);
      }
    }
  }
}

TEST(HermitianEigenTest, SolvesATwoByTwoMatrix) {
  auto const eigen = update::hermitian_eigen({1.0, {0, -2}, {0, 2}, 1.0}, 2);
  EXPECT_NEAR(eigen.values[0], 3, 1e-14);
  EXPECT_NEAR(eigen.values[1], -1, 1e-14);
}

constexpr std::size_t size = 9;             // rows and columns of a probe
constexpr std::size_t image = size * size;  // pixels of a mode

// Random modes under a Gaussian envelope off the centre.
ProbeModes some_probe(std::size_t modes) {
  ProbeModes probe{modes, size, test::random_values(modes * image, 1, 41)};
  for (std::size_t i = 0; i < probe.values.size(); ++i) {
    double const y = static_cast<double>(i % image / size) - 3.5;
    double const x = static_cast<double>(i % size) - 5;
    probe.values[i] *= std::exp(-(y * y + x * x) / 8) / static_cast<double>(1 + i / image);
  }
  return probe;
}

Values mode_of(ProbeModes const& probe, std::size_t mode) {
  auto const begin = probe.values.begin() + static_cast<std::ptrdiff_t>(mode * image);
  return {begin, begin + static_cast<std::ptrdiff_t>(image)};
}

TEST(Orthogonalised, KeepsTheIntensityOfEveryObject) {
  auto const probe = some_probe(4);
  auto const object = test::random_values(image, 1, 42);
  auto const intensity = [&](ProbeModes const& modes) {
    std::vector<double> sum(image);
    for (std::size_t m = 0; m < modes.modes; ++m) {
      auto wave = mode_of(modes, m);
      for (std::size_t i = 0; i < image; ++i) wave[i] *= object[i];
      auto const far = reference::naive_transform(wave, size, -1);
      for (std::size_t i = 0; i < image; ++i) sum[i] += std::norm(far[i]);
    }
    return sum;
  };
  auto const result = update::orthogonalised(probe);
  auto const before = intensity(probe);
  auto const after = intensity(result);
  for (std::size_t i = 0; i < image; ++i) EXPECT_NEAR(after[i], before[i], 1e-12);
}

TEST(Orthogonalised, ModesAreOrthogonalAndFallInPower) {
  auto const result = update::orthogonalised(some_probe(4));
  ASSERT_EQ(result.modes, 4U);
  for (std::size_t m = 0; m < 4; ++m)
    for (std::size_t n = m + 1; n < 4; ++n) {
      auto const first = mode_of(result, m);
      auto const second = mode_of(result, n);
      EXPECT_LT(std::abs(test::inner(first, second)), 1e-12);
      EXPECT_GT(test::inner(first, first).real(), test::inner(second, second).real());
    }
}

TEST(ProbePower, IsTheSumOverModesAndIsScaled) {
  auto probe = some_probe(3);
  EXPECT_NEAR(update::power(probe), test::inner(probe.values, probe.values).real(), 1e-12);
  auto const before = probe.values;
  update::scale_to_power(probe, 1234);
  EXPECT_NEAR(update::power(probe), 1234, 1e-9);
  auto const ratio = probe.values[0] / before[0];
  for (std::size_t i = 0; i < before.size(); ++i) EXPECT_LT(std::abs(probe.values[i] - ratio * before[i]), 1e-9);
}

// 0.1 times y, x, yx, y^2-1, x^2-1, ... about the centre of mass in units of the rms width (src/solver/README.md,
// "Probe modes and scale").
TEST(WithModes, AddsHermitePolynomialsTimesTheFirstMode) {
  auto const probe = some_probe(1);
  auto const first = mode_of(probe, 0);
  double weight = 0;
  double row = 0;
  double col = 0;
  for (std::size_t i = 0; i < image; ++i) {
    weight += std::norm(first[i]);
    row += std::norm(first[i]) * static_cast<double>(i / size);
    col += std::norm(first[i]) * static_cast<double>(i % size);
  }
  row /= weight;
  col /= weight;
  double square = 0;
  for (std::size_t i = 0; i < image; ++i)
    square += std::norm(first[i]) *
              (std::pow(static_cast<double>(i / size) - row, 2) + std::pow(static_cast<double>(i % size) - col, 2));
  double const width = std::sqrt(square / weight / 2);
  ASSERT_GT(width, 1);
  auto const result = update::with_modes(probe, 7);
  ASSERT_EQ(result.modes, 7U);
  ASSERT_EQ(result.values.size(), 7 * image);
  for (std::size_t i = 0; i < image; ++i) {
    double const y = (static_cast<double>(i / size) - row) / width;
    double const x = (static_cast<double>(i % size) - col) / width;
    double const polynomials[] = {10, y, x, y * x, y * y - 1, x * x - 1, y * y * y - 3 * y};
    for (std::size_t m = 0; m < 7; ++m)
      EXPECT_LT(std::abs(result.values[m * image + i] - 0.1 * polynomials[m] * first[i]), 1e-12) << "mode " << m;
  }
}

TEST(WithModes, KeepsTheModesThatAreThereAndCutsWhatIsTooMuch) {
  auto const probe = some_probe(3);
  auto const more = update::with_modes(probe, 4);
  for (std::size_t m = 0; m < 3; ++m) EXPECT_EQ(mode_of(more, m), mode_of(probe, m));
  auto const fewer = update::with_modes(probe, 1);
  EXPECT_EQ(fewer.modes, 1U);
  EXPECT_EQ(fewer.values, mode_of(probe, 0));
}

TEST(ProbeSpectrum, IsUnitaryAndInvertible) {
  auto const probe = some_probe(2);
  auto const spectrum = update::spectrum_of(probe);
  EXPECT_NEAR(update::power(spectrum), update::power(probe), 1e-9 * update::power(probe));
  EXPECT_LT(test::relative_distance(update::from_spectrum(spectrum).values, probe.values), 1e-12);
}

// The far field of a missing mode is the far field of the first mode times a polynomial.
TEST(WithModes, ShiftsAreHermitePolynomialsOfTheFarField) {
  auto const probe = some_probe(1);
  auto const result = update::with_modes(probe, 4, ModeStart::shifts);
  EXPECT_EQ(mode_of(result, 0), mode_of(probe, 0));
  EXPECT_LT(test::relative_distance(update::spectrum_of(result).values,
                                    update::with_modes(update::spectrum_of(probe), 4).values),
            1e-12);
  EXPECT_EQ(update::with_modes(probe, 4, ModeStart::hermite).values, update::with_modes(probe, 4).values);
}

// Eight modes of a short motion have the intensity of the incoherent sum over 16 places along it.
TEST(MovingModes, HaveTheIntensityOfTheMovingBeam) {
  constexpr double row_motion = 0.3;
  constexpr double col_motion = -0.5;
  auto const probe = some_probe(1);
  std::vector<double> expected(image);
  for (int place = 0; place < 16; ++place) {
    double const t = (place + 0.5) / 16 - 0.5;
    auto moved = update::spectrum_of(probe);
    for (std::size_t i = 0; i < image; ++i) {
      double const row = static_cast<double>(i / size) - static_cast<double>(size / 2);
      double const col = static_cast<double>(i % size) - static_cast<double>(size / 2);
      moved.values[i] *= std::polar(1.0, -2 * 3.14159265358979324 * t * (row * row_motion + col * col_motion) / size);
    }
    moved = update::from_spectrum(moved);
    for (std::size_t i = 0; i < image; ++i) expected[i] += std::norm(moved.values[i]);
  }
  auto const modes = update::moving_modes(probe, 8, row_motion, col_motion);
  ASSERT_EQ(modes.modes, 8U);
  for (std::size_t i = 0; i < image; ++i) {
    double found = 0;
    for (std::size_t m = 0; m < 8; ++m) found += std::norm(modes.values[m * image + i]);
    EXPECT_NEAR(found, expected[i], 1e-9 * update::power(modes));
  }
  auto const still = update::moving_modes(probe, 3, 0, 0);
  EXPECT_GT(test::inner(mode_of(still, 0), mode_of(still, 0)).real(), 0.9999 * update::power(still));
}

TEST(WithFurtherProbes, AddsTheDifferenceOfTheFirstModes) {
  auto const probe = some_probe(2);
  auto twice = some_probe(3);
  for (auto& value : twice.values) value *= std::complex<double>(0, 2);
  auto const found = update::with_further_probes(probe, {twice, {}}, 2);
  ASSERT_EQ(found.modes, 4U);
  for (std::size_t i = 0; i < image; ++i) {
    EXPECT_EQ(found.values[i], probe.values[i]);
    auto const further = probe.values[i] + found.values[2 * image + i];
    EXPECT_LT(std::abs(further - std::complex<double>(0, 1) * probe.values[i]),
              1e-12);  // with the norm of the first mode
    EXPECT_EQ(found.values[3 * image + i], 0.0);
  }
  twice.size = 7;
  EXPECT_THROW(update::with_further_probes(probe, {twice}, 1), InputError);
}

}  // namespace
}  // namespace ptyger
