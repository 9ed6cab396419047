#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "hdf5/input_file.hpp"
#include "ptyger/reading_report.hpp"
#include "ptyger/scan.hpp"

namespace ptyger::read {

/// The dark frame of a dataset (rows, columns), or the mean of its finite values in one (M, rows, columns): [row][col]
/// in the orientation of the file; zero where nothing is finite. InputError for another shape. Adds to notes that it is
/// subtracted.
std::vector<float> read_dark(hdf5::InputDataset const& dataset, FrameShape const& frame, ReadingReport& report);

/// The dark frame beside the frames of a detector's group, under one of its usual names; empty when there is none.
std::vector<float> find_dark(hdf5::InputFile const& file, std::string const& group, FrameShape const& frame,
                             ReadingReport& report);

}  // namespace ptyger::read
