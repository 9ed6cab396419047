#include "write/tiff.hpp"

#include <gmock/gmock.h>
#include <sys/resource.h>
#include <tiffio.h>

#include <csignal>
#include <memory>
#include <vector>

#include "ptyger/error.hpp"
#include "tests/write/small_result.hpp"

namespace ptyger::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;

class Tiff : public FolderTest {
 protected:
  /// Values that need several strips.
  static std::vector<float> values() {
    std::vector<float> all;
    for (std::size_t i = 0; i < rows * cols; ++i) all.push_back(static_cast<float>(i) * 0.25F - 7);
    return all;
  }
  static constexpr std::size_t rows = 700;
  static constexpr std::size_t cols = 801;
};

TEST_F(Tiff, KeepsEveryFloat) {
  write::write_tiff(path("image.tif"), rows, cols, values(), "phase in radians");
  std::unique_ptr<TIFF, void (*)(TIFF*)> const file(TIFFOpen(path("image.tif").c_str(), "r"), TIFFClose);
  ASSERT_TRUE(file);
  std::uint32_t width = 0, height = 0;
  std::uint16_t bits = 0, format = 0;
  char const* description = nullptr;
  TIFFGetField(file.get(), TIFFTAG_IMAGEWIDTH, &width);
  TIFFGetField(file.get(), TIFFTAG_IMAGELENGTH, &height);
  TIFFGetField(file.get(), TIFFTAG_BITSPERSAMPLE, &bits);
  TIFFGetField(file.get(), TIFFTAG_SAMPLEFORMAT, &format);
  TIFFGetField(file.get(), TIFFTAG_IMAGEDESCRIPTION, &description);
  EXPECT_EQ(width, cols);
  EXPECT_EQ(height, rows);
  EXPECT_EQ(bits, 32);
  EXPECT_EQ(format, SAMPLEFORMAT_IEEEFP);
  EXPECT_STREQ(description, "phase in radians");
  std::vector<float> read(rows * cols);
  for (std::uint32_t row = 0; row < rows; ++row)
    ASSERT_EQ(TIFFReadScanline(file.get(), read.data() + row * cols, row, 0), 1);
  EXPECT_EQ(read, values());
  EXPECT_EQ(TIFFReadDirectory(file.get()), 0) << "one image only";
}

TEST_F(Tiff, TellsImageJTheSizeOfAPixel) {
  std::vector<float> const small = {1, 2};
  write::write_tiff(path("image.tif"), 1, 2, small, "phase in radians", {2e-8, 8e-9});
  std::unique_ptr<TIFF, void (*)(TIFF*)> const file(TIFFOpen(path("image.tif").c_str(), "r"), TIFFClose);
  ASSERT_TRUE(file);
  float x = 0, y = 0;
  std::uint16_t unit = 0;
  char const* description = nullptr;
  EXPECT_EQ(TIFFGetField(file.get(), TIFFTAG_XRESOLUTION, &x), 1);
  EXPECT_EQ(TIFFGetField(file.get(), TIFFTAG_YRESOLUTION, &y), 1);
  EXPECT_EQ(TIFFGetField(file.get(), TIFFTAG_RESOLUTIONUNIT, &unit), 1);
  EXPECT_EQ(TIFFGetField(file.get(), TIFFTAG_IMAGEDESCRIPTION, &description), 1);
  EXPECT_FLOAT_EQ(x, 0.125F) << "pixels for each nanometre";
  EXPECT_FLOAT_EQ(y, 0.05F);
  EXPECT_EQ(unit, RESUNIT_NONE);
  EXPECT_THAT(description,
              AllOf(testing::StartsWith("ImageJ="), HasSubstr("\nunit=nm\n"), HasSubstr("phase in radians")));
}

TEST_F(Tiff, KeepsTheOldImageWhenTheDiskIsFull) {
  std::vector<float> const small = {1, 2};
  write::write_tiff(path("image.tif"), 1, 2, small, "small");
  auto const before = std::filesystem::file_size(path("image.tif"));
  auto const handler = std::signal(SIGXFSZ, SIG_IGN);
  rlimit former_limit{};
  ::getrlimit(RLIMIT_FSIZE, &former_limit);
  rlimit const limit{200000, former_limit.rlim_max};
  ::setrlimit(RLIMIT_FSIZE, &limit);
  try {
    write::write_tiff(path("image.tif"), rows, cols, values(), "large");
    ADD_FAILURE();
  } catch (OutputError const& error) {
    EXPECT_THAT(error.what(), AllOf(HasSubstr("image.tif"), HasSubstr("File too large")));
  }
  ::setrlimit(RLIMIT_FSIZE, &former_limit);
  std::signal(SIGXFSZ, handler);
  EXPECT_EQ(std::filesystem::file_size(path("image.tif")), before);
  EXPECT_EQ(files(), 1);
}

TEST_F(Tiff, RefusesAMissingFolder) {
  std::vector<float> const small = {1, 2};
  EXPECT_THROW(write::write_tiff(path("no/image.tif"), 1, 2, small, ""), InputError);
}

}  // namespace
}  // namespace ptyger::test
