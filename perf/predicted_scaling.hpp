#pragma once

#include <array>

#include "perf/predicted_time.hpp"
#include "perf/raster.hpp"

namespace ptyger::perf {

enum class Scaling {
  strong,  ///< the object has the same size for every number of devices
  weak     ///< the area of the object grows with the number of devices
};

inline constexpr int weak_devices = 8;  ///< number of devices for which weak scaling has the object of strong scaling

/// A scaling study: work, object, and numbers of devices.
struct Study {
  Work work;
  std::size_t size = 8192;   ///< side of the object, pixels
  double step = usual_step;  ///< distance of neighbouring frames, patches
  std::vector<int> devices{1, 2, 4, 8, 16, 32, 64};
  Links links;
};

/// Prediction for a number of devices.
struct Point {
  std::size_t size = 0;  ///< side of the object, pixels
  Division division;
  std::array<Seconds, 2> iteration;  ///< [mode]
  std::array<Seconds, 2> epoch;      ///< [mode]
};
using Points = std::vector<Point>;

Points predict(Study const& study, Machine const& machine, Scaling scaling);

/// Time of an iteration without loss at point `at`: the time of the first point, scaled by the mean number of frames
/// per device.
double ideal_seconds(Points const& points, std::size_t at, Mode mode);
/// ideal_seconds() divided by the predicted time.
double efficiency(Points const& points, std::size_t at, Mode mode);

}  // namespace ptyger::perf
