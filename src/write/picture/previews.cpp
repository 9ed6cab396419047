#include "write/picture/previews.hpp"

#include <filesystem>
#include <system_error>

#include "ptyger/error.hpp"
#include "write/picture/pictures.hpp"
#include "write/picture/png.hpp"

namespace ptyger::write {

std::vector<std::string> write_previews(std::string const& folder, std::string const& stem, Scan const& scan,
                                        Result const& result) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) throw OutputError(folder, error);
  std::vector<std::string> paths;
  auto const write = [&](std::string const& what, Canvas const& canvas) {
    paths.push_back((std::filesystem::path(folder) / (stem + "_" + what + ".png")).string());
    write_png(paths.back(), canvas);
  };
  write("phase", phase_picture(scan, result));
  write("amplitude", amplitude_picture(scan, result));
  write("probe", probe_picture(scan, result));
  if (!result.history.empty())
    write("convergence", convergence_picture(result.history));
  else  // removes the picture of an earlier result
    std::filesystem::remove(std::filesystem::path(folder) / (stem + "_convergence.png"), error);
  return paths;
}

}  // namespace ptyger::write
