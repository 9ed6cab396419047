#pragma once

#include <string>

#include "hdf5/input_file.hpp"
#include "ptyger/reading_report.hpp"
#include "ptyger/scan.hpp"

namespace ptyger::read {

/// Reads a probe (n, n), (M, n, n) or (K, M, n, n), where the first of K probes is taken (FirstProbeTaken); a beam in
/// the corner is moved to [n/2][n/2] (ProbeCentred). InputError for another shape, values that are not finite, or only
/// zeros.
ProbeModes read_probe_modes(hdf5::InputDataset const& dataset, ReadingReport& report);

/// Name of the dataset with the probe of a CXI or product file; empty when there is none.
std::string probe_dataset(hdf5::InputFile const& file);

/// The probe of a CXI or product file, of any size; no modes when there is none.
ProbeModes initial_probe(hdf5::InputFile const& file, ReadingReport& report);

}  // namespace ptyger::read
