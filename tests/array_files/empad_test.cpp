#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "array_files/open_input.hpp"
#include "ptyger/error.hpp"
#include "tests/array_files/detector_bytes.hpp"
#include "tests/hdf5/temporary_folder.hpp"

namespace ptyger::array_files {
namespace {

using test::empad_xml;
using test::message_of;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

std::string const measurements =
    "<high_voltage>300000</high_voltage><calibrated_diffraction_angle>2.5e-4</calibrated_diffraction_angle>"
    "<optics.get_full_scan_field_of_view>[3e-08, 4e-08]</optics.get_full_scan_field_of_view>";

class Empad : public testing::Test {
 protected:
  Empad() {
    test::DetectorScan<float> scan{.frames = 6, .rows = 128, .cols = 128, .counts = {}};
    for (std::size_t k = 0; k < 6 * 128 * 128; ++k) scan.counts.push_back(static_cast<float>(k) / 2);
    test::write_bytes(raw, test::empad_raw(scan));
    test::write_bytes(xml, empad_xml("scan_x3_y2.raw", 2, 3, measurements));
  }
  static void expect_scan(hdf5::InputFile const& file) {
    auto const data = file.dataset("array");
    EXPECT_THAT(data.shape(), ElementsAre(6, 130, 128));
    std::vector<float> last(130 * 128);
    data.read_images(5, 1, last.data());
    EXPECT_EQ(last[0], 5 * 128 * 64);
    EXPECT_EQ(file.number_attribute("/", "scan_rows"), 2);
    EXPECT_EQ(file.number_attribute("/", "scan_columns"), 3);
    EXPECT_EQ(file.number_attribute("/", "kinetic_energy_eV"), 300000);
    EXPECT_EQ(file.number_attribute("/", "pixel_angle_rad"), 2.5e-4);
    EXPECT_DOUBLE_EQ(file.number_attribute("/", "step_row_m").value_or(0), 2e-8);
    EXPECT_DOUBLE_EQ(file.number_attribute("/", "step_column_m").value_or(0), 1e-8);
  }
  std::string error_of(std::string const& path) const {
    return message_of<InputError>([&] { open_input(path); });
  }
  test::TemporaryFolder folder;
  std::string const raw = folder / "scan_x3_y2.raw";
  std::string const xml = folder / "acquisition.xml";
};

TEST_F(Empad, IsOpenedByEitherOfItsFiles) {
  test::write_bytes(folder / "another.xml", "<broken");
  expect_scan(open_input(xml));
  expect_scan(open_input(raw));
}

TEST_F(Empad, MayHaveItsFilesInTwoFolders) {
  std::filesystem::create_directory(folder / "other");
  std::string const moved = folder / "other/acquisition.xml";
  std::filesystem::rename(xml, moved);
  for (auto const& file : open_inputs({raw, moved})) expect_scan(file);
  EXPECT_THAT(error_of(moved), AllOf(HasSubstr("scan_x3_y2.raw"), HasSubstr("Keep both files together")));
  EXPECT_THAT(error_of(raw), AllOf(HasSubstr("not an HDF5 file"), HasSubstr("give the XML file")));
}

TEST_F(Empad, TakesTheShapeThatHasAsManyFrames) {
  test::write_bytes(xml, empad_xml("scan_x3_y2.raw", 4, 5));
  EXPECT_EQ(open_input(xml).number_attribute("/", "scan_rows"), 4);  // none has; the reader refuses it
  test::write_bytes(xml, "<root><raw_file filename=\"scan_x3_y2.raw\"/><pix_x>2</pix_x><pix_y>3</pix_y></root>");
  EXPECT_EQ(open_input(xml).number_attribute("/", "scan_rows"), 3);
  EXPECT_EQ(open_input(xml).number_attribute("/", "step_row_m"), std::nullopt);
}

TEST_F(Empad, StatesNoStepWhenTheScanCoversAPartOfTheField) {
  auto text = empad_xml("scan_x3_y2.raw", 2, 3, measurements);
  text.replace(text.find("<scan_size>1.0"), 14, "<scan_size>0.5");
  test::write_bytes(xml, text);
  EXPECT_EQ(open_input(xml).number_attribute("/", "step_row_m"), std::nullopt);
}

TEST_F(Empad, ThatIsDamagedIsRefused) {
  std::filesystem::resize_file(raw, std::filesystem::file_size(raw) - 4);
  for (auto const& file : {xml, raw})
    EXPECT_THAT(error_of(file), AllOf(HasSubstr("scan_x3_y2.raw is truncated"), HasSubstr("66560 each")));
  test::write_bytes(xml, empad_xml("scan_x3_y2.raw", 2, 3).substr(0, 200));
  EXPECT_THAT(error_of(xml), HasSubstr("no valid XML"));
  test::write_bytes(xml, "<root><other/></root>");
  EXPECT_THAT(error_of(xml), HasSubstr("text without a table of numbers"));
}

}  // namespace
}  // namespace ptyger::array_files
