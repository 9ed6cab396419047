#include "inspect/detector_mask.hpp"

#include "read/file_pixel.hpp"

namespace ptyger::inspect {

std::vector<std::uint32_t> detector_mask(Scan const& scan, CountStatistics const& counts) {
  auto const file = read::frames_of_file(scan);
  std::vector<std::uint32_t> mask(file.shape.pixels(), mask_invalid);
  auto const at = [&](std::size_t row, std::size_t col) -> std::uint32_t& {
    auto const pixel = read::file_pixel(file, scan.detector, row, col);
    return mask[pixel.row * file.shape.cols + pixel.col];
  };
  for (std::size_t i = 0; i < scan.measured.size(); ++i)
    if (read::is_in_file(file, scan.detector, i / scan.detector, i % scan.detector))
      at(i / scan.detector, i % scan.detector) = scan.measured[i] != 0 ? 0U : std::uint32_t{mask_invalid};
  auto const mark = [&](std::vector<DetectorPixel> const& pixels, MaskBit bit) {
    for (auto const& pixel : pixels) at(pixel.row, pixel.col) |= bit;
  };
  mark(counts.saturating, mask_saturated);
  mark(counts.hot, mask_hot);
  mark(counts.dead, mask_dead);
  return mask;
}

}  // namespace ptyger::inspect
