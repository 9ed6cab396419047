#pragma once

#include <vector>

#include "core/random.hpp"
#include "model/placement.hpp"
#include "ptyger/scan.hpp"

namespace ptyger::test {

enum class CountType { uint8, uint16, uint32, single };

/// What a made-up scan looks like. Sizes are odd and positions lie between pixels unless said otherwise.
struct SmallScanSpec {
  std::size_t frames = 5;
  std::size_t detector = 9;  ///< D
  std::size_t probe = 9;     ///< P
  std::size_t modes = 1;
  CountType counts = CountType::uint16;
  bool masked = false;  ///< some detector pixels are masked, with absurd counts; `single` also has -1 here and there
  std::uint64_t seed = 1;
};

/// A scan of random counts with an estimate that has nothing to do with them: for kernels, not for reconstructions.
struct SmallScan {
  Scan scan;
  model::Placement placement;
  std::vector<std::complex<double>> object;  ///< [row][col] of the placement
  ProbeModes probe;
};

SmallScan make_small_scan(SmallScanSpec const& spec);

/// Uniform in [0, 1).
double uniform(core::Random& random);

/// Numbers spread evenly over [-scale, scale] in both parts.
std::vector<std::complex<double>> random_values(std::size_t count, double scale, std::uint64_t seed);

/// The scan of some of the frames, and where they lie on the same object.
Scan some_frames(Scan const& scan, std::vector<int> const& frames);
model::Placement some_frames(model::Placement const& placement, std::vector<int> const& frames);

/// a + factor b
std::vector<std::complex<double>> sum(std::vector<std::complex<double>> a, double factor,
                                      std::vector<std::complex<double>> const& b);

/// <a, b> = sum conj(a) b
std::complex<double> inner(std::vector<std::complex<double>> const& a, std::vector<std::complex<double>> const& b);

/// ||a - b|| / ||b||
double relative_distance(std::vector<std::complex<double>> const& a, std::vector<std::complex<double>> const& b);

}  // namespace ptyger::test
