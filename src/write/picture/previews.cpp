#include "write/picture/previews.hpp"

#include <filesystem>
#include <system_error>

#include "ptyger/error.hpp"
#include "write/picture/pictures.hpp"

namespace ptyger::write {

std::vector<std::string> preview_names(std::string const& folder, std::string const& stem, PictureFormat format) {
  std::vector<std::string> names;
  for (char const* const what : {"phase", "amplitude", "probe", "convergence"})
    names.push_back((std::filesystem::path(folder) / (stem + "_" + what + "." + to_word(format))).string());
  return names;
}

std::vector<std::string> write_previews(std::string const& folder, std::string const& stem, Scan const& scan,
                                        Result const& result, PictureFormat format) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) throw OutputError(folder, error);
  auto names = preview_names(folder, stem, format);
  write_picture(names[0], phase_picture(scan, result), format);
  write_picture(names[1], amplitude_picture(scan, result), format);
  write_picture(names[2], probe_picture(scan, result), format);
  if (!result.history.empty()) {
    write_picture(names[3], convergence_picture(scan, result), format);
  } else {
    std::filesystem::remove(names[3], error);  // the picture of an earlier result
    names.pop_back();
  }
  return names;
}

}  // namespace ptyger::write
