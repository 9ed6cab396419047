#include "write/tiff.hpp"

#include <tiffio.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <memory>

#include "core/expect.hpp"
#include "core/system_error.hpp"
#include "ptyger/error.hpp"
#include "write/pending_file.hpp"

namespace ptyger::write {
namespace {

constexpr std::size_t strip_bytes = 1 << 20;  // largest strip, the unit in which TIFF stores an image

// First lines of a description that ImageJ reads: it is an ImageJ file, whose resolution is in pixels for each
// nanometre.
constexpr char const* image_j = "ImageJ=1.53t\nunit=nm\n";

/// Deleter of a unique_ptr to an open TIFF file.
struct CloseTiff {
  void operator()(TIFF* file) const { TIFFClose(file); }
};

[[noreturn]] void fail(std::string const& path) {
  if (auto const cause = core::last_system_error()) throw OutputError(path, cause);
  throw OutputError(path, "libtiff reported no cause");
}

void set_tags(TIFF* file, std::size_t rows, std::size_t cols, std::size_t rows_per_strip,
              std::string const& description, TiffPixel const& pixel) {
  TIFFSetField(file, TIFFTAG_IMAGEWIDTH, static_cast<std::uint32_t>(cols));
  TIFFSetField(file, TIFFTAG_IMAGELENGTH, static_cast<std::uint32_t>(rows));
  TIFFSetField(file, TIFFTAG_BITSPERSAMPLE, 32);
  TIFFSetField(file, TIFFTAG_SAMPLEFORMAT, SAMPLEFORMAT_IEEEFP);
  TIFFSetField(file, TIFFTAG_SAMPLESPERPIXEL, 1);
  TIFFSetField(file, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_MINISBLACK);
  TIFFSetField(file, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
  TIFFSetField(file, TIFFTAG_COMPRESSION, COMPRESSION_NONE);
  TIFFSetField(file, TIFFTAG_ROWSPERSTRIP, static_cast<std::uint32_t>(rows_per_strip));
  bool const has_scale = pixel.row_m > 0 && pixel.col_m > 0;
  std::string const text = has_scale ? image_j + description : description;
  TIFFSetField(file, TIFFTAG_IMAGEDESCRIPTION, text.c_str());
  if (!has_scale) return;
  TIFFSetField(file, TIFFTAG_XRESOLUTION, 1e-9 / pixel.col_m);
  TIFFSetField(file, TIFFTAG_YRESOLUTION, 1e-9 / pixel.row_m);
  TIFFSetField(file, TIFFTAG_RESOLUTIONUNIT, RESUNIT_NONE);  // the description states the unit
}

}  // namespace

void write_tiff(std::string const& path, std::size_t rows, std::size_t cols, std::span<float const> values,
                std::string const& description, TiffPixel const& pixel) {
  core::expect(values.size() == rows * cols, "as many values as the image has pixels");
  PendingFile pending(path, true);
  TIFFSetErrorHandler(nullptr);  // prints nothing; errno has the cause
  TIFFSetWarningHandler(nullptr);
  errno = 0;
  std::unique_ptr<TIFF, CloseTiff> file(TIFFOpen(pending.temporary().c_str(), "w"));
  if (!file) fail(path);
  std::size_t const rows_per_strip = std::max<std::size_t>(1, strip_bytes / (cols * sizeof(float)));
  set_tags(file.get(), rows, cols, rows_per_strip, description, pixel);
  std::uint32_t strip = 0;
  for (std::size_t row = 0; row < rows; row += rows_per_strip, ++strip) {
    auto const part = values.subspan(row * cols, std::min(rows_per_strip, rows - row) * cols);
    auto const bytes = static_cast<tmsize_t>(part.size_bytes());
    // libtiff does not change the values, since they are not compressed.
    if (TIFFWriteEncodedStrip(file.get(), strip, const_cast<float*>(part.data()), bytes) != bytes) fail(path);
  }
  if (TIFFWriteDirectory(file.get()) == 0 || TIFFFlush(file.get()) == 0) fail(path);
  file.reset();
  pending.commit();
}

}  // namespace ptyger::write
