#pragma once

#include <string>

#include "read/detector_files/detector_frames.hpp"

namespace ptyger::read {

/// An array of real numbers of rank 3, (frame, row, column), or rank 4, a raster of frames, in the root of a file of
/// NumPy, MATLAB or TIFF, which states nothing else about its scan; also `dp` of an HDF5 file that is given with a file
/// of another kind, such as a table of positions. Arrays of one name in several files are joined.
/// MATLAB's (row, column, frame) are turned; its arrays (row, column, A, B) are a raster of A x B whose frames follow
/// each other along the columns. Arrays `mask`, where 0 is good, and `probe` are taken, too. open_array_frames() throws
/// an InputError when arrays of several names could be the frames.
std::string missing_in_array_frames(Inputs const& inputs);
DetectorFrames open_array_frames(Inputs const& inputs, ReadingReport& report);

}  // namespace ptyger::read
