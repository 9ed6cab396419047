#pragma once

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "campaign/folder.hpp"
#include "tests/app/run_program.hpp"
#include "tests/hdf5/temporary_folder.hpp"

namespace ptyger::test {

/// Small simulated scans scan_0.cxi, scan_1.cxi ... in a folder, made once for all tests of a test program.
class SmallScans {
 public:
  /// The folder, with at least `count` scans of 64 to 512 frames in it.
  static std::string const& folder(int count) {
    static TemporaryFolder const temporary;
    static std::string const path = temporary / "";
    static int scans = 0;  // made so far
    for (; scans < count; ++scans) {
      auto const run =
          run_program({"simulate", "-o", scan(path, scans), "--detector", "32", "--frames",
                       std::to_string(64 * (1 + scans % 8)), "--seed", std::to_string(scans), "--write-probe"});
      if (run.exit_code != 0) throw std::runtime_error(run.diagnostics);
    }
    return path;
  }
  static std::string scan(std::string const& folder, int number) {
    return folder + "scan_" + std::to_string(number) + ".cxi";
  }
};

inline std::string text_of(std::string const& file) {
  std::ifstream in(file);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

/// A campaign of simulated scans in a folder of its own.
class SmallCampaign : public testing::Test {
 protected:
  /// Arguments of `ptyger campaign` for the first `count` scans; more: further options.
  std::vector<std::string> words(int count, std::vector<std::string> const& more = {}, int iterations = 5) const {
    auto const& scans = SmallScans::folder(count);
    std::vector<std::string> all{
        "campaign", "-o", folder.root(), "--angles", "0:2", "--iterations", std::to_string(iterations)};
    all.insert(all.end(), more.begin(), more.end());
    all.emplace_back("--inputs");
    for (int i = 0; i < count; ++i) all.push_back(SmallScans::scan(scans, i));
    return all;
  }
  /// summary.json of the campaign, and the record of a finished projection.
  nlohmann::json summary() const { return nlohmann::json::parse(text_of(folder.root() / "summary.json")); }
  nlohmann::json record(std::string const& name) const { return nlohmann::json::parse(text_of(folder.record(name))); }
  /// Whether the folder of the campaign contains a file.
  bool has_file(std::string const& file) const { return std::filesystem::exists(folder.root() / file); }

  /// Number of lines that contain `text` in the logs of all ranks; 0 without logs.
  int logged_lines(std::string const& text) const {
    int count = 0;
    std::error_code no_logs;
    for (auto const& entry : std::filesystem::directory_iterator(folder.logs(), no_logs)) {
      std::istringstream lines(text_of(entry.path()));
      for (std::string line; std::getline(lines, line);) count += line.find(text) != std::string::npos ? 1 : 0;
    }
    return count;
  }
  /// Whether h5diff finds two files equal.
  static bool equal_files(std::string const& a, std::string const& b) {
    return run_command({"h5diff", a, b}).exit_code == 0;
  }

  TemporaryFolder temporary;
  campaign::CampaignFolder const folder{temporary / "out"};
};

}  // namespace ptyger::test
