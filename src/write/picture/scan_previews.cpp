#include "write/picture/scan_previews.hpp"

#include <filesystem>
#include <system_error>

#include "ptyger/error.hpp"
#include "write/drawing/picture_file.hpp"

namespace ptyger::write {

std::vector<std::string> write_scan_previews(std::string const& folder, std::string const& stem, Scan const& scan,
                                             std::vector<double> const& mean) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) throw OutputError(folder, error);
  auto const path = [&](char const* what) {
    return (std::filesystem::path(folder) / (stem + "_" + what + ".png")).string();
  };
  std::vector<std::string> paths{path("positions"), path("pattern")};
  write_picture(paths[0], positions_picture(scan), PictureFormat::png);
  write_picture(paths[1], mean_pattern_picture(scan, mean), PictureFormat::png);
  return paths;
}

}  // namespace ptyger::write
