#pragma once

#include "perf/log_plot.hpp"
#include "perf/predicted_scaling.hpp"

namespace ptyger::perf {

/// Prints a table with its assumptions, times in milliseconds.
void print(Study const& study, Machine const& machine, Scaling scaling, Points const& points);
/// Prints a JSON object per line, times in seconds.
void print_json(Study const& study, Machine const& machine, Scaling scaling, Points const& points);

/// Adds curves of the time of an iteration, milliseconds, tiled and replicated. colour_pair: 0, 1 or 2.
void add_curves(std::vector<Curve>& curves, Machine const& machine, Points const& points, std::size_t colour_pair);
/// Curve of ideal_seconds(), milliseconds.
Curve ideal_curve(Points const& points, std::string const& name);

}  // namespace ptyger::perf
