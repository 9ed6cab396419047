#pragma once

#include <vector>

#include "core/random.hpp"
#include "model/placement.hpp"
#include "ptyger/scan.hpp"

namespace ptyger::test {

enum class CountType { uint8, uint16, uint32, single };

/// Properties of a random scan. Sizes are odd by default, and positions lie between pixels.
struct SmallScanSpec {
  std::size_t frames = 5;
  std::size_t detector = 9;  ///< D: frames are D x D pixels
  std::size_t probe = 9;     ///< P: the probe is P x P pixels
  std::size_t modes = 1;
  CountType counts = CountType::uint16;
  bool masked = false;  ///< some detector pixels are masked and have huge counts; with `single` some counts are -1
  std::uint64_t seed = 1;
  bool near_field = false;     ///< frames are near fields
  std::size_t upsampling = 1;  ///< of the response; divides the detector
  bool blurred = false;        ///< the response has a point spread of 3 x 3 pixels without symmetry
};

/// A scan of random counts and an unrelated estimate, for tests of kernels; it cannot be reconstructed.
struct SmallScan {
  Scan scan;
  model::Placement placement;
  std::vector<std::complex<double>> object;  ///< [row][col] of the placement
  ProbeModes probe;
};

SmallScan make_small_scan(SmallScanSpec const& spec);

/// A random number, uniform in [0, 1).
double uniform(core::Random& random);

/// Random numbers whose real and imaginary parts are uniform in [-scale, scale].
std::vector<std::complex<double>> random_values(std::size_t count, double scale, std::uint64_t seed);

/// The scan, or the placement on the same object, with the given frames only.
Scan select_frames(Scan const& scan, std::vector<int> const& frames);
model::Placement select_frames(model::Placement const& placement, std::vector<int> const& frames);

/// a + factor b
std::vector<std::complex<double>> sum(std::vector<std::complex<double>> a, double factor,
                                      std::vector<std::complex<double>> const& b);

/// <a, b> = sum conj(a) b
std::complex<double> inner(std::vector<std::complex<double>> const& a, std::vector<std::complex<double>> const& b);

/// ||a - b|| / ||b||
double relative_distance(std::vector<std::complex<double>> const& a, std::vector<std::complex<double>> const& b);

}  // namespace ptyger::test
