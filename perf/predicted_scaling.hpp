#pragma once

#include <array>

#include "perf/predicted_time.hpp"
#include "perf/raster.hpp"

namespace ptyger::perf {

enum class Scaling {
  strong,  ///< the object stays
  weak     ///< its area grows with the number of devices
};

inline constexpr int weak_devices = 8;  ///< whose object is as large in weak as in strong scaling

/// What is reconstructed on how many devices.
struct Study {
  Work work;
  std::size_t size = 8192;  ///< side of the object, pixels
  double step = usual_step;
  std::vector<int> devices{1, 2, 4, 8, 16, 32, 64};
  Links links;
};

/// Prediction for one number of devices.
struct Point {
  std::size_t size = 0;
  Division division;
  std::array<Seconds, 2> iteration;  ///< [mode]
  std::array<Seconds, 2> epoch;
};
using Points = std::vector<Point>;

Points predict(Study const& study, Machine const& machine, Scaling scaling);

/// Time of an iteration if the devices shared the frames without any loss: that of the fewest devices, by frames a
/// device.
double ideal_seconds(Points const& points, std::size_t at, Mode mode);
/// Share of that in the predicted time.
double efficiency(Points const& points, std::size_t at, Mode mode);

}  // namespace ptyger::perf
