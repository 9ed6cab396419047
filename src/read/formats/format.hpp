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
#include "read/positions/raster.hpp"

namespace ptyger::read {

/// The files of one scan, open for reading.
using Inputs = std::vector<hdf5::InputFile>;

/// What a format finds in its files: a scan without counts and mask, and the datasets of frames and mask. scan.detector
/// and scan.pixel_* belong to whole frames (FrameSet::detector()). The size of scan.probe may differ from the frames.
/// scan.measured is empty, or a mask that no MaskPlace can describe: [row][col] in the orientation of the file.
/// scan.indexes has the number of the frame of each position; it is empty when both are in the same order.
/// scan.positions is empty when the files hold none.
struct Finding {
  Scan scan;                           ///< the scan without counts and mask
  FrameSet frames;                     ///< datasets of the frames
  std::string kind = {};               ///< kind of the files within the format, for the user; empty: only one
  std::optional<Raster> raster = {};   ///< raster of the frames where scan.positions is empty, if stated
  std::string positions_where = {};    ///< "FILE: dataset 'NAME'" of the positions, or why there are none, for messages
  std::optional<MaskPlace> mask = {};  ///< dataset of the mask, of one frame or of all, if any
  std::optional<FrameSet> weights = {};  ///< weights of all frames in their order, if any: above 0 is measured
  CountConversion conversion = {};       ///< how the values of the frames become counts
  FrameOrientation orientation = {};  ///< turns the rows of the frames along y, before ReadOptions::frames turns them
};

/// One file format. To add one: a file with its two functions, and a line in registry.cpp.
struct Format {
  char const* name;  ///< name for the user
  /// What these files lack to be a scan of this format, in words for the user; empty when the format fits.
  std::string (*missing)(Inputs const& inputs);
  /// Reads the scan; beam, distance and pixels of the options replace those of the files.
  Finding (*find)(Inputs const& inputs, ReadOptions const& options);
};

/// All formats, in the order in which they are tried.
std::vector<Format> const& registry();

/// The first file that has the dataset, or null.
hdf5::InputFile const* file_with(Inputs const& inputs, std::string const& dataset);

/// The dataset of every file that has it, in the order of the files.
std::vector<hdf5::InputDataset> datasets_of_all(Inputs const& inputs, std::string const& dataset);

/// The mask of all frames in the dataset of this name; empty when no file has it. InputError when files have different
/// masks.
std::optional<hdf5::InputDataset> mask_of_all(Inputs const& inputs, std::string const& dataset);

}  // namespace ptyger::read
