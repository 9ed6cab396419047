#pragma once

#include <vector>

#include "core/box.hpp"
#include "model/estimate.hpp"
#include "model/placement.hpp"

namespace ptyger::direction {

/// Where there is no sample (src/solver/README.md, "Empty regions"): the object is 1 there, and its gradient, and hence
/// every direction, is 0.
template <class Exec, class Real>
class EmptyRegions {
 public:
  explicit EmptyRegions(DeviceContext<Exec> const& device) : device_(device) {}

  /// The pixels of the object whose centre lies in one of the rectangles. local: box that the device holds.
  void set(std::vector<SampleRectangle> const& rectangles, Scan const& scan, model::Placement const& placement,
           core::Box const& local);
  /// Whether a region meets the device's box. Devices may differ in this.
  [[nodiscard]] bool active() const { return !boxes_.empty(); }
  /// object <- value in the regions. Does not wait for the device.
  void fill(Array2<Exec, Complex<Real>> const& object, Real value) const;

 private:
  DeviceContext<Exec> const& device_;
  std::vector<core::Box> boxes_;  ///< in the box of the device
};

}  // namespace ptyger::direction
