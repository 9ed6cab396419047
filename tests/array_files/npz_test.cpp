#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <complex>

#include "array_files/open_input.hpp"
#include "ptyger/error.hpp"
#include "tests/array_files/zip_bytes.hpp"
#include "tests/hdf5/temporary_folder.hpp"

namespace ptyger::array_files {
namespace {

using test::bytes_of_values;
using test::message_of;
using test::npy;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

class Npz : public testing::Test {
 protected:
  hdf5::InputFile archive(std::string const& bytes) const {
    return open_input(test::write_bytes(folder / "a.npz", bytes));
  }
  std::string error_of(std::string const& bytes) const {
    return message_of<InputError>([&] { archive(bytes); });
  }
  test::TemporaryFolder folder;
};

test::ZipMembers members() {
  return {{"x.npy", npy("<f8", "(3,)", bytes_of_values<double>({1, 2, 3}))},
          {"name.npy", npy("<U2", "()", std::string("a\0\0\0b\0\0\0", 8))},
          {"group/f.npy", npy(">i2", "(2, 2)", bytes_of_values<std::int16_t>({1, 2, 3, -4}, true))},
          {"t.npy", npy("|u1", "(2, 3)", "\1\4\2\5\3\6", true)},
          {"notes.txt", "no array"}};
}

TEST_F(Npz, HasADatasetForEachArrayOfNumbers) {
  for (bool const packed : {false, true}) {
    auto const file = archive(test::zip(members(), packed));
    EXPECT_THAT(file.members("/"), ElementsAre("group", "t", "x"));
    EXPECT_THAT(file.dataset("x").read<double>(), ElementsAre(1, 2, 3));
    EXPECT_THAT(file.dataset("group/f").read<int>(), ElementsAre(1, 2, 3, -4));
    EXPECT_THAT(file.dataset("t").read<int>(), ElementsAre(1, 2, 3, 4, 5, 6));
  }
}

TEST_F(Npz, UnpacksLargeArraysPieceByPiece) {
  std::vector<std::uint16_t> values(12U << 20U);  // 24 MB
  for (std::size_t k = 0; k < values.size(); ++k) values[k] = static_cast<std::uint16_t>(k % 65521);
  auto const file = archive(test::zip({{"a.npy", npy("<u2", "(12, 1024, 1024)", bytes_of_values(values))}}, true));
  EXPECT_EQ(file.dataset("a").read<std::uint16_t>(), values);
}

TEST_F(Npz, HasTheNumbersOfPtychodusAsAttributes) {
  auto const file =
      archive(test::zip({{"object.npy", npy("<c16", "(1, 1, 1)", bytes_of_values<double>({1, 2}))},
                         {"object_pixel_width_m.npy", npy("<f8", "()", bytes_of_values<double>({1e-8}))},
                         {"probe_energy_eV.npy", npy("<i4", "()", bytes_of_values<std::int32_t>({8000}))}}));
  EXPECT_EQ(file.number_attribute("object", "pixel_width_m"), 1e-8);
  EXPECT_EQ(file.number_attribute("/", "probe_energy_eV"), 8000);
}

TEST_F(Npz, ThatIsDamagedIsRefused) {
  auto const whole = test::zip(members(), true);
  EXPECT_THAT(error_of(whole.substr(0, whole.size() - 30)), HasSubstr("a.npz is a damaged ZIP archive"));
  auto const stored = test::zip(members());
  auto const at = stored.find("NUMPY");
  EXPECT_THAT(error_of(test::with_bytes(stored, at, "NUMPI")), HasSubstr("no header of a NumPy array"));
  EXPECT_THAT(error_of(test::with_bytes(stored, at + 123, "9")), HasSubstr("is damaged"));  // the checksum
  EXPECT_THAT(error_of(test::zip({{"a.npy", npy("<f8", "(30,)", "123")}})),
              AllOf(HasSubstr("array 'a' is truncated"), HasSubstr("240 bytes")));
  EXPECT_THAT(error_of(test::zip({{"a.npy", npy("<f8", "(2, 4611686018427387904)", "123")}})),
              HasSubstr("which no file can hold"));
  EXPECT_THAT(error_of(test::zip({{"a.npy", "short"}})), HasSubstr("a.npz"));
}

TEST_F(Npz, ThatClaimsToBeFarLargerIsRefusedBeforeItIsUnpacked) {
  auto const bomb = npy("|u1", "(4294967000,)", std::string(1000, '\0'));
  EXPECT_THAT(error_of(test::zip({{"a.npy", bomb}}, true, 4294967200U)), HasSubstr("packed in"));
  // The stated size fits the packed bytes, but the array is shorter.
  EXPECT_THAT(error_of(test::zip({{"a.npy", npy("|u1", "(1800,)", std::string(1000, 'a'))}}, true, 2000U)),
              HasSubstr("a.npz: array 'a'"));
}

TEST_F(Npz, IsAnArchiveWithArrays) {
  EXPECT_THAT(error_of(test::zip({{"notes.txt", "no array"}})), HasSubstr("without an array of numbers"));
  EXPECT_THAT(error_of(test::zip({{"a.npy", npy("|u1", "(1,)", "\1")}, {"a.npy", npy("|u1", "(1,)", "\1")}})),
              HasSubstr("a.npz"));
}

}  // namespace
}  // namespace ptyger::array_files
