#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "array_files/open_input.hpp"
#include "ptyger/error.hpp"
#include "tests/array_files/detector_bytes.hpp"
#include "tests/hdf5/temporary_folder.hpp"

namespace ptyger::array_files {
namespace {

using test::message_of;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

test::DetectorScan<std::uint8_t> six_frames() {
  test::DetectorScan<std::uint8_t> scan{.frames = 6, .rows = 4, .cols = 4, .counts = {}};
  for (unsigned k = 0; k < 96; ++k) scan.counts.push_back(static_cast<std::uint8_t>(2 * k));
  return scan;
}

constexpr test::BlockHeader header{.scan_rows = 2,
                                   .scan_cols = 3,
                                   .step_row_nm = 2.5,
                                   .step_col_nm = 1.5,
                                   .voltage = 200000,
                                   .pixels_per_m = 20000,
                                   .camera_length = 1500};

class Blockfile : public testing::Test {
 protected:
  hdf5::InputFile open(std::string const& bytes) const {
    return open_input(test::write_bytes(folder / "s.blo", bytes));
  }
  std::string error_of(std::string const& bytes) const {
    return message_of<InputError>([&] { open(bytes); });
  }
  test::TemporaryFolder folder;
};

TEST_F(Blockfile, HasItsFramesAndWhatItsHeaderStates) {
  auto const file = open(test::blo(six_frames(), header));
  EXPECT_THAT(file.dataset("array").shape(), ElementsAre(6, 4, 4));
  EXPECT_EQ(file.dataset("array").read<std::uint8_t>(), six_frames().counts);
  auto const number = [&](char const* name) { return file.number_attribute("/", name).value_or(-1); };
  EXPECT_EQ(number("scan_rows"), 2);
  EXPECT_EQ(number("scan_columns"), 3);
  EXPECT_DOUBLE_EQ(number("step_row_m"), 2.5e-9);
  EXPECT_DOUBLE_EQ(number("step_column_m"), 1.5e-9);
  EXPECT_EQ(number("kinetic_energy_eV"), 200000);
  EXPECT_DOUBLE_EQ(number("distance_m"), 0.15);
  EXPECT_DOUBLE_EQ(number("detector_pixel_m"), 50e-6);
}

TEST_F(Blockfile, StatesNothingForZeros) {
  auto const file = open(test::blo(six_frames(), {.scan_rows = 2, .scan_cols = 3}));
  for (char const* const name : {"step_row_m", "kinetic_energy_eV", "distance_m", "detector_pixel_m"})
    EXPECT_EQ(file.number_attribute("/", name), std::nullopt) << name;
}

TEST_F(Blockfile, ThatIsDamagedIsRefused) {
  auto const whole = test::blo(six_frames(), header);
  EXPECT_THAT(error_of(whole.substr(0, whole.size() - 1)), AllOf(HasSubstr("s.blo is truncated"), HasSubstr("4484")));
  EXPECT_THAT(error_of(whole.substr(0, 40)), HasSubstr("its header ends too early"));
  EXPECT_THAT(error_of(test::with_bytes(whole, 24, std::string("\xFF\xFF\xFF\xFF", 4))), HasSubstr("is truncated"));
  EXPECT_THAT(error_of(test::with_bytes(whole, 24, std::string(2, '\0'))), HasSubstr("2 x 0 frames"));
  EXPECT_THAT(error_of(test::with_bytes(whole, 12, std::string("\xF0\x10", 2))),
              HasSubstr("last frame does not begin"));
}

}  // namespace
}  // namespace ptyger::array_files
