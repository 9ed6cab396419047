#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "perf/log_plot.hpp"
#include "perf/scaling_ranks.hpp"

namespace ptyger::perf {

/// Measurements of a scaling study.
struct Measured {
  std::vector<DevicePoint> devices;
  std::vector<RankPoint> strong;  ///< the same number of projections for every number of ranks
  std::vector<RankPoint> weak;    ///< the same number of projections per rank
};

/// Largest relative difference between the misfits of all runs, which do equal work.
double misfit_spread(Measured const& measured);

/// Speed of each point relative to the first one, times the number of devices or ranks of the first.
std::vector<double> speed_up(std::vector<DevicePoint> const& points, double DevicePoint::*seconds);
std::vector<double> speed_up(std::vector<RankPoint> const& points);

nlohmann::ordered_json to_json(Measured const& measured);
void print(Measured const& measured);

/// Panels of speed-ups with the line of no loss; none when there is only one point to show.
std::vector<LogPanel> panels(Measured const& measured);

}  // namespace ptyger::perf
