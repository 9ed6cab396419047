#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "hdf5/input_file.hpp"
#include "ptyger/reading_report.hpp"
#include "ptyger/scan.hpp"

namespace ptyger::read {

/// The dark frame of a dataset (rows, columns), or the mean of the finite values of a dataset (M, rows, columns):
/// [row][col] in the orientation of the file; zero where no value is finite. Reported as DarkSubtracted. InputError for
/// another shape.
std::vector<float> read_dark(hdf5::InputDataset const& dataset, FrameShape const& frame, ReadingReport& report);

/// The dark frame in the group of a detector, under one of the usual names; empty when there is none.
std::vector<float> find_dark(hdf5::InputFile const& file, std::string const& group, FrameShape const& frame,
                             ReadingReport& report);

}  // namespace ptyger::read
