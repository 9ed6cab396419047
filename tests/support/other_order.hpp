#pragma once

#include <vector>

#include "ptyger/options.hpp"
#include "ptyger/result.hpp"
#include "ptyger/scan.hpp"

namespace ptyger::test {

/// Relative distance of object or probe, whichever is larger.
double distance(Result const& found, Result const& expected);

/// The result of one device in single precision that takes the frames in the given order. Every sum over frames has the
/// same terms as in reconstruct() but is rounded in another way.
Result in_other_order(Scan const& scan, Options const& options, std::vector<int> const& order);

/// What rounding alone does to a result in single precision on this processor: bounds of tests are taken from it.
struct Yardstick {
  /// one: what reconstruct() finds on one device.
  Yardstick(Scan const& scan, Options const& options, Result const& one);

  std::vector<Result> others;  ///< of one device that takes the frames backwards and in two shuffled orders
  double distance = 0;         ///< the largest of the others from `one`
  double nrmse = 0;     ///< largest relative difference of any record, for that of one record may happen to vanish
  double r_factor = 0;  ///< likewise
};

/// Rounding grows over the iterations from differences that are as good as random: the yardsticks of a case scatter by
/// up to 8, and several devices were found at 0.4 to 2.2 times the largest of three.
constexpr double more_rounding = 10;

}  // namespace ptyger::test
