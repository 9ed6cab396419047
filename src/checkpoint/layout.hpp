#pragma once

#include <cstddef>
#include <string>

#include "ptyger/checkpoint.hpp"

namespace ptyger::checkpoint {

inline constexpr char const* format_name = "ptyger checkpoint";  ///< attribute "format" of the file
inline constexpr int format_version = 5;                         ///< attribute "version" of the file

/// Largest number of sequences of conjugate directions: one for the object and one for the probe.
inline constexpr std::size_t most_sequences = 2;
/// HDF5 group of a sequence of conjugate directions, by its number.
inline std::string sequence_group(std::size_t sequence) {
  return "/line" + std::to_string(sequence);
}

/// The layout of the file, which write_checkpoint() and read_checkpoint() share: calls a member function of `file` for
/// each part of a checkpoint. File is a writer, with a constant Checkpoint, or a reader, which fills it; it has
///   number(object, name, value)    attribute `name` of `object`
///   seed(name, value)              dataset of one integer
///   mask(name, pixels)             dataset of bytes, which may be empty
///   vector(name, vector)           datasets object and probe of a group
///   optional_vector(name, vector)  the same; no group when the vector is empty
///   corrections(name, corrections), sequences(sequences), history(records)
template <class File, class AnyCheckpoint>
void visit_checkpoint(File& file, AnyCheckpoint& checkpoint) {
  file.number("/", "variation", checkpoint.variation);
  file.number("/", "noise", checkpoint.noise);
  file.number("/", "rule", checkpoint.rule);
  file.number("/", "scheme", checkpoint.scheme);
  file.number("/", "sampling", checkpoint.sampling);
  file.number("/", "recover_probe", checkpoint.recover_probe);
  file.number("/", "devices", checkpoint.devices);
  file.number("/", "smoothness", checkpoint.smoothness);
  file.number("/", "edge_threshold", checkpoint.edge_threshold);
  file.number("/", "effective_distance_m", checkpoint.effective_distance_m);
  file.number("/", "refine_positions", checkpoint.refine.positions);
  file.number("/", "refine_brightness", checkpoint.refine.brightness);
  file.number("/", "refine_background", checkpoint.refine.background);
  file.number("/", "most_drift", checkpoint.refine.most_drift);
  file.number("/", "unit_amplitude", checkpoint.constraints.unit_amplitude);
  file.mask("/probe_aperture", checkpoint.constraints.probe_aperture);
  file.mask("/probe_support", checkpoint.constraints.probe_support);
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
  file.sequences(checkpoint.sequences);
  file.history(checkpoint.history);
}

/// The parts of one CheckpointSequence in its group.
template <class File, class AnySequence>
void visit_sequence(File& file, std::string const& group, AnySequence& sequence) {
  file.vector(group + "/direction", sequence.direction);
  file.vector(group + "/last_gradient", sequence.last_gradient);
  file.vector(group + "/last_preconditioned", sequence.last_preconditioned);
  file.number(group, "fresh", sequence.fresh);
  file.number(group, "moved_object", sequence.moved_object);
  file.number(group, "moved_probe", sequence.moved_probe);
  file.number(group, "searches", sequence.searches);
  file.number(group, "last_step", sequence.last_step);
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
