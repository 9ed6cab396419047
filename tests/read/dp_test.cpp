#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>

#include "app/reading_notes.hpp"
#include "ptyger/error.hpp"
#include "ptyger/read_scan.hpp"
#include "tests/hdf5/temporary_folder.hpp"
#include "tests/read/synthetic.hpp"

namespace ptyger {
namespace {

using hdf5::OutputFile;
using test::message_of;
using test::TemporaryFolder;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

void write_dp(TemporaryFolder const& folder) {
  OutputFile out(folder / "dp.h5");
  test::write_frames(out, test::small_counts<std::uint8_t>(), "dp");
  out.close();
}

Scan scan_with_product(double energy_eV, double pixel_m, std::vector<std::int64_t> const& indexes = {0, 1, 2, 3}) {
  TemporaryFolder const folder;
  write_dp(folder);
  OutputFile out(folder / "para.h5");
  test::write_product(out, energy_eV, pixel_m, indexes);
  out.close();
  return read_scan({folder / "para.h5", folder / "dp.h5"});
}

TEST(DpProduct, ReadsTheRotavirusCrop) {
  Scan const scan =
      read_scan({PTYGER_TEST_DATA "/rotavirus_16x16_dp.hdf5", PTYGER_TEST_DATA "/rotavirus_16x16_para.hdf5"});
  EXPECT_EQ(scan.frames, 256u);
  EXPECT_EQ(scan.detector, 128u);
  auto const& counts = std::get<std::vector<std::uint8_t>>(scan.counts);
  std::uint64_t sum = 0;
  for (auto const count : counts) sum += count;
  EXPECT_EQ(sum, 22098291u);  // summed by h5py
  EXPECT_THAT(std::vector<int>(counts.begin() + 3 * 128 * 128, counts.begin() + 3 * 128 * 128 + 6),
              ElementsAre(5, 10, 11, 11, 10, 9));  // [3][64][64:70] of the file
  EXPECT_DOUBLE_EQ(scan.pixel_row_m, 9.3e-10);
  EXPECT_DOUBLE_EQ(scan.positions[0].col_m, -7.73769374151899e-09);
  EXPECT_DOUBLE_EQ(scan.positions[0].row_m, 3.2229813962579016e-08);
  EXPECT_DOUBLE_EQ(scan.energy_eV, 300e3);
  EXPECT_NEAR(scan.wavelength_m, 1.9687e-12, 1e-16);
  EXPECT_EQ(scan.probe.size, 128u);
  EXPECT_THAT(app::reading_notes(scan.reading), Contains(HasSubstr("electrons")));
  EXPECT_THAT(app::reading_notes(scan.reading), Contains(HasSubstr("found at the centre")));
}

TEST(DpProduct, DecidesBetweenPhotonsAndElectrons) {
  struct Case {
    double energy_eV, pixel_m, wavelength_m;
  };
  for (auto const& c : {Case{10e3, 8e-9, 1.2398e-10}, Case{35e3, 1e-8, 3.5424e-11}, Case{200e3, 1e-11, 2.5079e-12},
                        Case{30e3, 5e-10, 6.9791e-12}, Case{20e3, 5e-11, 8.5885e-12}, Case{60e3, 1e-8, 4.8661e-12}}) {
    Scan const scan = scan_with_product(c.energy_eV, c.pixel_m);
    EXPECT_NEAR(scan.wavelength_m / c.wavelength_m, 1, 1e-4) << c.energy_eV << " eV, pixel " << c.pixel_m << " m";
  }
}

/// The small scan with these attributes of its product file in place of the energy.
Scan scan_with_attributes(std::map<std::string, double> const& attributes) {
  TemporaryFolder const folder;
  write_dp(folder);
  OutputFile out(folder / "para.h5");
  test::write_product(out, 0, 1e-8, {0, 1, 2, 3});
  for (auto const& [name, value] : attributes) out.attribute("/", name, value);
  out.close();
  return read_scan({folder / "para.h5", folder / "dp.h5"});
}

TEST(DpProduct, ReadsTheEnergyUnderItsNameSincePtychodus17) {
  EXPECT_DOUBLE_EQ(scan_with_attributes({{"photon_energy_eV", 8800}, {"far_field", 1}}).energy_eV, 8800);
}

// The object's pixel is that of the file; the distance is given in place of the one that it lacks.
TEST(DpProduct, ReadsTheNearField) {
  EXPECT_THAT(message_of<InputError>([] {
                scan_with_attributes({{"far_field", 0}});
              }),
              AllOf(HasSubstr("of a near field"), HasSubstr("--energy")));
  auto const scan =
      scan_with_attributes({{"photon_energy_eV", 8800}, {"detector_object_distance_m", 1.5}, {"far_field", 0}});
  ASSERT_TRUE(scan.near_field);
  EXPECT_EQ(scan.near_field->effective_distance_m, 1.5);
  EXPECT_EQ(scan.pixel_row_m, 1e-8);
}

TEST(DpProduct, IsReadWithoutAnEnergy) {
  Scan const scan = scan_with_product(0, 1e-8);
  EXPECT_EQ(scan.wavelength_m, 0);
  EXPECT_EQ(scan.pixel_col_m, 1e-8);
  EXPECT_THAT(app::reading_notes(scan.reading), Contains(HasSubstr("does not say the energy")));
}

TEST(DpProduct, MatchesFramesAndPositionsByIndex) {
  Scan const scan = scan_with_product(1e4, 1e-8, {3, 0, 2});
  EXPECT_EQ(scan.frames, 3u);
  EXPECT_THAT(scan.indexes, ElementsAre(0, 2, 3));
  auto const& counts = std::get<std::vector<std::uint8_t>>(scan.counts);
  for (std::size_t place = 0; place < 3; ++place) {
    EXPECT_EQ(counts[place * 36], 100 + scan.indexes[place]);
    EXPECT_DOUBLE_EQ(scan.positions[place].col_m, static_cast<double>(scan.indexes[place]) * 10 * 1e-8);
    EXPECT_DOUBLE_EQ(scan.positions[place].row_m, static_cast<double>(scan.indexes[place]) * 20 * 1e-8);
  }
  EXPECT_THAT(app::reading_notes(scan.reading), Contains("1 of 4 frames have no position and are left out"));
}

TEST(DpProduct, RefusesIndexesThatAreNotInTheFile) {
  EXPECT_THAT(message_of<InputError>([] {
                scan_with_product(1e4, 1e-8, {0, 1, 4});
              }),
              AllOf(HasSubstr("dataset 'dp' has 4 frames"), HasSubstr("frame 4")));
  EXPECT_THAT(message_of<InputError>([] {
                scan_with_product(1e4, 1e-8, {0, 1, 1});
              }),
              HasSubstr("two positions belong to frame 1"));
}

TEST(DpProduct, ReadsAMaskFromTheFileOfTheFrames) {
  for (bool const valid : {true, false}) {
    TemporaryFolder const folder;
    OutputFile out(folder / "one.h5");
    test::write_frames(out, test::small_counts<std::uint8_t>(), "dp");
    test::write_product(out, 1e4, 1e-8, {0, 1, 2, 3});
    std::vector<std::uint8_t> mask(36, valid ? 1 : 0);
    mask[0] = valid ? 0 : 1;
    out.dataset<std::uint8_t>(valid ? "valid_pixel_mask" : "bad_pixels", {6, 6}, mask);
    out.close();
    Scan const scan = read_scan({folder / "one.h5"});
    EXPECT_EQ(std::count(scan.measured.begin(), scan.measured.end(), 0), 1);
    EXPECT_EQ(scan.measured[3 * 6 + 3], 0);
  }
}

void write_para(TemporaryFolder const& folder, hdf5::Shape const& shape, double lambda) {
  OutputFile out(folder / "para.h5");
  out.dataset<double>("ppX", shape, std::vector<double>{0, 1e-7, 2e-7, 3e-7});
  out.dataset<double>("ppY", shape, std::vector<double>{0, 2e-7, 4e-7, 6e-7});
  out.dataset<double>("lambda", {1}, std::vector<double>{lambda});
  out.dataset<double>("dx", {1}, std::vector<double>{1e-8});
  out.close();
}

TEST(DpFoldSlice, ReadsPositionsPixelAndWavelength) {
  for (auto const& shape : {hdf5::Shape{4}, {4, 1}, {1, 4}}) {
    TemporaryFolder const folder;
    write_dp(folder);
    write_para(folder, shape, 1e-10);
    Scan const scan = read_scan({folder / "dp.h5", folder / "para.h5"});
    EXPECT_DOUBLE_EQ(scan.positions[3].row_m, 6e-7);
    EXPECT_DOUBLE_EQ(scan.positions[3].col_m, 3e-7);
    EXPECT_DOUBLE_EQ(scan.pixel_row_m, 1e-8);
    EXPECT_DOUBLE_EQ(scan.pixel_col_m, 1e-8);
    EXPECT_NEAR(scan.energy_eV, 12398.42, 0.01);
  }
}

TEST(DpFoldSlice, TakesAWavelengthOfPicometresAsElectrons) {
  TemporaryFolder const folder;
  write_dp(folder);
  write_para(folder, {4}, 1.9687489e-12);
  EXPECT_NEAR(read_scan({folder / "dp.h5", folder / "para.h5"}).energy_eV, 300e3, 1);
}

TEST(DpFoldSlice, RefusesDifferentNumbersOfFramesAndPositions) {
  TemporaryFolder const folder;
  OutputFile out(folder / "dp.h5");
  out.dataset<int>("dp", {3, 6, 6}, std::vector<int>(108, 1));
  out.close();
  write_para(folder, {4}, 1e-10);
  EXPECT_THAT(message_of<InputError>([&] {
                read_scan({folder / "dp.h5", folder / "para.h5"});
              }),
              AllOf(HasSubstr("3 frames"), HasSubstr("4 positions")));
}

TEST(ReadScan, NamesWhatEveryFormatLacksInItsError) {
  TemporaryFolder const folder;
  write_dp(folder);
  EXPECT_THAT(message_of<InputError>([&] { read_scan({folder / "dp.h5"}); }),
              AllOf(HasSubstr("dp.h5: no scan was found"), HasSubstr("CXI: no frames: there is no 'entry_1'"),
                    HasSubstr("no file has the dataset probe_position_y_m"), HasSubstr("no file has the dataset ppX")));
  EXPECT_THAT(message_of<InputError>([&] {
                read_scan({folder / "dp.h5", folder / "none.h5"});
              }),
              HasSubstr("none.h5: there is no such file"));
  EXPECT_THAT(message_of<InputError>([] { read_scan({}); }), HasSubstr("no input file"));
}

TEST(ReadScan, NamesTheFileThatAProductLacks) {
  TemporaryFolder const folder;
  OutputFile out(folder / "product.h5");
  test::write_product(out, 1e4, 1e-8, {0, 1, 2, 3});
  out.close();
  EXPECT_THAT(message_of<InputError>([&] { read_scan({folder / "product.h5"}); }),
              AllOf(HasSubstr("no scan was found. " + (folder / "product.h5") + " is a product file"),
                    HasSubstr("no frames"), HasSubstr("--probe. A scan needs frames")));
  write_dp(folder);
  EXPECT_THAT(message_of<InputError>([&] { read_scan({folder / "dp.h5"}); }), Not(HasSubstr("is a product file")));
}

TEST(ReadScan, NamesTheTargetOfADanglingLinkToFrames) {
  TemporaryFolder const folder;
  OutputFile out(folder / "links.cxi");
  out.external_link("entry_1/data_1/data", "raw_000001.h5", "/entry/data");
  out.close();
  EXPECT_THAT(message_of<InputError>([&] { read_scan({folder / "links.cxi"}); }),
              HasSubstr("a link to /entry/data of the file raw_000001.h5, which is not there"));
}

}  // namespace
}  // namespace ptyger
