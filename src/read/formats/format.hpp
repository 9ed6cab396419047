#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hdf5/input_file.hpp"
#include "ptyger/read_options.hpp"
#include "ptyger/scan.hpp"
#include "read/counts.hpp"
#include "read/frame_set.hpp"
#include "read/mask.hpp"

namespace ptyger::read {

using Inputs = std::vector<hdf5::InputFile>;

/// Where the files of a scan have a mask.
struct MaskPlace {
  hdf5::InputDataset dataset;
  MaskRule rule;
};

/// What a format finds in its files: everything of the scan but counts and mask, and the datasets that hold these.
/// scan.detector and scan.pixel_* are those of the whole frames (FrameSet::detector()); scan.probe may be of another
/// size than the frames; scan.measured is empty, or the mask where MaskPlace cannot say it: [row][col] as the frames of
/// the file; scan.indexes says which frame of the dataset belongs to which position, or is empty when they are in the
/// same order.
struct Finding {
  Scan scan;
  FrameSet frames;
  std::optional<MaskPlace> mask = {};
  CountConversion conversion = {};  ///< what makes counts of the frames
  FrameOrientation turned = {};     ///< what makes rows of y and columns of x, before what the user asks for
};

/// One file format. To add one: a file with its two functions, and a line in registry.cpp.
struct Format {
  char const* name;
  /// What these files lack to be a scan of this format; empty when it can be read.
  std::string (*missing)(Inputs const& inputs);
  /// Reads them, with the beam, distance and pixels of the options in place of those of the files.
  Finding (*find)(Inputs const& inputs, ReadOptions const& options);
};

/// All formats, in the order in which they are tried.
std::vector<Format> const& registry();

/// The first file that has the dataset, or null.
hdf5::InputFile const* file_with(Inputs const& inputs, std::string const& dataset);

}  // namespace ptyger::read
