#include <fmt/format.h>

#include <cmath>
#include <filesystem>

#include "write/picture/axes.hpp"
#include "write/picture/pictures.hpp"

namespace ptyger::write {
namespace {

constexpr int longest_name = 420;  // picture pixels

std::string name_of(Scan const& scan) {
  if (scan.sources.empty()) return "scan";
  auto const name = shortened(std::filesystem::path(scan.sources.front()).filename().string(), longest_name, note_size);
  auto const others = scan.sources.size() - 1;
  return others == 0 ? name : fmt::format("{} and {} more file{}", name, others, others == 1 ? "" : "s");
}

}  // namespace

std::string pixel_label(double row_m, double col_m) {
  bool const is_square = std::abs(row_m - col_m) < 1e-6 * col_m;
  return is_square ? length_label(col_m) : length_label(row_m) + " × " + length_label(col_m) + " (height × width)";
}

std::string result_note(Scan const& scan, Result const& result) {
  auto note = name_of(scan);
  if (scan.pixel_col_m > 0) note += ", pixel " + pixel_label(scan.pixel_row_m, scan.pixel_col_m);
  return result.nrmse > 0 ? fmt::format("{}, NRMSE {:.4f}", note, result.nrmse) : note;
}

}  // namespace ptyger::write
