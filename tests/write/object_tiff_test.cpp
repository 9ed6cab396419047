#include "write/object_tiff.hpp"

#include <gmock/gmock.h>
#include <tiffio.h>

#include <cmath>
#include <fstream>
#include <memory>

#include "ptyger/error.hpp"
#include "tests/write/small_result.hpp"

namespace ptyger::test {
namespace {

class ObjectTiff : public FolderTest {
 protected:
  struct Image {
    std::uint32_t rows = 0;
    std::uint32_t cols = 0;
    std::string description;
    std::vector<float> values;
  };

  static Image read(std::string const& name) {
    Image image;
    std::unique_ptr<TIFF, void (*)(TIFF*)> const file(TIFFOpen(name.c_str(), "r"), TIFFClose);
    char const* description = "";
    if (!file || TIFFGetField(file.get(), TIFFTAG_IMAGEDESCRIPTION, &description) == 0) return image;
    TIFFGetField(file.get(), TIFFTAG_IMAGEWIDTH, &image.cols);
    TIFFGetField(file.get(), TIFFTAG_IMAGELENGTH, &image.rows);
    image.description = description;
    image.values.resize(std::size_t{image.rows} * image.cols);
    for (std::uint32_t row = 0; row < image.rows; ++row)
      EXPECT_EQ(TIFFReadScanline(file.get(), image.values.data() + std::size_t{row} * image.cols, row, 0), 1);
    return image;
  }
};

TEST_F(ObjectTiff, HoldsPhaseAndAmplitudeOfLitPixels) {
  auto result = small_result();
  for (std::size_t i = 0; i < 165; ++i)
    result.object.values[i] = std::polar(2.0 + 0.01 * double(i), 0.1 * double(i % 11));
  for (std::size_t i = 0; i < 11; ++i) result.illumination[i] = 0;  // the first row
  result.illumination[7 * 11 + 2] = 0;
  write::write_object_tiffs(path("r.h5"), small_scan(), result, false);
  auto const amplitude = read(path("r_amplitude.tif"));
  ASSERT_EQ(amplitude.rows, 14U);
  ASSERT_EQ(amplitude.cols, 11U);
  for (std::size_t i = 0; i < amplitude.values.size(); ++i) {
    if (i == 6 * 11 + 2)
      EXPECT_TRUE(std::isnan(amplitude.values[i]));
    else
      EXPECT_FLOAT_EQ(amplitude.values[i], static_cast<float>(2.0 + 0.01 * double(i + 11)));
  }
  EXPECT_THAT(amplitude.description, testing::HasSubstr("begins at row 1 and column 0"));
  EXPECT_THAT(amplitude.description, testing::HasSubstr("unit=nm\n")) << "ImageJ shows the scale";
  auto const phase = read(path("r_phase.tif"));
  ASSERT_EQ(phase.values.size(), amplitude.values.size());
  for (std::size_t i = 0; i < 11; ++i) EXPECT_NEAR(phase.values[i], 0, 1e-5) << "the ramp is removed";
  EXPECT_THAT(phase.description, testing::HasSubstr("phase in radians"));
}

TEST_F(ObjectTiff, ReplacesExistingFilesOnlyWhenAllowed) {
  std::ofstream(path("r_phase.tif")) << "precious";
  EXPECT_THROW(write::write_object_tiffs(path("r.h5"), small_scan(), small_result(), false), InputError);
  EXPECT_EQ(files(), 1);
  EXPECT_NO_THROW(write::write_object_tiffs(path("r.h5"), small_scan(), small_result(), true));
  EXPECT_EQ(files(), 2);
}

}  // namespace
}  // namespace ptyger::test
