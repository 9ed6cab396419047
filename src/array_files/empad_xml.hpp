#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ptyger::array_files {

/// A shape of the scan, and the step if the file states it.
struct EmpadScan {
  std::size_t rows = 0;
  std::size_t cols = 0;
  double step_row_m = 0;  ///< 0: not stated
  double step_col_m = 0;
};

/// What the XML file beside the frames of an EMPAD detector states.
struct EmpadXml {
  std::string raw_file;                            ///< name of the file of the frames, without its folder
  std::vector<EmpadScan> scans;                    ///< the scan is one of these
  std::optional<double> voltage;                   ///< V
  std::optional<double> pixel_angle_rad = {};      ///< angle that a pixel of the detector spans
  std::optional<double> pixel_frequency_1_m = {};  ///< frequency that it spans
};

/// Whether these bytes, the beginning of a file, are XML.
bool is_xml(std::string_view head);

/// Reads the XML file of an EMPAD detector; empty when it names no file of frames. InputError when it is no XML.
std::optional<EmpadXml> read_empad_xml(std::string const& path);

}  // namespace ptyger::array_files
