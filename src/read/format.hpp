#pragma once

#include <string>
#include <vector>

#include "hdf5/input_file.hpp"
#include "ptyger/scan.hpp"

namespace ptyger::read {

using Inputs = std::vector<hdf5::InputFile>;

/// What a format finds in its files: everything of the scan but the counts, and the dataset that holds them.
/// scan.measured is as in the file (zero frequency not moved) or empty when there is no mask; scan.indexes says which
/// frame of the dataset belongs to which position, or is empty when they are in the same order.
struct Finding {
  Scan scan;
  hdf5::InputDataset frames;  ///< [frame][row][col]
};

/// One file format. To add one: a file with its two functions, and a line in registry.cpp.
struct Format {
  char const* name;
  /// What these files lack to be a scan of this format; empty when it can be read.
  std::string (*missing)(Inputs const& inputs);
  Finding (*find)(Inputs const& inputs);
};

/// All formats, in the order in which they are tried.
std::vector<Format> const& registry();

/// The first file that has the dataset, or null.
hdf5::InputFile const* file_with(Inputs const& inputs, std::string const& dataset);

}  // namespace ptyger::read
