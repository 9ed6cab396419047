#include "write/placed_result.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <utility>

#include "write/product.hpp"

namespace ptyger::write {

core::PlacedObject placed_result(Scan const& scan, Result result) {
  core::PlacedObject placed;
  placed.source = fmt::format("{} frames", to_word(scan.half));
  placed.layout = "PtyGer";
  placed.pixel_row_m = scan.pixel_row_m;
  placed.pixel_col_m = scan.pixel_col_m;
  auto const size = result.probe.size;
  placed.center = {center_m(result.origin_row, result.object.rows, size, scan.pixel_row_m),
                   center_m(result.origin_col, result.object.cols, size, scan.pixel_col_m)};
  placed.object = std::move(result.object);
  placed.illumination = std::move(result.illumination);
  placed.probe = size;
  std::vector<std::string> files;
  for (auto const& source : scan.sources) files.push_back(std::filesystem::absolute(source));
  placed.frames = core::ResultFrames{.files = std::move(files), .half = scan.half, .shared_start = false};
  return placed;
}

}  // namespace ptyger::write
