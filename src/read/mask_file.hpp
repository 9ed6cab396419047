#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ptyger/read_options.hpp"
#include "ptyger/reading_report.hpp"
#include "ptyger/scan.hpp"

namespace ptyger::read {

/// Where a mask lies: FILE, or FILE:/DATASET.
struct MaskName {
  std::string file;
  std::string dataset;  ///< empty: not said
};

/// Taken apart at the last ":/", unless there is a file of the whole name. InputError when the slash was forgotten.
MaskName parse_mask_name(std::string const& name);

/// The mask that options.mask names: [row][col], 1 = measured, in the orientation of the file. Without a dataset in
/// the name one of the usual names is looked for. InputError when it is missing or not of the shape of a frame.
std::vector<std::uint8_t> read_mask_file(ReadOptions const& options, FrameShape const& frame, ReadingReport& report);

}  // namespace ptyger::read
