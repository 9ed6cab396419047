#pragma once

#include <tiffio.h>

#include <cstdint>
#include <memory>
#include <string>

#include "hdf5/memory_file.hpp"

namespace ptyger::array_files {

/// Size and type of the values of a page.
struct TiffPage {
  std::size_t rows = 0;
  std::size_t cols = 0;
  hdf5::RawType type;  ///< in the byte order of this machine
  std::size_t row_bytes() const { return cols * type.bytes; }
  /// Whether both have the same size and type.
  bool matches(TiffPage const& other) const {
    return rows == other.rows && cols == other.cols && type.form == other.type.form && type.bytes == other.type.bytes;
  }
};

/// A TIFF file, open at one of its pages.
class TiffFile {
 public:
  /// InputError when the file is damaged.
  explicit TiffFile(std::string path);

  /// Goes to the next page; false after the last. InputError when that page cannot be read.
  bool next_page();

  /// InputError when the page has no values that are one number for each pixel.
  TiffPage page() const;

  /// The description of the page; empty when there is none.
  std::string description() const;

  /// Where the values of the page begin in the file, when they lie there in one piece, not compressed; else 0.
  std::uint64_t offset_of_values() const;
  bool is_big_endian() const;

  /// The values of the page, in C order. InputError when they cannot be unpacked.
  std::string values(TiffPage const& page) const;

 private:
  void read_tiles(TiffPage const& page, std::string& values) const;
  std::string where() const;

  struct Close {
    void operator()(TIFF* file) const { TIFFClose(file); }
  };
  std::string path_;
  std::unique_ptr<TIFF, Close> file_;
};

}  // namespace ptyger::array_files
