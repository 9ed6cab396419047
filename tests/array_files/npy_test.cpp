#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <complex>
#include <filesystem>

#include "array_files/open_input.hpp"
#include "ptyger/error.hpp"
#include "tests/array_files/bytes.hpp"
#include "tests/hdf5/temporary_folder.hpp"

namespace ptyger::array_files {
namespace {

using test::bytes_of_values;
using test::message_of;
using test::npy;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

class Npy : public testing::Test {
 protected:
  hdf5::InputDataset array(std::string const& bytes) const {
    return open_input(test::write_bytes(folder / "a.npy", bytes)).dataset("array");
  }
  std::string error_of(std::string const& bytes) const {
    return message_of<InputError>([&] { array(bytes); });
  }
  test::TemporaryFolder folder;
};

TEST_F(Npy, OfEveryTypeOfNumberIsReadInBothByteOrders) {
  for (bool const big : {false, true}) {
    std::string const order = big ? ">" : "<";
    auto const data = array(npy(order + "u2", "(2, 3)", bytes_of_values<std::uint16_t>({1, 2, 3, 4, 5, 65535}, big)));
    EXPECT_THAT(data.shape(), ElementsAre(2, 3));
    EXPECT_EQ(data.kind(), hdf5::Kind::uint16);
    EXPECT_THAT(data.read<int>(), ElementsAre(1, 2, 3, 4, 5, 65535));
    EXPECT_THAT(array(npy(order + "i4", "(2,)", bytes_of_values<std::int32_t>({-7, 70000}, big))).read<int>(),
                ElementsAre(-7, 70000));
    EXPECT_THAT(array(npy(order + "i8", "(1,)", bytes_of_values<std::int64_t>({-1}, big))).read<int>(),
                ElementsAre(-1));
    EXPECT_THAT(array(npy(order + "f8", "(2,)", bytes_of_values<double>({0.5, -3e-9}, big))).read<double>(),
                ElementsAre(0.5, -3e-9));
    EXPECT_THAT(array(npy(order + "f4", "(1,)", bytes_of_values<float>({0.25f}, big))).read<float>(),
                ElementsAre(0.25f));
    EXPECT_THAT(array(npy(order + "f2", "(2,)", bytes_of_values<std::uint16_t>({0x3C00, 0xC100}, big))).read<float>(),
                ElementsAre(1.f, -2.5f));
    EXPECT_THAT(
        array(npy(order + "c8", "(2,)", bytes_of_values<float>({1, 2, 3, -4}, big))).read<std::complex<float>>(),
        ElementsAre(std::complex(1.f, 2.f), std::complex(3.f, -4.f)));
    EXPECT_THAT(array(npy(order + "c16", "(1,)", bytes_of_values<double>({1, 2}, big))).read<std::complex<double>>(),
                ElementsAre(std::complex(1., 2.)));
  }
  EXPECT_THAT(array(npy("|b1", "(3,)", std::string("\1\0\1", 3))).read<int>(), ElementsAre(1, 0, 1));
  EXPECT_THAT(array(npy("|i1", "(2,)", "\xFF\x7F")).read<int>(), ElementsAre(-1, 127));
}

TEST_F(Npy, MayHaveEveryVersionOfTheHeaderAndEveryRank) {
  auto const values = bytes_of_values<std::uint8_t>({1, 2, 3, 4});
  for (char const version : {'\1', '\2', '\3'})
    EXPECT_THAT(array(npy("|u1", "(2, 1, 2)", values, false, version)).read<int>(), ElementsAre(1, 2, 3, 4));
  EXPECT_EQ(array(npy("|u1", "()", "\5")).scalar(), 5);
  EXPECT_THAT(array(npy("|u1", "(0, 4)", "")).shape(), ElementsAre(0, 4));
  EXPECT_THAT(array(npy("|u1", "(1L, 2L)", "\1\2")).shape(), ElementsAre(1, 2));
}

TEST_F(Npy, InFortranOrderIsReadInTheOrderOfItsIndexes) {
  // a[i][j][k] = 100 i + 10 j + k of the shape (2, 3, 2), the first index fastest
  std::vector<std::int16_t> values;
  for (std::int16_t k = 0; k < 2; ++k)
    for (std::int16_t j = 0; j < 3; ++j)
      for (std::int16_t i = 0; i < 2; ++i) values.push_back(static_cast<std::int16_t>(100 * i + 10 * j + k));
  EXPECT_THAT(array(npy("<i2", "(2, 3, 2)", bytes_of_values(values), true)).read<int>(),
              ElementsAre(0, 1, 10, 11, 20, 21, 100, 101, 110, 111, 120, 121));
}

TEST_F(Npy, IsReadWhereItLiesWithoutACopy) {
  auto const path = test::write_bytes(folder / "a.npy", npy("|u1", "(4,)", "\1\2\3\4"));
  auto const data = open_input(path).dataset("array");
  test::write_bytes(path, npy("|u1", "(4,)", "\5\6\7\10"));
  EXPECT_THAT(data.read<int>(), ElementsAre(5, 6, 7, 8));
}

TEST_F(Npy, OfARelativePathIsReadFromAnotherFolder) {
  auto const before = std::filesystem::current_path();
  std::filesystem::current_path(folder / "");
  test::write_bytes("a.npy", npy("|u1", "(2,)", "\1\2"));
  auto const file = open_input("a.npy");
  std::filesystem::current_path(before);
  EXPECT_THAT(file.dataset("array").read<int>(), ElementsAre(1, 2));
}

TEST_F(Npy, ThatIsDamagedIsRefused) {
  auto const whole = npy("<u2", "(2, 3)", bytes_of_values<std::uint16_t>({1, 2, 3, 4, 5, 6}));
  EXPECT_THAT(error_of(whole.substr(0, whole.size() - 1)),
              AllOf(HasSubstr("a.npy is truncated"), HasSubstr("end at byte 140")));
  EXPECT_THAT(error_of(whole.substr(0, 60)), HasSubstr("ends in its header"));
  EXPECT_THAT(error_of(whole.substr(0, 7)), HasSubstr("a.npy is truncated or damaged"));
  EXPECT_THAT(error_of(npy("<u2", "(2, 3", "")), HasSubstr("the shape is no tuple"));
  EXPECT_THAT(error_of(npy("<u2", "(-2, 3)", "")), HasSubstr("not a list of whole numbers"));
  EXPECT_THAT(error_of(npy("<u8", "(4294967296, 4294967296, 2)", "")), HasSubstr("which no file can hold"));
  EXPECT_THAT(error_of(npy("<u8", "(1000000000, 1000)", "")), HasSubstr("is truncated"));
  EXPECT_THAT(error_of(npy("<u2", "(1,)", "\1\2", false, '\4')), HasSubstr("its version 4 is unknown"));
  EXPECT_THAT(error_of(test::with_bytes(whole, 11, "'dxscr'")), HasSubstr("the key 'descr' is missing"));
}

TEST_F(Npy, WithoutNumbersIsRefusedWithItsType) {
  EXPECT_THAT(error_of(npy("|O", "(2,)", "")), AllOf(HasSubstr("NumPy type |O"), HasSubstr("astype")));
  EXPECT_THAT(error_of(npy("<U5", "(2,)", "")), HasSubstr("NumPy type <U5"));
  EXPECT_THAT(error_of(npy("<f16", "(2,)", "")), HasSubstr("NumPy type <f16"));
  EXPECT_THAT(error_of(npy("[('x', '<f8'), ('y', '<f8')]", "(2,)", "")), HasSubstr("the fields of records"));
}

}  // namespace
}  // namespace ptyger::array_files
