#pragma once

#include <string>

#include "hdf5/input_file.hpp"
#include "ptyger/reading_report.hpp"
#include "ptyger/scan.hpp"

namespace ptyger::read {

/// Reads a probe (n, n), (M, n, n) or (K, M, n, n), of which the first of K is taken, centred at [n/2][n/2].
/// InputError for another shape, values that are not finite, or a probe of zeros.
ProbeModes read_probe_modes(hdf5::InputDataset const& dataset, ReadingReport& report);

/// Name of the dataset with the probe in a CXI or product file; empty when there is none.
std::string probe_dataset(hdf5::InputFile const& file);

/// The probe of the file, of whatever size, if it has one.
ProbeModes initial_probe(hdf5::InputFile const& file, ReadingReport& report);

}  // namespace ptyger::read
