#pragma once

#include "perf/log_plot.hpp"
#include "perf/predicted_scaling.hpp"

namespace ptyger::perf {

/// A table with its assumptions, times in milliseconds.
void print(Study const& study, Machine const& machine, Scaling scaling, Points const& points);
/// One JSON object a line, times in seconds.
void print_json(Study const& study, Machine const& machine, Scaling scaling, Points const& points);

/// Adds the time of an iteration, milliseconds, tiled and replicated; tone: which of three pairs of colours.
void add_curves(std::vector<Curve>& curves, Machine const& machine, Points const& points, std::size_t tone);
/// The time without loss.
Curve ideal_curve(Points const& points, std::string const& name);

}  // namespace ptyger::perf
