#include "array_files/tiff_page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <utility>

#include "array_files/byte_file.hpp"
#include "ptyger/error.hpp"

namespace ptyger::array_files {
namespace {

TIFF* open_tiff(std::string const& path) {
  TIFFSetErrorHandler(nullptr);  // prints nothing
  TIFFSetWarningHandler(nullptr);
  TIFF* const file = TIFFOpen(path.c_str(), "rm");  // m: not mapped into memory
  if (file == nullptr) throw InputError(path + " is a damaged TIFF file: it has no first page. Copy it again.");
  return file;
}

template <class T>
T field(TIFF* file, std::uint32_t tag, T otherwise) {
  T value = otherwise;
  TIFFGetFieldDefaulted(file, tag, &value);
  return value;
}

hdf5::RawType::Form form_of(std::uint16_t sample_format, std::string const& where) {
  using Form = hdf5::RawType::Form;
  switch (sample_format) {
    case SAMPLEFORMAT_INT:
      return Form::integer;
    case SAMPLEFORMAT_IEEEFP:
      return Form::real;
    case SAMPLEFORMAT_UINT:
    case SAMPLEFORMAT_VOID:
      return Form::unsigned_integer;
    default:
      throw InputError(where + " has complex values, but whole or real numbers are needed.");
  }
}

}  // namespace

TiffFile::TiffFile(std::string path) : path_(std::move(path)), file_(open_tiff(path_)) {}

bool TiffFile::next_page() {
  if (TIFFLastDirectory(file_.get()) != 0) return false;
  if (TIFFReadDirectory(file_.get()) != 0) return true;
  throw InputError(
      fmt::format("{}, is followed by a page that cannot be read. The file is damaged or truncated; copy it "
                  "again.",
                  where()));
}

std::string TiffFile::where() const {
  return fmt::format("{}, page {}", path_, TIFFCurrentDirectory(file_.get()) + 1);
}

TiffPage TiffFile::page() const {
  auto const samples = field<std::uint16_t>(file_.get(), TIFFTAG_SAMPLESPERPIXEL, 1);
  auto const colours = field<std::uint16_t>(file_.get(), TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_MINISBLACK);
  auto const bits = field<std::uint16_t>(file_.get(), TIFFTAG_BITSPERSAMPLE, 1);
  if (samples != 1 || colours > PHOTOMETRIC_MINISBLACK)
    throw InputError(where() +
                     " is a picture in colours, but one number for each pixel is needed. Save the frames as "
                     "the detector wrote them.");
  TiffPage page{.rows = field<std::uint32_t>(file_.get(), TIFFTAG_IMAGELENGTH, 0),
                .cols = field<std::uint32_t>(file_.get(), TIFFTAG_IMAGEWIDTH, 0),
                .type = {form_of(field<std::uint16_t>(file_.get(), TIFFTAG_SAMPLEFORMAT, SAMPLEFORMAT_UINT), where()),
                         bits / 8U, native_is_big_endian}};
  bool const real = page.type.form == hdf5::RawType::Form::real;
  bool const fits = bits == 32 || bits == 64 || (!real && (bits == 8 || bits == 16));
  if (!fits)
    throw InputError(fmt::format("{} has values of {} bits, but 8, 16, 32 or 64 are needed{}. Convert the file.",
                                 where(), bits, real ? " (32 or 64 of floats)" : ""));
  if (page.rows == 0 || page.cols == 0) throw InputError(where() + " has no pixels. The file is damaged.");
  return page;
}

std::string TiffFile::description() const {
  char* text = nullptr;
  return TIFFGetField(file_.get(), TIFFTAG_IMAGEDESCRIPTION, &text) == 0 || text == nullptr ? "" : text;
}

std::uint64_t TiffFile::offset_of_values() const {
  auto const compression = field<std::uint16_t>(file_.get(), TIFFTAG_COMPRESSION, COMPRESSION_NONE);
  if (TIFFIsTiled(file_.get()) != 0 || compression != COMPRESSION_NONE || TIFFNumberOfStrips(file_.get()) != 1)
    return 0;
  return TIFFGetStrileOffset(file_.get(), 0);
}

bool TiffFile::is_big_endian() const {
  return TIFFIsBigEndian(file_.get()) != 0;
}

std::string TiffFile::values(TiffPage const& page) const {
  std::string values(page.rows * page.row_bytes(), '\0');
  if (TIFFIsTiled(file_.get()) != 0) {
    read_tiles(page, values);
    return values;
  }
  if (static_cast<std::size_t>(TIFFScanlineSize64(file_.get())) != page.row_bytes())
    throw InputError(where() + " is damaged: its rows have another size than its pixels. Copy the file again.");
  for (std::size_t row = 0; row < page.rows; ++row)
    if (TIFFReadScanline(file_.get(), values.data() + row * page.row_bytes(), static_cast<std::uint32_t>(row)) != 1)
      throw InputError(
          fmt::format("{}, row {} cannot be read. The file is damaged or truncated; copy it again.", where(), row + 1));
  return values;
}

void TiffFile::read_tiles(TiffPage const& page, std::string& values) const {
  std::size_t const tile_rows = field<std::uint32_t>(file_.get(), TIFFTAG_TILELENGTH, 0);
  std::size_t const tile_cols = field<std::uint32_t>(file_.get(), TIFFTAG_TILEWIDTH, 0);
  auto const tile_bytes = bytes_of({tile_rows, tile_cols}, page.type.bytes, where());
  constexpr std::uint64_t most_tile = std::uint64_t{1} << 30U;
  if (tile_rows == 0 || tile_cols == 0 || tile_bytes > most_tile || TIFFTileSize64(file_.get()) != tile_bytes)
    throw InputError(where() + " is damaged: its tiles have no sensible size. Copy the file again.");
  std::string tile(tile_bytes, '\0');
  for (std::size_t row = 0; row < page.rows; row += tile_rows)
    for (std::size_t col = 0; col < page.cols; col += tile_cols) {
      auto const read = TIFFReadTile(file_.get(), tile.data(), static_cast<std::uint32_t>(col),
                                     static_cast<std::uint32_t>(row), 0, 0);
      if (read < 0)
        throw InputError(where() + " has a tile that cannot be read. The file is damaged or truncated; copy it again.");
      std::size_t const bytes = std::min(tile_cols, page.cols - col) * page.type.bytes;
      for (std::size_t k = 0; k < std::min(tile_rows, page.rows - row); ++k)
        std::memcpy(values.data() + (row + k) * page.row_bytes() + col * page.type.bytes,
                    tile.data() + k * tile_cols * page.type.bytes, bytes);
    }
}

}  // namespace ptyger::array_files
