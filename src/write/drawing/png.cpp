#include "write/drawing/png.hpp"

#include <png.h>

#include <cerrno>
#include <cstring>

#include "core/expect.hpp"
#include "core/system_error.hpp"
#include "ptyger/error.hpp"
#include "write/pending_file.hpp"

namespace ptyger::write {

void write_png(std::string const& path, Canvas const& canvas) {
  static_assert(sizeof(Colour) == 3);
  PendingFile file(path, true);
  errno = 0;
  png_image image = {};
  image.version = PNG_IMAGE_VERSION;
  image.width = static_cast<png_uint_32>(canvas.width());
  image.height = static_cast<png_uint_32>(canvas.height());
  image.format = PNG_FORMAT_RGB;
  if (png_image_write_to_file(&image, file.temporary().c_str(), 0, canvas.pixels().data(), 3 * canvas.width(),
                              nullptr) == 0) {
    if (auto const system = core::last_system_error()) throw OutputError(path, system);
    throw OutputError(path, image.message);
  }
  file.commit();
}

std::string png_bytes(std::size_t rows, std::size_t cols, std::span<Colour const> pixels) {
  core::expect(pixels.size() == rows * cols, "as many colours as pixels");
  png_image image = {};
  image.version = PNG_IMAGE_VERSION;
  image.width = static_cast<png_uint_32>(cols);
  image.height = static_cast<png_uint_32>(rows);
  image.format = PNG_FORMAT_RGB;
  png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(image);
  std::string bytes(size, '\0');
  if (png_image_write_to_memory(&image, bytes.data(), &size, 0, pixels.data(), static_cast<png_int_32>(3 * cols),
                                nullptr) == 0)
    throw CallError(std::string("png_image_write_to_memory() failed: ") + image.message + ".");
  bytes.resize(size);
  return bytes;
}

}  // namespace ptyger::write
