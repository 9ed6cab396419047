#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "ptyger/halves.hpp"
#include "ptyger/options.hpp"
#include "ptyger/result.hpp"
#include "ptyger/scan.hpp"

namespace ptyger {

/// How a result was made; write_result() stores all of it beside the images.
struct ResultInfo {
  std::string options_toml;                     ///< all options of the run as a TOML document
  std::string command_line;                     ///< the command, as typed
  std::map<std::string, std::string> versions;  ///< by name; "ptyger": version()
  std::string host;                             ///< name of the machine
  std::string start_time;                       ///< ISO 8601 with the offset to UTC
  std::string end_time;                         ///< ISO 8601 with the offset to UTC
  Precision precision = Precision::single;      ///< full: the object is stored in double precision
  bool overwrite = false;                       ///< an existing result may be replaced
  std::vector<std::string> notes = {};          ///< what was decided or corrected, a sentence each
  std::string key = {};                         ///< options and inputs on which the result depends
  std::optional<HalvesComparison> halves = {};  ///< how far two halves of the frames agree; empty: not compared
};

/// Checks that a file can be written, before a run starts.
/// @param path       file to be written
/// @param overwrite  an existing file may be replaced
/// @throws InputError when `path` exists and `overwrite` is false, or its folder is missing or cannot be written
void check_output(std::string const& path, bool overwrite);

/// Writes a result in the product layout of ptychodus and pty-chi.
///
/// The file holds object (1, rows, cols), probe (1, modes, size, size), positions of the frames in metres, loss values,
/// and the group /ptyger, which states how the result was made: input, options, version, timings, history,
/// illumination, mask, comparison of the halves. The attributes of `object` give its pixel and its centre in metres:
/// the patch of position (x, y) begins at row (y - center_y) / pixel_height + rows/2 - size/2; its first column is
/// computed in the same way from x. The file appears under its name only when it is whole.
/// @param path    file to be written
/// @param scan    the scan that was reconstructed
/// @param result  from reconstruct()
/// @param info    how it was made
/// @throws InputError   as check_output() does
/// @throws OutputError  when writing fails
void write_result(std::string const& path, Scan const& scan, Result const& result, ResultInfo const& info);

}  // namespace ptyger
