#pragma once

#include <string>
#include <vector>

#include "prepare/reconstruct_settings.hpp"
#include "ptyger/read_options.hpp"
#include "ptyger/result.hpp"
#include "ptyger/scan.hpp"
#include "ptyger/write_result.hpp"

namespace ptyger::app {

/// Files that are read for a scan: its inputs, the mask and the mapping of the options.
std::vector<std::string> files_read(std::vector<std::string> const& inputs, ReadOptions const& options);

/// Throws InputError when the output file `target` is one of the files `sources`, of which --overwrite replaces none.
/// Names without a file are no fault.
void check_not_read(std::string const& target, std::vector<std::string> const& sources);

/// Checks the output files before a run. Throws InputError when an output file is an input, is also another output,
/// exists already (without --overwrite), or cannot be written.
void check_outputs(prepare::ReconstructSettings const& settings);

/// Draws the pictures of a run that has not ended, and writes its report, which reloads itself every settings.watch
/// seconds. Throws OutputError when a file cannot be written.
void show_so_far(prepare::ReconstructSettings const& settings, Scan const& scan, Result const& so_far,
                 ResultInfo const& info);

/// Name of the picture that compares the halves of the frames.
std::string halves_picture(prepare::ReconstructSettings const& settings);

/// Files that were written beside the result.
struct Extras {
  std::string lines;                  ///< one line for each file, for the user
  std::vector<std::string> failures;  ///< one message for each file that could not be written
};

/// Writes pictures, report, CXI file and TIFF images, as the settings say. When one fails, the others are still
/// written.
Extras write_extras(prepare::ReconstructSettings const& settings, Scan const& scan, Result const& result,
                    ResultInfo const& info);

}  // namespace ptyger::app
