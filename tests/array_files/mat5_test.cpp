#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include <complex>

#include "array_files/inflate.hpp"
#include "array_files/open_input.hpp"
#include "ptyger/error.hpp"
#include "tests/array_files/mat5_bytes.hpp"
#include "tests/hdf5/temporary_folder.hpp"

namespace ptyger::array_files {
namespace {

using test::bytes_of_values;
using test::Mat5;
using test::message_of;
using testing::ElementsAre;
using testing::HasSubstr;

class MatlabFile : public testing::Test {
 protected:
  hdf5::InputFile open(std::string const& bytes) const {
    return open_input(test::write_bytes(folder / "m.mat", bytes));
  }
  std::string error_of(std::string const& bytes) const {
    return message_of<InputError>([&] { open(bytes); });
  }
  test::TemporaryFolder folder;
};

// dp(row, col, frame) = 100 row + 10 col + frame of 2 x 3 x 2 in uint16, the first index fastest
std::string dp(Mat5 const& mat) {
  std::vector<std::uint16_t> values;
  for (unsigned frame = 0; frame < 2; ++frame)
    for (unsigned col = 0; col < 3; ++col)
      for (unsigned row = 0; row < 2; ++row) values.push_back(static_cast<std::uint16_t>(100 * row + 10 * col + frame));
  return mat.array("dp", 11, {2, 3, 2}, 4, {bytes_of_values(values, mat.big_endian)});
}

TEST_F(MatlabFile, HasItsArraysWithExtentsInReverseOrder) {
  for (bool const big : {false, true})
    for (bool const packed : {false, true}) {
      Mat5 const mat{big};
      auto const array = dp(mat);
      auto const file = open(mat.file(packed ? mat.packed(array) : array));
      auto const data = file.dataset("dp");
      EXPECT_THAT(data.shape(), ElementsAre(2, 3, 2));  // frame, column, row
      EXPECT_EQ(data.kind(), hdf5::Kind::uint16);
      EXPECT_THAT(data.read<int>(), ElementsAre(0, 100, 10, 110, 20, 120, 1, 101, 11, 111, 21, 121));
      EXPECT_EQ(file.text_attribute("dp", "MATLAB_class"), "uint16");
    }
}

TEST_F(MatlabFile, MayHoldComplexAndShortAndLogicalArraysAndOthersThatAreLeftOut) {
  for (bool const packed : {false, true}) {
    Mat5 const mat;
    auto const pack = [&](std::string const& array) { return packed ? mat.packed(array) : array; };
    auto const probe = mat.array("probe", 6 | 0x0800, {2, 1}, 9,
                                 {bytes_of_values<double>({1, 2}), bytes_of_values<double>({-3, 0.5})});
    // The values of "small" lie in the tag of their element, and so does its name.
    auto const small = mat.element(
        14, mat.element(6, mat.number(std::uint32_t{9 | 0x0200}) + mat.number(std::uint32_t{0})) +
                mat.element(5, bytes_of_values<std::int32_t>({1, 2})) + mat.number(std::uint32_t{0x00030001}) +
                std::string("abc\0", 4) + mat.number(std::uint32_t{0x00020002}) + std::string("\1\0\0\0", 4));
    auto const text = mat.array("words", 4, {1, 2}, 4, {std::string("h\0i\0", 4)});
    auto const doubles_as_bytes = mat.array("whole", 6, {1, 3}, 2, {"\1\2\3"});
    auto const file = open(mat.file(pack(text) + pack(probe) + pack(small) + pack(doubles_as_bytes)));
    EXPECT_THAT(file.members("/"), ElementsAre("abc", "probe", "whole"));
    EXPECT_THAT(file.dataset("probe").read<std::complex<double>>(),
                ElementsAre(std::complex(1., -3.), std::complex(2., 0.5)));
    EXPECT_THAT(file.dataset("probe").shape(), ElementsAre(1, 2));
    EXPECT_THAT(file.dataset("abc").read<int>(), ElementsAre(1, 0));
    EXPECT_EQ(file.text_attribute("abc", "MATLAB_class"), "logical");
    EXPECT_THAT(file.dataset("whole").read<double>(), ElementsAre(1, 2, 3));
    EXPECT_EQ(file.text_attribute("whole", "MATLAB_class"), "double");
  }
}

TEST(Inflate, UnpacksAsManyBytesAsAreWantedAndThere) {
  std::string bytes((std::size_t{5} << 19U) + 3, '\0');  // more than two pieces
  for (std::size_t k = 0; k < bytes.size(); ++k) bytes[k] = static_cast<char>(k * k >> 7U);
  auto length = compressBound(bytes.size());
  std::string packed(length, '\0');
  ASSERT_EQ(compress(reinterpret_cast<Bytef*>(packed.data()), &length, reinterpret_cast<Bytef const*>(bytes.data()),
                     bytes.size()),
            Z_OK);
  packed.resize(length);
  EXPECT_EQ(inflate_beginning(packed, bytes.size(), "f"), bytes);
  EXPECT_EQ(inflate_beginning(packed, bytes.size() + 100, "f"), bytes);
  for (std::size_t const most : {std::size_t{8}, std::size_t{1} << 20U, (std::size_t{1} << 21U) + 1})
    EXPECT_EQ(inflate_beginning(packed, most, "f"), bytes.substr(0, most));
  EXPECT_LT(inflate_beginning(std::string_view(packed).substr(0, 1000), bytes.size(), "f").size(), bytes.size());
}

TEST_F(MatlabFile, ThatIsDamagedIsRefused) {
  Mat5 const mat;
  auto const whole = mat.file(dp(mat));
  EXPECT_THAT(error_of(whole.substr(0, whole.size() - 8)), HasSubstr("m.mat is truncated"));
  auto const packed = mat.file(mat.packed(dp(mat)));
  EXPECT_THAT(error_of(packed.substr(0, packed.size() - 4)), HasSubstr("m.mat is truncated"));
  EXPECT_THAT(error_of(test::with_bytes(packed, 136, "\1\2\3\4")), HasSubstr("m.mat is damaged"));
  EXPECT_THAT(error_of(mat.file(mat.array("a", 6, {2, 3}, 9, {bytes_of_values<double>({1, 2})}))),
              HasSubstr("array 'a' has the shape (3, 2), but other values"));
  EXPECT_THAT(error_of(mat.file(mat.array("a", 6, {2147483647, 2147483647, 2147483647}, 9, {""}))),
              HasSubstr("which no file can hold"));
  EXPECT_THAT(error_of(mat.file(mat.array("a", 6, {-2, 3}, 9, {""}))), HasSubstr("negative extent"));
  EXPECT_THAT(error_of(mat.file(mat.array("a", 6, {1, 1}, 16, {"12345678"}))), HasSubstr("no numbers"));
  EXPECT_THAT(error_of(mat.file(mat.array("a/b", 6, {1, 1}, 2, {"1"}))), HasSubstr("no variable can have"));
  EXPECT_THAT(error_of(mat.file(dp(mat) + dp(mat))), HasSubstr("is there twice"));
  EXPECT_THAT(error_of(mat.file("")), HasSubstr("without a numeric array"));
}

TEST_F(MatlabFile, ThatClaimsToBeFarLargerIsRefusedBeforeItIsUnpacked) {
  Mat5 const mat;
  auto const claim = mat.number(std::uint32_t{14}) + mat.number(std::uint32_t{4000000000U}) + std::string(64, '\0');
  EXPECT_THAT(error_of(mat.file(mat.packed(claim))), HasSubstr("4000000000 bytes, packed in"));
  auto const shorter = mat.number(std::uint32_t{14}) + mat.number(std::uint32_t{1000}) + dp(mat).substr(8);
  EXPECT_THAT(open(mat.file(mat.packed(shorter))).dataset("dp").size(), 12);
}

}  // namespace
}  // namespace ptyger::array_files
