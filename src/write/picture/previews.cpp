#include "write/picture/previews.hpp"

#include <filesystem>
#include <system_error>

#include "ptyger/error.hpp"
#include "write/picture/pictures.hpp"
#include "write/probe_variation.hpp"

namespace ptyger::write {

std::vector<std::string> preview_names(std::string const& folder, std::string const& stem, PictureFormat format) {
  std::vector<std::string> names;
  for (char const* const what : {"phase", "amplitude", "probe", "convergence", "fit", "variation", "halves"})
    names.push_back((std::filesystem::path(folder) / (stem + "_" + what + "." + to_word(format))).string());
  return names;
}

std::vector<std::string> write_previews(std::string const& folder, std::string const& stem, Scan const& scan,
                                        Result const& result, PictureFormat format) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) throw OutputError(folder, error);
  std::vector<std::string> written;
  std::string failures;
  auto const names = preview_names(folder, stem, format);
  auto const draw = [&](std::size_t number, bool has_data, Drawing (*picture)(Scan const&, Result const&)) {
    if (has_data) {
      try {
        write_picture(names[number], picture(scan, result), format);
        written.push_back(names[number]);
      } catch (std::exception const& problem) {
        failures += (failures.empty() ? "" : " ") + std::string(problem.what());
      }
    } else {
      std::filesystem::remove(names[number], error);  // the picture of an earlier result
    }
  };
  draw(0, true, phase_picture);
  draw(1, true, amplitude_picture);
  draw(2, true, probe_picture);
  draw(3, !result.history.empty(), convergence_picture);
  draw(4, !result.fit.frame_nrmse.empty(), fit_picture);
  draw(5, varies(scan, result), variation_picture);
  if (!failures.empty()) throw InputError(failures);
  return written;
}

}  // namespace ptyger::write
