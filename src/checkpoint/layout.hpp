#pragma once

#include <cstddef>
#include <string>

#include "ptyger/checkpoint.hpp"

namespace ptyger::checkpoint {

inline constexpr char const* format_name = "ptyger checkpoint";  ///< attribute "format" of the file
inline constexpr int format_version = 3;                         ///< attribute "version" of the file

inline constexpr std::size_t most_lines = 2;
/// Group of a sequence of conjugate directions.
inline std::string line_group(std::size_t line) {
  return "/line" + std::to_string(line);
}

/// The layout of the file, which write_checkpoint() and read_checkpoint() share: calls a member function of `file` for
/// each part of a checkpoint. File is a writer, with a constant Checkpoint, or a reader, which fills it; it has
///   number(object, name, value)    attribute `name` of `object`
///   seed(name, value)              dataset of one integer
///   vector(name, vector)           datasets object and probe of a group
///   optional_vector(name, vector)  the same; no group when the vector is empty
///   corrections(name, corrections), lines(lines), history(records)
template <class File, class AnyCheckpoint>
void visit_checkpoint(File& file, AnyCheckpoint& checkpoint) {
  file.number("/", "noise", checkpoint.noise);
  file.number("/", "rule", checkpoint.rule);
  file.number("/", "scheme", checkpoint.scheme);
  file.number("/", "sampling", checkpoint.sampling);
  file.number("/", "recover_probe", checkpoint.recover_probe);
  file.number("/", "devices", checkpoint.devices);
  file.number("/", "smoothness", checkpoint.smoothness);
  file.number("/", "refine_positions", checkpoint.refine.positions);
  file.number("/", "refine_brightness", checkpoint.refine.brightness);
  file.number("/", "refine_background", checkpoint.refine.background);
  file.number("/", "most_drift", checkpoint.refine.most_drift);
  file.number("/", "hold_out", checkpoint.hold_out);
  file.number("/", "iteration", checkpoint.iteration);
  file.number("/", "started", checkpoint.started);
  file.number("/", "stuck", checkpoint.stuck);
  file.number("/", "transformed", checkpoint.transformed);
  file.number("/", "search_transforms", checkpoint.search_transforms);
  file.seed("/seed", checkpoint.seed);
  file.vector("/estimate", checkpoint.estimate);
  file.optional_vector("/best", checkpoint.best);
  file.corrections("/corrections", checkpoint.corrections);
  file.corrections("/best_corrections", checkpoint.best_corrections);
  file.lines(checkpoint.lines);
  file.history(checkpoint.history);
}

/// The parts of one CheckpointLine in its group.
template <class File, class AnyLine>
void visit_line(File& file, std::string const& group, AnyLine& line) {
  file.vector(group + "/direction", line.direction);
  file.vector(group + "/last_gradient", line.last_gradient);
  file.vector(group + "/last_preconditioned", line.last_preconditioned);
  file.number(group, "fresh", line.fresh);
  file.number(group, "moved_object", line.moved_object);
  file.number(group, "moved_probe", line.moved_probe);
  file.number(group, "searches", line.searches);
  file.number(group, "last_step", line.last_step);
}

/// Calls visit(name, number) for every number of a HistoryRecord that all records have.
template <class AnyRecord, class Visit>
void visit_record(AnyRecord& record, Visit const& visit) {
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

}  // namespace ptyger::checkpoint
