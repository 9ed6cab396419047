#include "read/mask_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "app/reading_notes.hpp"
#include "ptyger/error.hpp"
#include "ptyger/read_scan.hpp"
#include "tests/array_files/mat5_bytes.hpp"
#include "tests/hdf5/temporary_folder.hpp"
#include "tests/read/synthetic.hpp"
#include "write/tiff.hpp"

namespace ptyger {
namespace {

using hdf5::OutputFile;
using test::message_of;
using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;

/// A small scan with a mask, which must not be read when --mask names another one.
class MaskFile : public testing::Test {
 protected:
  MaskFile() {
    OutputFile out(scan_file);
    test::write_frames(out, test::small_counts<std::uint16_t>());
    test::write_positions(out);
    test::write_geometry(out);
    out.dataset<std::uint32_t>(test::detector + "mask", {5, 5}, std::vector<std::uint32_t>(25, 1));
    out.close();
  }
  template <class T>
  void write(std::string const& name, hdf5::Shape const& shape, std::vector<T> const& values) const {
    OutputFile out(file);
    out.dataset<T>(name, shape, values);
    out.close();
  }
  Scan scan_with(std::string const& mask, MaskPolarity polarity = MaskPolarity::zero_is_good) const {
    return read_scan({scan_file}, {.mask = mask, .mask_polarity = polarity});
  }
  std::string error_of(std::string const& mask) const {
    return message_of<InputError>([&] { scan_with(mask); });
  }
  test::TemporaryFolder folder;
  std::string const scan_file = folder / "scan.cxi";
  std::string const file = folder / "mask.h5";
};

/// A mask of zeros except at the corner of the file and right of the zero frequency.
template <class T>
std::vector<T> mask_of_two_pixels() {
  std::vector<T> mask(36, T{0});
  mask[0] = mask[3 * 6 + 4] = T{1};
  return mask;
}

void expect_two_masked(Scan const& scan) {
  EXPECT_EQ(std::count(scan.measured.begin(), scan.measured.end(), 0), 2);
  EXPECT_EQ(scan.measured[3 * 6 + 3], 0);
  EXPECT_EQ(scan.measured[1], 0);
}

TEST_F(MaskFile, ReplacesTheMaskOfTheScan) {
  write("somewhere/m", {6, 6}, mask_of_two_pixels<std::uint8_t>());
  auto const scan = scan_with(file + ":/somewhere/m");
  expect_two_masked(scan);
  EXPECT_THAT(app::reading_notes(scan.reading),
              Contains(AllOf(HasSubstr("mask.h5"), HasSubstr("/somewhere/m"), HasSubstr("0 = good"))));
  EXPECT_THAT(message_of<InputError>([&] { read_scan({scan_file}); }), HasSubstr("shape (5, 5)"));
}

TEST_F(MaskFile, MayHoldAnyIntegerType) {
  write("mask", {1, 6, 6}, mask_of_two_pixels<std::int64_t>());
  expect_two_masked(scan_with(file));
  write("mask", {6, 6}, mask_of_two_pixels<std::int16_t>());
  expect_two_masked(scan_with(file));
}

TEST_F(MaskFile, IsFoundUnderUsualNames) {
  for (std::string const name : {"mask", "pixel_mask", "bad_pixels", "entry_1/instrument_1/detector_1/mask",
                                 "entry/instrument/detector/pixel_mask", "ptyger/mask"}) {
    write(name, {6, 6}, mask_of_two_pixels<std::uint32_t>());
    expect_two_masked(scan_with(file));
  }
  write("my_mask", {6, 6}, mask_of_two_pixels<std::uint8_t>());
  EXPECT_THAT(error_of(file), AllOf(HasSubstr("mask.h5"), HasSubstr("pixel_mask"), HasSubstr(":/DATASET")));
}

TEST_F(MaskFile, IsReadWithTheStatedPolarity) {
  auto mask = mask_of_two_pixels<std::uint8_t>();
  for (auto& value : mask) value = value == 0 ? 1 : 0;
  write("mask", {6, 6}, mask);
  expect_two_masked(scan_with(file, MaskPolarity::one_is_good));
}

TEST_F(MaskFile, ThatCannotBeUsedIsRefused) {
  write("mask", {5, 6}, std::vector<int>(30, 0));
  EXPECT_THAT(error_of(file), AllOf(HasSubstr("mask.h5"), HasSubstr("shape (5, 6)"), HasSubstr("6 x 6 pixels")));
  EXPECT_THAT(error_of(file + ":/none"), AllOf(HasSubstr("mask.h5"), HasSubstr("there is no '/none'")));
  EXPECT_THAT(error_of(folder / "none.h5"), HasSubstr("none.h5: there is no such file"));
  EXPECT_THAT(error_of(file + ":m"), AllOf(HasSubstr("mask.h5:m: there is no such file"), HasSubstr("mask.h5:/m")));
  EXPECT_THAT(error_of(folder / "none.h5:m"), HasSubstr("none.h5:m: there is no such file"));
  write("mask", {6, 6}, std::vector<int>(36, 1));
  EXPECT_THAT(error_of(file), HasSubstr("masks every pixel"));
}

TEST_F(MaskFile, MayBeNoHdf5File) {
  auto const values = test::bytes_of_values(mask_of_two_pixels<std::uint8_t>());
  auto const npy = test::npy("|u1", "(6, 6)", values);
  expect_two_masked(scan_with(test::write_bytes(folder / "m.npy", npy)));
  expect_two_masked(scan_with(test::write_bytes(folder / "m.npz", test::zip({{"my_mask.npy", npy}}))));
  auto const two = test::write_bytes(folder / "n.npz", test::zip({{"a.npy", npy}, {"b.npy", "no array"}}));
  EXPECT_THAT(error_of(two), HasSubstr("n.npz"));
  auto const named = test::write_bytes(folder / "o.npz", test::zip({{"a.npy", npy}, {"b.npy", npy}}));
  expect_two_masked(scan_with(named + ":/a"));
  EXPECT_THAT(error_of(named), HasSubstr(":/DATASET"));
  write::write_tiff(folder / "m.tif", 6, 6, mask_of_two_pixels<float>(), "");
  expect_two_masked(scan_with(folder / "m.tif"));
}

// mask(row, col) of MATLAB has its first index fastest.
TEST_F(MaskFile, OfMatlabIsTurned) {
  auto const given = mask_of_two_pixels<std::uint8_t>();
  std::vector<std::uint8_t> turned(given.size());
  for (std::size_t k = 0; k < given.size(); ++k) turned[k % 6 * 6 + k / 6] = given[k];
  test::Mat5 const mat;
  expect_two_masked(scan_with(
      test::write_bytes(folder / "m.mat", mat.file(mat.array("m", 9, {6, 6}, 2, {test::bytes_of_values(turned)})))));
}

TEST_F(MaskFile, NameMayContainColons) {
  EXPECT_EQ(read::parse_mask_name("a.h5").dataset, "");
  EXPECT_EQ(read::parse_mask_name("/b:c/a.h5").file, "/b:c/a.h5");
  EXPECT_EQ(read::parse_mask_name("a.h5:/x/y").file, "a.h5");
  EXPECT_EQ(read::parse_mask_name("a.h5:/x/y").dataset, "/x/y");
  EXPECT_EQ(read::parse_mask_name("/b:/a.h5:/m").file, "/b:/a.h5");
  std::filesystem::create_directory(folder / "b:");
  std::ofstream(folder / "b:/a.h5") << "there\n";
  EXPECT_EQ(read::parse_mask_name(folder / "b:/a.h5").dataset, "");
}

}  // namespace
}  // namespace ptyger
