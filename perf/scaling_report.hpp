#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "perf/log_plot.hpp"
#include "perf/scaling_ranks.hpp"

namespace ptyger::perf {

/// All that a scaling study measures.
struct Measured {
  std::vector<DevicePoint> devices;
  std::vector<RankPoint> strong;  ///< the number of projections stays
  std::vector<RankPoint> weak;    ///< the number of projections of a rank stays
};

/// Largest difference between the misfits of all runs, as a part of the misfit: they did the same work.
double misfit_spread(Measured const& measured);

/// How many times as fast as the first point, times what that one had.
std::vector<double> speed_up(std::vector<DevicePoint> const& points, double DevicePoint::*seconds);
std::vector<double> speed_up(std::vector<RankPoint> const& points);

nlohmann::ordered_json to_json(Measured const& measured);
void print(Measured const& measured);

/// Speed-ups, beside the line without any loss; empty: there is nothing to compare.
std::vector<LogPanel> panels(Measured const& measured);

}  // namespace ptyger::perf
