#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <tiffio.h>

#include <filesystem>
#include <memory>

#include "array_files/open_input.hpp"
#include "ptyger/error.hpp"
#include "tests/array_files/bytes.hpp"
#include "tests/hdf5/temporary_folder.hpp"

namespace ptyger::array_files {
namespace {

using test::message_of;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

/// One page that libtiff writes.
struct Page {
  std::uint32_t rows = 20;
  std::uint32_t cols = 18;
  std::uint16_t bits = 16;
  std::uint16_t format = SAMPLEFORMAT_UINT;
  std::uint16_t compression = COMPRESSION_NONE;
  std::uint16_t samples = 1;
  bool tiled = false;
  std::string description = {};
};

/// Value of a pixel: 7 page + 3 row + column.
template <class T>
T value(std::size_t page, std::size_t row, std::size_t col) {
  return static_cast<T>(7 * page + 3 * row + col);
}

class TiffStack : public testing::Test {
 protected:
  /// Writes a file; mode "w", "w8" (BigTIFF), "wb" (big-endian).
  template <class T>
  std::string write(std::vector<Page> const& pages, char const* mode = "w") const {
    std::unique_ptr<TIFF, void (*)(TIFF*)> const file(TIFFOpen(path.c_str(), mode), &TIFFClose);
    for (std::size_t number = 0; number < pages.size(); ++number) {
      auto const& page = pages[number];
      TIFFSetField(file.get(), TIFFTAG_IMAGEWIDTH, page.cols);
      TIFFSetField(file.get(), TIFFTAG_IMAGELENGTH, page.rows);
      TIFFSetField(file.get(), TIFFTAG_BITSPERSAMPLE, page.bits);
      TIFFSetField(file.get(), TIFFTAG_SAMPLEFORMAT, page.format);
      TIFFSetField(file.get(), TIFFTAG_SAMPLESPERPIXEL, page.samples);
      TIFFSetField(file.get(), TIFFTAG_PHOTOMETRIC, page.samples == 3 ? PHOTOMETRIC_RGB : PHOTOMETRIC_MINISBLACK);
      TIFFSetField(file.get(), TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
      TIFFSetField(file.get(), TIFFTAG_COMPRESSION, page.compression);
      if (!page.description.empty()) TIFFSetField(file.get(), TIFFTAG_IMAGEDESCRIPTION, page.description.c_str());
      if (page.tiled) {
        write_tiles<T>(file.get(), page, number);
      } else {
        TIFFSetField(file.get(), TIFFTAG_ROWSPERSTRIP, page.description.empty() ? 7U : page.rows);
        std::vector<T> line(std::size_t{page.cols} * page.samples + 8);
        for (std::uint32_t row = 0; row < page.rows; ++row) {
          for (std::uint32_t col = 0; col < page.cols; ++col) line[col] = value<T>(number, row, col);
          TIFFWriteScanline(file.get(), line.data(), row, 0);
        }
      }
      TIFFWriteDirectory(file.get());
    }
    return path;
  }
  template <class T>
  static void write_tiles(TIFF* file, Page const& page, std::size_t number) {
    constexpr std::uint32_t side = 16;
    TIFFSetField(file, TIFFTAG_TILEWIDTH, side);
    TIFFSetField(file, TIFFTAG_TILELENGTH, side);
    for (std::uint32_t row = 0; row < page.rows; row += side)
      for (std::uint32_t col = 0; col < page.cols; col += side) {
        std::vector<T> tile;
        for (std::uint32_t k = 0; k < side * side; ++k)
          tile.push_back(value<T>(number, row + k / side, col + k % side));
        TIFFWriteTile(file, tile.data(), col, row, 0, 0);
      }
  }
  template <class T>
  void expect_values(std::size_t pages, Page const& page = {}) const {
    auto const data = open_input(path).dataset("array");
    hdf5::Shape shape{page.rows, page.cols};
    if (pages > 1) shape.insert(shape.begin(), pages);
    EXPECT_EQ(data.shape(), shape);
    std::vector<T> values;
    for (std::size_t number = 0; number < pages; ++number)
      for (std::size_t row = 0; row < page.rows; ++row)
        for (std::size_t col = 0; col < page.cols; ++col) values.push_back(value<T>(number, row, col));
    EXPECT_EQ(data.read<T>(), values);
  }
  std::string error() const {
    return message_of<InputError>([&] { open_input(path).dataset("array"); });
  }
  test::TemporaryFolder folder;
  std::string const path = folder / "stack.tif";
};

TEST_F(TiffStack, HasAFrameForEachPage) {
  for (char const* const mode : {"w", "w8", "wb"})
    for (int const compression : {COMPRESSION_NONE, COMPRESSION_LZW, COMPRESSION_ADOBE_DEFLATE})
      for (bool const tiled : {false, true}) {
        Page const page{.compression = static_cast<std::uint16_t>(compression), .tiled = tiled};
        write<std::uint16_t>({page, page, page}, mode);
        expect_values<std::uint16_t>(3);
        EXPECT_EQ(open_input(path).dataset("array").kind(), hdf5::Kind::uint16);
      }
}

TEST_F(TiffStack, OfOnePageIsAnImageOfAnyType) {
  write<std::uint8_t>({{.bits = 8}});
  expect_values<std::uint8_t>(1);
  write<std::int32_t>({{.bits = 32, .format = SAMPLEFORMAT_INT}});
  expect_values<std::int32_t>(1);
  write<float>({{.bits = 32, .format = SAMPLEFORMAT_IEEEFP}});
  expect_values<float>(1);
  write<double>({{.bits = 64, .format = SAMPLEFORMAT_IEEEFP}});
  expect_values<double>(1);
}

TEST_F(TiffStack, OfImageJHasAllItsImagesBehindTheFirst) {
  // Both images are the rows of one page of twice the height; ImageJ states the height of one.
  for (char const* const mode : {"w", "wb"}) {
    write<std::uint16_t>({{.rows = 10, .description = "ImageJ=1.53t\nimages=2\nslices=2\n"}}, mode);
    std::string more;
    for (std::size_t k = 0; k < 10 * 18; ++k) more += test::bytes_of_value<std::uint16_t>(1000, mode[1] == 'b');
    std::ifstream file(path, std::ios::binary);
    std::string bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    EXPECT_THAT(error(), HasSubstr("the images that ImageJ states"));
    test::write_bytes(path, bytes + std::string(400, '\0'));
    auto const data = open_input(path).dataset("array");
    EXPECT_THAT(data.shape(), ElementsAre(2, 10, 18));
    std::vector<int> images(2 * 180);
    data.read_images(0, 2, images.data());
    EXPECT_EQ(images[0], 0);
    EXPECT_EQ(images[179], 3 * 9 + 17);
  }
}

TEST_F(TiffStack, ThatCannotBeFramesIsRefused) {
  write<std::uint16_t>({{}, {.cols = 19}});
  EXPECT_THAT(error(), AllOf(HasSubstr("stack.tif: page 2 has 20 x 19"), HasSubstr("page 1 has 20 x 18")));
  write<std::uint16_t>({{}, {.bits = 8}});
  EXPECT_THAT(error(), HasSubstr("page 2"));
  write<std::uint8_t>({{.bits = 8, .samples = 3}});
  EXPECT_THAT(error(), HasSubstr("page 1 is a picture in colours"));
  write<std::uint8_t>({{.bits = 1}});
  EXPECT_THAT(error(), HasSubstr("values of 1 bits"));
}

TEST_F(TiffStack, ThatLacksItsLastPagesIsRefused) {
  write<std::uint16_t>({{}, {}, {}});
  std::filesystem::resize_file(path, std::filesystem::file_size(path) * 4 / 5);
  EXPECT_THAT(error(), AllOf(HasSubstr("stack.tif, page 2, is followed by a page"), HasSubstr("truncated")));
}

TEST_F(TiffStack, ThatIsDamagedIsRefused) {
  write<std::uint16_t>({{.compression = COMPRESSION_LZW}});
  std::filesystem::resize_file(path, 100);
  EXPECT_THAT(error(), HasSubstr("stack.tif"));
  test::write_bytes(path, "II*\0 nothing");
  EXPECT_THAT(error(), HasSubstr("stack.tif"));
  // Width and height of one directory, which have 4 bytes each, are made huge.
  write<std::uint16_t>({{}});
  std::ifstream file(path, std::ios::binary);
  std::string bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  for (char const tag : {'\0', '\1'}) {
    auto const entry = bytes.find(std::string{tag, '\1'} + std::string("\3\0\1\0\0\0", 6));
    ASSERT_NE(entry, std::string::npos);
    bytes = test::with_bytes(bytes, entry + 2, std::string("\4\0\1\0\0\0\xFF\xFF\xFF\x0F", 10));
  }
  test::write_bytes(path, bytes);
  EXPECT_THAT(error(), HasSubstr("stack.tif"));
}

}  // namespace
}  // namespace ptyger::array_files
