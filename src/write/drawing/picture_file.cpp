#include "write/drawing/picture_file.hpp"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>

#include "core/system_error.hpp"
#include "ptyger/error.hpp"
#include "write/drawing/canvas.hpp"
#include "write/drawing/pdf.hpp"
#include "write/drawing/png.hpp"
#include "write/drawing/svg.hpp"
#include "write/pending_file.hpp"

namespace ptyger::write {

std::optional<PictureFormat> picture_format_of(std::string const& path) {
  auto ending = std::filesystem::path(path).extension().string();
  std::transform(ending.begin(), ending.end(), ending.begin(),
                 [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
  return ending.empty() ? std::nullopt : from_word<PictureFormat>(ending.substr(1));
}

void write_picture(std::string const& path, Drawing const& drawing, PictureFormat format) {
  if (format == PictureFormat::png) return write_png(path, rasterise(drawing));
  auto const bytes = format == PictureFormat::svg ? svg(drawing) : pdf(drawing);
  PendingFile pending(path, true);
  std::ofstream file(pending.temporary(), std::ios::binary);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  file.close();
  if (!file) throw OutputError(path, core::last_system_error());
  pending.commit();
}

}  // namespace ptyger::write
