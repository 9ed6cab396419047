#pragma once

#include <vector>

#include "ptyger/options.hpp"
#include "ptyger/result.hpp"
#include "ptyger/scan.hpp"

namespace ptyger::test {

/// Relative distance of object or probe, whichever is larger.
double distance(Result const& found, Result const& expected);

/// The result of one host device, also in a build for GPUs.
Result on_host_device(Scan const& scan, Options const& options);

/// The result of one host device in single precision that takes the frames in the given order. Every sum over frames
/// has the same terms as in reconstruct() but is rounded in another way.
Result in_other_order(Scan const& scan, Options const& options, std::vector<int> const& order);

/// Differences that rounding alone makes in a result in single precision on this processor: other orders of the frames
/// give the same sums with other rounding. Tests take their bounds from these differences.
struct RoundingDifferences {
  /// reference: result of reconstruct() on one device.
  RoundingDifferences(Scan const& scan, Options const& options, Result const& reference);

  std::vector<Result> others;  ///< results of one device with the frames backwards and in two shuffled orders
  double distance = 0;         ///< largest distance() between one of the others and the reference
  double nrmse = 0;            ///< largest relative difference of the NRMSE over all records
  double r_factor = 0;         ///< largest relative difference of the R-factor over all records
};

/// Factor between RoundingDifferences and the bounds of tests. Rounding errors are random and grow over the iterations:
/// the differences of single orders of frames vary by a factor of up to 8, and the differences between several devices
/// and one were 0.4 to 2.2 times the largest of three orders.
constexpr double rounding_margin = 10;

}  // namespace ptyger::test
