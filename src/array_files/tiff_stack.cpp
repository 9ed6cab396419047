#include "array_files/tiff_stack.hpp"

#include <fmt/format.h>

#include <charconv>

#include "array_files/npy.hpp"
#include "array_files/tiff_page.hpp"
#include "ptyger/error.hpp"

namespace ptyger::array_files {
namespace {

/// Number of pages. InputError when they differ, or would have far more values than the file can hold.
std::size_t count_pages(ByteFile const& file, TiffPage const& first) {
  constexpr std::uint64_t most_compression = 1100;  // unpacked over packed bytes
  TiffFile tiff(file.path());
  std::size_t pages = 1;
  for (; tiff.next_page(); ++pages)
    if (auto const page = tiff.page(); !page.matches(first))
      throw InputError(fmt::format(
          "{}: page {} has {} x {} values of {} bytes, but page 1 has {} x {} of {}: all must be alike. Save "
          "the frames as a file of their own.",
          file.path(), pages + 1, page.rows, page.cols, page.type.bytes, first.rows, first.cols, first.type.bytes));
  if (bytes_of({pages, first.rows, first.cols}, first.type.bytes, file.path()) / most_compression > file.size())
    throw InputError(
        fmt::format("{} would have {} pages of {} x {} values, far more than its {} bytes can hold. It is "
                    "damaged; copy it again.",
                    file.path(), pages, first.rows, first.cols, file.size()));
  return pages;
}

/// Number of images that ImageJ says are stored one after the other, of which only the first is a page; 1: no such
/// file.
std::size_t images_of_imagej(std::string const& description) {
  constexpr std::string_view key = "images=";
  auto const at = description.find(key);
  std::size_t images = 1;
  if (!description.starts_with("ImageJ=") || at == std::string::npos) return images;
  auto const* const digits = description.data() + at + key.size();
  std::from_chars(digits, description.data() + description.size(), images);
  return images;
}

}  // namespace

bool is_tiff(std::string_view head) {
  for (std::string_view const magic : {std::string_view("II*\0", 4), std::string_view("MM\0*", 4),
                                       std::string_view("II+\0", 4), std::string_view("MM\0+", 4)})
    if (head.starts_with(magic)) return true;
  return false;
}

void present_tiff(ByteFile const& file, hdf5::MemoryFile& memory) {
  TiffFile tiff(file.path());
  auto const page = tiff.page();
  auto const pages = count_pages(file, page);
  auto const images = images_of_imagej(tiff.description());
  if (pages == 1 && images > 1 && tiff.offset_of_values() > 0) {
    hdf5::Shape const shape{images, page.rows, page.cols};
    auto type = page.type;
    type.big_endian = tiff.is_big_endian();
    file.require(tiff.offset_of_values(), bytes_of(shape, type.bytes, file.path()), "the images that ImageJ states");
    memory.stored(only_array, type, shape, tiff.offset_of_values());
    return;
  }
  if (pages == 1) {
    memory.reserve(only_array, page.type, {page.rows, page.cols});
    memory.write_rows(only_array, 0, page.rows, tiff.values(page).data());
    return;
  }
  memory.reserve(only_array, page.type, {pages, page.rows, page.cols});
  std::size_t number = 0;
  do {
    memory.write_rows(only_array, number, 1, tiff.values(page).data());
    ++number;
  } while (number < pages && tiff.next_page());
  if (number < pages) throw InputError(file.path() + " is a damaged TIFF file: a page is missing. Copy it again.");
}

}  // namespace ptyger::array_files
