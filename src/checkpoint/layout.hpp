#pragma once

#include <string>
#include <vector>

#include "ptyger/checkpoint.hpp"

namespace ptyger::checkpoint::checkpoint_layout {

inline constexpr char const* format = "ptyger checkpoint";
inline constexpr int version = 3;

inline constexpr std::size_t most_lines = 2;
inline std::string line_name(std::size_t line) {
  return "/line" + std::to_string(line);
}

/// Calls visit(name, number) for every number of a checkpoint that is an attribute of the file.
template <class Of, class Visit>
void for_each_number(Of& checkpoint, Visit const& visit) {
  visit("noise", checkpoint.noise);
  visit("rule", checkpoint.rule);
  visit("scheme", checkpoint.scheme);
  visit("sampling", checkpoint.sampling);
  visit("recover_probe", checkpoint.recover_probe);
  visit("devices", checkpoint.devices);
  visit("smoothness", checkpoint.smoothness);
  visit("refine_positions", checkpoint.refine.positions);
  visit("refine_brightness", checkpoint.refine.brightness);
  visit("refine_background", checkpoint.refine.background);
  visit("most_drift", checkpoint.refine.most_drift);
  visit("hold_out", checkpoint.hold_out);
  visit("iteration", checkpoint.iteration);
  visit("started", checkpoint.started);
  visit("stuck", checkpoint.stuck);
  visit("transformed", checkpoint.transformed);
  visit("search_transforms", checkpoint.search_transforms);
}

/// The same for one line.
template <class Of, class Visit>
void for_each_line_number(Of& line, Visit const& visit) {
  visit("fresh", line.fresh);
  visit("moved_object", line.moved_object);
  visit("moved_probe", line.moved_probe);
  visit("searches", line.searches);
  visit("last_step", line.last_step);
}

/// Calls visit(name, vector) for every vector of one line.
template <class Of, class Visit>
void for_each_line_vector(Of& line, Visit const& visit) {
  visit("/direction", line.direction);
  visit("/last_gradient", line.last_gradient);
  visit("/last_preconditioned", line.last_preconditioned);
}

/// Calls visit(name, number) for every number of a record.
template <class Of, class Visit>
void for_each_record_number(Of& record, Visit const& visit) {
  visit("phase", record.phase);
  visit("iteration", record.iteration);
  visit("transforms", record.transforms);
  visit("objective", record.objective);
  visit("nrmse", record.nrmse);
  visit("r_factor", record.r_factor);
  visit("step", record.step);
  visit("beta", record.beta);
  visit("restart", record.restart);
  visit("seconds", record.seconds);
}

}  // namespace ptyger::checkpoint::checkpoint_layout
