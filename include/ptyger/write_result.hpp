#pragma once

#include <map>
#include <string>

#include "ptyger/options.hpp"
#include "ptyger/result.hpp"
#include "ptyger/scan.hpp"

namespace ptyger {

/// How a result was made; all of it is stored beside the images.
struct ResultInfo {
  std::string options_toml;                     ///< the resolved options as a TOML document
  std::string command_line;                     ///< the words of the command, as typed
  std::map<std::string, std::string> versions;  ///< of the program ("ptyger") and of the libraries, by name
  std::string host;                             ///< name of the machine
  std::string start_time;                       ///< ISO 8601 with the offset to UTC
  std::string end_time;                         ///< ISO 8601 with the offset to UTC
  Precision precision = Precision::single;      ///< full: the object is stored in double precision
  bool overwrite = false;                       ///< an existing result may be replaced
};

/// To be called before a run starts: throws InputError when `path` exists and `overwrite` is false, when its folder
/// is missing, or when nothing can be written there.
void check_output(std::string const& path, bool overwrite);

/// Writes a result in the product layout of ptychodus and pty-chi: object (1,rows,cols), probe (1,modes,size,size),
/// probe positions in metres, loss values, and the group /ptyger with how it was made (input, options, version,
/// timings, history, illumination, mask). The attributes of `object` give its pixel and its centre in metres:
/// patch corner of position (x, y) = (y - center_y) / pixel_height + rows/2 - size/2, the same for x and columns.
/// The file appears under its name only when it is whole. Throws as check_output, and OutputError when writing fails.
void write_result(std::string const& path, Scan const& scan, Result const& result, ResultInfo const& info);

}  // namespace ptyger
