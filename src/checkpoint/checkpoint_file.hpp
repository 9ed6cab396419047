#pragma once

#include <string>

#include "ptyger/checkpoint.hpp"

namespace ptyger::checkpoint {

/// Writes a checkpoint to one HDF5 file, replacing an older one; the file appears under its name only when it is whole.
/// key: resolved options and inputs of the run, a text of any length. The file holds
///
///   /                       attributes format ("ptyger checkpoint"), version (5), noise, rule, scheme, sampling
///                           (number of the choice in options.hpp), recover_probe, devices, smoothness,
///                           edge_threshold, refine_positions, refine_brightness, refine_background, most_drift,
///                           unit_amplitude, hold_out, iteration, started, stuck, transformed, search_transforms
///   /key                    text
///   /seed                   ()
///   /probe_aperture, /probe_support   (P * P), 1 where the probe may be; (0): everywhere
///   /estimate/object        (rows, cols)           complex, of `precision`; not compressed
///   /estimate/probe         (modes and variation probes, size, size)
///   /corrections/frames     (N, 3): row, col, log_brightness of FrameParameters; (0, 3) when nothing is corrected
///   /corrections/background (D * D); (0) when it is not fitted
///   /corrections            attribute longest_step
///   /best, /best_corrections   as /estimate and /corrections, at the iteration with the least misfit of the held-out
///                           pixels; no /best when that iteration is not known
///   /lineK/VECTOR/object, /lineK/VECTOR/probe      K = 0, 1; VECTOR = direction, last_gradient, last_preconditioned
///   /lineK                  attributes fresh, moved_object, moved_probe, searches, last_step
///   /history/FIELD          (records), double: a field of HistoryRecord; phase: 0 search, 1 start, 2 cg
///   /history/seconds_by_stage/STAGE   (records), double; negative where a record has no such stage
///   /history/stages         names of these stages, each followed by a line break
///
/// Behind its HDF5 data, the file ends with a line that holds a checksum of these data (write/sealed_file.hpp).
/// Throws as write_result().
void write_checkpoint(std::string const& path, Checkpoint const& checkpoint, std::string const& key,
                      Precision precision);

/// Words that quote the first line in which the key of a checkpoint differs from `key`; empty when both are equal.
/// Throws InputError, which names the file, when it is damaged, no checkpoint, or of another version.
std::string difference_of_keys(std::string const& path, std::string const& key);

/// Reads a checkpoint with the bits that were written. Throws InputError, which names the file, when there is no such
/// file, when it is damaged, and when its key differs from `key`; the message quotes the first line that differs.
Checkpoint read_checkpoint(std::string const& path, std::string const& key);

}  // namespace ptyger::checkpoint
