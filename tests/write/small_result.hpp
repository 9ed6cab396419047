#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <string>

#include "ptyger/result.hpp"
#include "ptyger/scan.hpp"

namespace ptyger::test {

/// A folder of its own for each test, removed at its end.
class FolderTest : public testing::Test {
 public:
  ~FolderTest() override { std::filesystem::remove_all(folder_); }

 protected:
  FolderTest() : folder_(std::filesystem::temp_directory_path() / ("ptyger_write_" + std::to_string(::getpid()))) {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }

  /// Path of a file in the folder.
  std::string path(std::string const& name) const { return (folder_ / name).string(); }
  /// Number of files in the folder.
  std::ptrdiff_t files() const {
    return std::distance(std::filesystem::directory_iterator(folder_), std::filesystem::directory_iterator());
  }

  std::filesystem::path folder_;
};

/// Three frames of 4 x 4 pixels, rectangular object pixels, one masked detector pixel at the zero frequency.
inline Scan small_scan() {
  Scan scan;
  scan.sources = {"folder/small.cxi"};
  scan.frames = 3;
  scan.detector = 4;
  scan.counts = std::vector<std::uint16_t>(48, 7);
  scan.measured.assign(16, 1);
  scan.measured[0] = 0;
  scan.positions = {{-1e-8, 2e-8}, {3e-8, 5e-8}, {7.5e-8, -4e-8}};
  scan.indexes = {4, 5, 9};
  scan.pixel_row_m = 1e-8;
  scan.pixel_col_m = 2e-8;
  scan.wavelength_m = 1.5e-10;
  scan.energy_eV = 8266;
  scan.distance_m = 1.25;
  return scan;
}

/// An object of 15 x 11 pixels, two probe modes of 4 x 4, one record of each phase.
inline Result small_result() {
  Result result;
  result.object = {15, 11, std::vector<std::complex<double>>(165)};
  for (std::size_t i = 0; i < 165; ++i) result.object.values[i] = std::polar(1.0, 0.01 * static_cast<double>(i));
  result.probe = {2, 4, std::vector<std::complex<double>>(32, {0.5, -1})};
  result.origin_row = -3.25;
  result.origin_col = -4.5;
  result.illumination.assign(165, 10);
  result.history = {{Phase::search, 1, 0, 9, 0.5, 0.4, 0, 0, false, 0.1, {}},
                    {Phase::start, 1, 2, 8, 0.3, 0.2, 0.9, 0, false, 0.2, {{"gradient", 0.15}}},
                    {Phase::cg, 1, 5, 7, 0.2, 0.1, 0.8, 0.7, true, 0.3, {{"gradient", 0.1}, {"update", 0.05}}}};
  result.complete = true;
  result.stop_reason = "the objective no longer falls";
  result.timings = {{"gradient", 1.5}};
  return result;
}

}  // namespace ptyger::test
