#include "write/object_tiff.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <limits>

#include "ptyger/version.hpp"
#include "ptyger/write_result.hpp"
#include "write/picture/object_view.hpp"
#include "write/tiff.hpp"

namespace ptyger::write {
namespace {

void write_view(std::string const& path, ObjectView const& view, char const* what, Scan const& scan, bool overwrite) {
  check_output(path, overwrite);
  std::vector<float> values(view.values.begin(), view.values.end());
  for (std::size_t i = 0; i < values.size(); ++i)
    if (view.lit[i] == 0) values[i] = std::numeric_limits<float>::quiet_NaN();
  write_tiff(path, view.rows, view.cols, values,
             fmt::format("{}, object pixel {:.9g} x {:.9g} m (rows x columns), begins at row {} and column {} of the "
                         "object, PtyGer {}",
                         what, scan.pixel_row_m, scan.pixel_col_m, view.top, view.left, version()),
             {scan.pixel_row_m, scan.pixel_col_m});
}

}  // namespace

std::vector<std::string> object_tiff_names(std::string const& result_file) {
  auto const stem = std::filesystem::path(result_file).replace_extension().string();
  return {stem + "_phase.tif", stem + "_amplitude.tif"};
}

void write_object_tiffs(std::string const& result_file, Scan const& scan, Result const& result, bool overwrite) {
  auto const names = object_tiff_names(result_file);
  write_view(names[0], phase_view(result), "phase in radians", scan, overwrite);
  write_view(names[1], amplitude_view(result), "amplitude", scan, overwrite);
}

}  // namespace ptyger::write
