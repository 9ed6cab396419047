#include "write/png.hpp"

#include <png.h>

#include "core/error.hpp"
#include "write/pending_file.hpp"

namespace ptyger {

void write_png(std::string const& path, Canvas const& canvas) {
  static_assert(sizeof(Colour) == 3);
  PendingFile file(path, true);
  png_image image = {};
  image.version = PNG_IMAGE_VERSION;
  image.width = static_cast<png_uint_32>(canvas.width());
  image.height = static_cast<png_uint_32>(canvas.height());
  image.format = PNG_FORMAT_RGB;
  if (png_image_write_to_file(&image, file.temporary().c_str(), 0, canvas.pixels().data(), 3 * canvas.width(),
                              nullptr) == 0)
    throw CallError("png_image_write_to_file() failed for " + path + ": " + image.message + ".");
  file.commit();
}

}  // namespace ptyger
