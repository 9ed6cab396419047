#pragma once

#include <fmt/format.h>

#include <string>
#include <vector>

#include "tests/array_files/bytes.hpp"

namespace ptyger::test {

/// Frames [frame][row][col] of a detector, the values of a file.
template <class T>
struct DetectorScan {
  std::size_t frames = 0;
  std::size_t rows = 0;
  std::size_t cols = 0;
  std::vector<T> counts;

  std::vector<T> frame(std::size_t number) const {
    auto const begin = counts.begin() + static_cast<std::ptrdiff_t>(number * rows * cols);
    return {begin, begin + static_cast<std::ptrdiff_t>(rows * cols)};
  }
};

/// A .mib file of a Merlin detector.
template <class T>
std::string mib(DetectorScan<T> const& scan, std::size_t header_bytes = 384) {
  std::string bytes;
  for (std::size_t k = 0; k < scan.frames; ++k) {
    auto header =
        fmt::format("MQ1,{:06},{:05},01,{:04},{:04},U{:02},   1x1,01,2020-05-18 16:51:49.971626,0.000555,0,0,0,", k + 1,
                    header_bytes, scan.cols, scan.rows, 8 * sizeof(T));
    header.resize(header_bytes, ' ');
    bytes += header + bytes_of_values(scan.frame(k), true);
  }
  return bytes;
}

/// What the header of a blockfile states.
struct BlockHeader {
  std::uint16_t scan_rows = 0;
  std::uint16_t scan_cols = 0;
  double step_row_nm = 0;
  double step_col_nm = 0;
  std::uint32_t voltage = 0;
  std::uint16_t pixels_per_m = 0;
  std::uint32_t camera_length = 0;  ///< 0.1 mm
};

/// A blockfile (.blo).
inline std::string blo(DetectorScan<std::uint8_t> const& scan, BlockHeader const& header) {
  constexpr std::uint32_t first_frame = 0x1100;
  std::string bytes = "IMGBLO" + bytes_of_value(std::uint16_t{0x0102}) + bytes_of_value(std::uint32_t{0x1000}) +
                      bytes_of_value(first_frame) + bytes_of_value(std::uint32_t{131141}) +
                      bytes_of_value(static_cast<std::uint16_t>(scan.rows)) + bytes_of_value(std::uint16_t{0}) +
                      bytes_of_value(header.scan_cols) + bytes_of_value(header.scan_rows) +
                      bytes_of_value(std::uint16_t{0}) + bytes_of_value(header.step_col_nm) +
                      bytes_of_value(header.step_row_nm) + bytes_of_value(header.voltage) +
                      bytes_of_value(header.pixels_per_m) + bytes_of_value(header.camera_length);
  bytes.resize(first_frame, '\0');
  for (std::size_t k = 0; k < scan.frames; ++k)
    bytes += "\xAA\x55" + bytes_of_value(static_cast<std::uint32_t>(k)) + bytes_of_values(scan.frame(k));
  return bytes;
}

/// The raw file of an EMPAD detector: after each frame of 128 x 128 floats follow two rows of counters.
inline std::string empad_raw(DetectorScan<float> const& scan) {
  std::string bytes;
  for (std::size_t k = 0; k < scan.frames; ++k)
    bytes += bytes_of_values(scan.frame(k)) + bytes_of_values(std::vector<std::uint32_t>(256, 0x7FC00000U + 1));
  return bytes;
}

/// The XML file of an EMPAD detector.
inline std::string empad_xml(std::string const& raw_file, std::size_t rows, std::size_t cols,
                             std::string const& measurements = {}) {
  return fmt::format(
      "<?xml version=\"1.0\" ?>\n<root name=\"scan\">\n<raw_file filename=\"C:\\data\\{}\"/>\n<scan_parameters "
      "mode=\"search\"><scan_resolution_x>64</scan_resolution_x><scan_resolution_y>64</scan_resolution_y>"
      "</scan_parameters>\n<scan_parameters mode=\"acquire\"><scan_resolution_x>{}</scan_resolution_x>"
      "<scan_resolution_y>{}</scan_resolution_y><scan_size>1.0</scan_size></scan_parameters>\n<iom_measurements>{}"
      "</iom_measurements>\n</root>\n",
      raw_file, cols, rows, measurements);
}

}  // namespace ptyger::test
