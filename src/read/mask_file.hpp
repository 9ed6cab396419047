#pragma once

#include <string>

#include "ptyger/read_options.hpp"
#include "ptyger/reading_report.hpp"
#include "ptyger/scan.hpp"
#include "read/mask.hpp"

namespace ptyger::read {

/// File and dataset of a mask.
struct MaskName {
  std::string file;     ///< path of the file
  std::string dataset;  ///< path of the dataset in the file; empty: not stated
};

/// Splits FILE:/DATASET at the last ":/", unless there is a file of the whole name. InputError when the slash is
/// missing.
MaskName parse_mask_name(std::string const& name);

/// The dataset of an image that `option` names as FILE or FILE:/DATASET: the only dataset of the file, or `mask`.
/// InputError when it is missing.
hdf5::InputDataset open_image(std::string const& name, char const* option);

/// The mask that options.mask names. When the name has no dataset, the usual names are tried. Reported as MaskFromFile.
/// InputError when the mask is missing.
MaskPlace open_mask_file(ReadOptions const& options, ReadingReport& report);

}  // namespace ptyger::read
