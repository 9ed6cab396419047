#include "tests/read/four_d_stem.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <numbers>

#include "app/reading_notes.hpp"
#include "core/units.hpp"
#include "ptyger/error.hpp"
#include "ptyger/read_scan.hpp"
#include "read/detector_files/scan_axes.hpp"

namespace ptyger::test {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;

constexpr double angstrom = 1e-10;
std::string const calibration = "datacube_root/metadatabundle/calibration/";

Scan read_layout(Layout const& layout, ReadOptions const& options = {}) {
  TemporaryFolder const folder;
  return read_scan(layout.write(folder), options);
}

/// The error of reading a layout.
std::string error_of(Layout const& layout, ReadOptions const& options = {}) {
  return message_of<InputError>([&] { read_layout(layout, options); });
}

/// Expects the frames and the raster of the small scan: its steps, and an object pixel of 1/3 A.
void expect_small_raster(Scan const& scan, double row_step_m, double col_step_m) {
  ASSERT_EQ(scan.frames, 4U);
  EXPECT_EQ(std::get<std::vector<std::uint16_t>>(scan.counts)[2 * 36],
            102);  // zero frequency of frame 2, in the corner
  EXPECT_NEAR(scan.positions[2].row_m - scan.positions[0].row_m, row_step_m, 1e-16);
  EXPECT_NEAR(scan.positions[2].col_m, scan.positions[0].col_m, 1e-16);
  EXPECT_NEAR(scan.positions[1].col_m - scan.positions[0].col_m, col_step_m, 1e-16);
  EXPECT_NEAR(scan.positions[3].row_m, scan.positions[2].row_m, 1e-16);
  EXPECT_NEAR(scan.pixel_row_m, angstrom / 3, 1e-17);
  EXPECT_NEAR(scan.pixel_col_m, angstrom / 3, 1e-17);
}

TEST(FourDStem, ReadsTheCalibrationOfPy4dstem) {
  auto const scan = read_layout(py4dstem_layout());
  expect_small_raster(scan, 2 * angstrom, 2 * angstrom);
  EXPECT_EQ(scan.energy_eV, 0);
  auto const notes = app::reading_notes(scan.reading);
  EXPECT_THAT(notes, Contains("format: py4DSTEM"));
  EXPECT_THAT(notes, Contains("positions: a raster of 2 x 2 with steps of 0.2 x 0.2 nm, as the file states"));
}

TEST(FourDStem, RefusesADistanceThatHasNoEffect) {
  EXPECT_THAT(error_of(py4dstem_layout(), {.distance_m = 3}),
              AllOf(HasSubstr("scan.h5"), HasSubstr("--distance has no effect"), HasSubstr("--pixel")));
  EXPECT_EQ(read_layout(py4dstem_layout(), {.distance_m = 3, .pixel_m = 1e-10}).pixel_row_m, 1e-10);
}

TEST(FourDStem, ReadsTheDimensionsWhereNoCalibrationIsStated) {
  expect_small_raster(read_layout(emd_layout()), 2 * angstrom, angstrom);
  auto uncalibrated = emd_layout();
  uncalibrated.set(calibration + "R_pixel_size", scalar(1)).set(calibration + "R_pixel_units", word("pixels"));
  expect_small_raster(read_layout(uncalibrated), 2 * angstrom, angstrom);
}

TEST(FourDStem, ReadsFilesOfEarlyPy4dstem) {
  Layout layout{.inputs = {"scan.h5"}, .files = {}, .attributes = {}};
  layout.set("4DSTEM_experiment/data/datacubes/datacube_0/data", small_raster());
  std::string const metadata = "4DSTEM_experiment/metadata/";
  layout.set(metadata + "microscope/R_pixel_size", scalar(7))
      .set(metadata + "microscope/R_pixel_size_units", word("nm"));
  layout.set(metadata + "calibration/R_pixel_size", scalar(2))
      .set(metadata + "calibration/R_pixel_size_units", word("A"));
  layout.set(metadata + "microscope/Q_pixel_size", scalar(0.5));
  layout.set(metadata + "microscope/Q_pixel_size_units", word("A^-1"));
  layout.set(metadata + "calibration/QR_rotation", scalar(90));
  layout.set(metadata + "calibration/QR_rotation_units", word("deg"));
  auto const scan = read_layout(layout);
  EXPECT_NEAR(scan.pixel_row_m, angstrom / 3, 1e-17);
  EXPECT_NEAR(scan.positions[1].row_m - scan.positions[0].row_m, 2 * angstrom, 1e-16);
  EXPECT_NEAR(scan.positions[2].col_m - scan.positions[0].col_m, -2 * angstrom, 1e-16);
}

/// A file of py4DSTEM with this turn.
Scan turned_scan(double rotation_rad, bool flip) {
  auto layout = py4dstem_layout();
  layout.set(calibration + "QR_rotation", scalar(rotation_rad)).set(calibration + "QR_flip", scalar(flip ? 1 : 0));
  return read_layout(layout);
}

/// Position of the second frame relative to the first in turned_scan().
Position last_position(double rotation_rad, bool flip) {
  auto const p = turned_scan(rotation_rad, flip).positions;
  return {p[1].row_m - p[0].row_m, p[1].col_m - p[0].col_m};
}

TEST(FourDStem, TurnsTheScanAsPy4dstemStatesIt) {
  double const angle = 0.4;
  // The step along a row of the scan is R = (0, 2 A). The pattern has it as Q with R = rotation(angle) Q.
  auto const turned = last_position(angle, false);
  EXPECT_NEAR(turned.row_m, 2 * angstrom * std::sin(angle), 1e-16);
  EXPECT_NEAR(turned.col_m, 2 * angstrom * std::cos(angle), 1e-16);
  // With a flip rows and columns of Q are exchanged before.
  auto const flipped = last_position(angle, true);
  EXPECT_NEAR(flipped.col_m, 2 * angstrom * std::sin(angle), 1e-16);
  EXPECT_NEAR(flipped.row_m, 2 * angstrom * std::cos(angle), 1e-16);
  EXPECT_THAT(
      app::reading_notes(turned_scan(angle, true).reading),
      Contains("positions: a raster of 2 x 2 with steps of 0.2 x 0.2 nm, as the file states, mirrored (rows and "
               "columns exchanged), turned by -22.92 degrees"));
  EXPECT_THAT(app::reading_notes(turned_scan(angle, false).reading),
              Contains(AllOf(HasSubstr("turned by 22.92"), Not(HasSubstr("mirrored")))));
}

TEST(FourDStem, ReadsTheAxesOfHyperspy) {
  auto const scan = read_layout(hyperspy_layout());
  expect_small_raster(scan, 2 * angstrom, angstrom);
  EXPECT_EQ(scan.energy_eV, 200e3);
  EXPECT_NEAR(scan.wavelength_m, 2.508e-12, 1e-15);
}

TEST(FourDStem, AnAxisOfHyperspyMayRunBackwards) {
  auto layout = hyperspy_layout();
  layout.attribute("Experiments/scan/axis-1", "scale", -0.1);
  expect_small_raster(read_layout(layout), 2 * angstrom, -angstrom);
}

TEST(FourDStem, ReadsTheCalibrationOfNionSwift) {
  double const wavelength_m = core::units::electron_wavelength_m(100e3);
  auto const scan = read_layout(nion_layout(nion_properties(wavelength_m / (2 * angstrom) * 1e3)));
  EXPECT_NEAR(scan.pixel_row_m, angstrom / 3, 1e-15);
  EXPECT_NEAR(scan.positions[3].row_m - scan.positions[0].row_m, 2 * angstrom, 1e-16);
  EXPECT_NEAR(scan.positions[3].col_m - scan.positions[0].col_m, angstrom, 1e-16);
  EXPECT_EQ(scan.energy_eV, 100e3);
  EXPECT_EQ(scan.distance_m, 0);
}

TEST(FourDStem, TheEnergyOfTheOptionsChangesWhatAnglesMeanButNotInverseLengths) {
  auto const by_angle = read_layout(nion_layout(), {.energy_eV = 60e3});
  EXPECT_NEAR(by_angle.pixel_row_m, core::units::electron_wavelength_m(60e3) / (6 * 18.5e-3), 1e-16);
  auto const by_length = read_layout(hyperspy_layout(), {.energy_eV = 60e3});
  EXPECT_NEAR(by_length.pixel_row_m, angstrom / 3, 1e-17);
  for (auto const& scan : {by_angle, by_length}) {
    EXPECT_EQ(scan.energy_eV, 60e3);
    EXPECT_NEAR(scan.wavelength_m, core::units::electron_wavelength_m(60e3), 1e-18);
  }
}

TEST(FourDStem, OptionsReplacePixelAndStep) {
  auto const scan =
      read_layout(py4dstem_layout(), {.raster = {.shape = {}, .step = RasterStep{3e-10, 4e-10}}, .pixel_m = 1e-10});
  EXPECT_EQ(scan.pixel_row_m, 1e-10);
  EXPECT_NEAR(scan.positions[3].row_m, 3e-10, 1e-16);
  EXPECT_NEAR(scan.positions[3].col_m, 4e-10, 1e-16);
  auto const line = read_layout(py4dstem_layout(), {.raster = {.shape = RasterShape{1, 4}}});
  EXPECT_NEAR(line.positions[3].col_m, 6e-10, 1e-16);
  EXPECT_THAT(app::reading_notes(line.reading),
              Contains("positions: a raster of 1 x 4, as given, with steps of 0.2 x 0.2 nm, as the file states"));
}

TEST(FourDStem, SaysWhichOptionGivesACalibrationThatIsNotStated) {
  auto in_pixels = py4dstem_layout();
  in_pixels.set(calibration + "Q_pixel_units", word("pixels"));
  EXPECT_THAT(error_of(in_pixels), AllOf(HasSubstr("does not say the object's pixel"), HasSubstr("--pixel")));
  EXPECT_EQ(read_layout(in_pixels, {.pixel_m = 1e-10}).pixel_col_m, 1e-10);
  in_pixels.set(calibration + "R_pixel_units", word("pixels"));
  EXPECT_THAT(error_of(in_pixels, {.pixel_m = 1e-10}), AllOf(HasSubstr("raster of 2 x 2"), HasSubstr("Give --step")));
  for (double const broken : {std::nan(""), std::numeric_limits<double>::infinity(), 0.0}) {
    auto layout = py4dstem_layout();
    layout.set(calibration + "Q_pixel_size", scalar(broken));
    EXPECT_THAT(error_of(layout), HasSubstr("--pixel")) << broken;
    layout = py4dstem_layout();
    layout.set(calibration + "R_pixel_size", scalar(broken));
    EXPECT_THAT(error_of(layout), HasSubstr("--step")) << broken;
  }
}

TEST(FourDStem, NeedsTheEnergyForAngles) {
  auto layout = py4dstem_layout();
  layout.set(calibration + "Q_pixel_units", word("mrad")).set(calibration + "Q_pixel_size", scalar(20));
  EXPECT_THAT(error_of(layout), AllOf(HasSubstr("20 mrad"), HasSubstr("--energy")));
  EXPECT_NEAR(read_layout(layout, {.energy_eV = 300e3}).pixel_row_m,
              core::units::electron_wavelength_m(300e3) / (6 * 20e-3), 1e-15);
}

TEST(FourDStem, RefusesAxesInAnotherOrder) {
  auto layout = emd_layout();
  for (int axis = 0; axis < 4; ++axis)
    layout.attribute("datacube_root/datacube/dim" + std::to_string(axis), "name", axis < 2 ? "Q" : "R");
  EXPECT_THAT(error_of(layout), HasSubstr("in the order QQRR"));
  auto transposed = hyperspy_layout();
  for (int axis = 0; axis < 4; ++axis)
    transposed.attribute("Experiments/scan/axis-" + std::to_string(axis), "navigate", axis < 2 ? 0 : 1);
  EXPECT_THAT(error_of(transposed), HasSubstr("an axis of the detector before one of the scan"));
  auto wrong_units = nion_layout(
      "{\"dimensional_calibrations\": [{\"scale\": 1, \"units\": \"mrad\"}, {\"scale\": 1, \"units\": \"mrad\"}, "
      "{\"scale\": 1, \"units\": \"nm\"}, {\"scale\": 1, \"units\": \"nm\"}], \"collection_dimension_count\": 2, "
      "\"datum_dimension_count\": 2}");
  EXPECT_THAT(error_of(wrong_units), HasSubstr("The axes are in another order"));
  auto energies = hyperspy_layout();
  energies.attribute("Experiments/scan/axis-0", "units", "eV");
  EXPECT_THAT(error_of(energies), HasSubstr("an axis of energies"));
  auto images = hyperspy_layout();
  images.attribute("Experiments/scan/axis-2", "units", "nm").attribute("Experiments/scan/axis-3", "units", "nm");
  EXPECT_THAT(error_of(images), HasSubstr("images of the sample"));
}

TEST(FourDStem, RefusesWhatItCannotUnderstand) {
  EXPECT_THAT(error_of(nion_layout("{\"dimensional_calibrations\": [")), HasSubstr("is no JSON object"));
  EXPECT_THAT(error_of(nion_layout("[1, 2]")), HasSubstr("is no JSON object"));
  EXPECT_THAT(error_of(nion_layout("{}")), HasSubstr("do not say that its last two axes"));
  EXPECT_THAT(error_of(nion_layout("{\"collection_dimension_count\": \"two\", \"datum_dimension_count\": 2}")),
              HasSubstr("do not say that its last two axes"));
  EXPECT_THAT(error_of(nion_layout("{\"collection_dimension_count\": 2, \"datum_dimension_count\": 2, "
                                   "\"dimensional_calibrations\": 5}")),
              HasSubstr("--pixel"));
  auto negative = py4dstem_layout();
  negative.set(calibration + "Q_pixel_size", scalar(-0.5));
  EXPECT_THAT(error_of(negative), HasSubstr("must be positive"));
  auto turned = py4dstem_layout();
  turned.set(calibration + "QR_rotation", scalar(std::nan("")));
  EXPECT_THAT(error_of(turned), HasSubstr("--scan-rotation"));
  auto five_axes = py4dstem_layout();
  five_axes.set("datacube_root/datacube/data", filled<std::uint8_t>({2, 2, 2, 6, 6}, 1));
  EXPECT_THAT(error_of(five_axes), HasSubstr("has the shape (2, 2, 2, 6, 6)"));
  auto damaged = hyperspy_layout();
  damaged.set("Experiments/scan/data", numbers<std::uint16_t>({4, 6, 6}, small_counts<std::uint16_t>()));
  EXPECT_THAT(error_of(damaged), HasSubstr("has 3 dimensions, but 4 groups axis-k"));
  auto eV_as_keV = hyperspy_layout();
  eV_as_keV.attribute("Experiments/scan/metadata/Acquisition_instrument/TEM", "beam_energy", 200e3);
  EXPECT_THAT(error_of(eV_as_keV), HasSubstr("which no microscope uses"));
}

TEST(FourDStem, RefusesSeveralScansInOneFile) {
  auto two_cubes = py4dstem_layout();
  two_cubes.set("datacube_root/other/data", small_raster())
      .attribute("datacube_root/other", "python_class", "DataCube");
  EXPECT_THAT(error_of(two_cubes), AllOf(HasSubstr("several datacubes"), HasSubstr("datacube_root/other")));
  auto two_items = nion_layout();
  two_items.erase("data").attributes.clear();
  for (std::string const name : {"data/0", "data/1"})
    two_items.set(name, small_raster()).attribute(name, "properties", nion_properties());
  EXPECT_THAT(error_of(two_items), AllOf(HasSubstr("several data items"), HasSubstr("data/1")));
}

TEST(FourDStem, RefusesARasterWithAnotherNumberOfFrames) {
  EXPECT_THAT(error_of(py4dstem_layout(), {.raster = {.shape = RasterShape{3, 3}}}),
              AllOf(HasSubstr("has 4 frames, but the raster of 3 x 3 has 9 positions")));
}

TEST(FourDStem, SaysWhatImagesOfVeloxAre) {
  Layout layout{.inputs = {"scan.emd"}, .files = {}, .attributes = {}};
  layout.set("Data/Image/0/Data", filled<std::uint16_t>({2, 3, 1}, 1));
  layout.set("Data/Image/0/Metadata", filled<std::uint8_t>({6}, 32));
  EXPECT_THAT(error_of(layout), AllOf(HasSubstr("images of Velox"), HasSubstr("(2, 3, 1)"), HasSubstr("--mapping")));
}

TEST(FourDStem, KnowsTheUnitsOfAxes) {
  using read::AxisKind;
  auto const expect = [](char const* text, AxisKind kind, double factor) {
    auto const unit = read::axis_unit(text);
    EXPECT_EQ(unit.kind, kind) << text;
    EXPECT_NEAR(unit.factor / factor, 1, 1e-12) << text;
  };
  for (auto const* text :
       {"1/A", "A^-1", "$A^{-1}$", "1/\u00c5", "\u00c5^-1", "k_A^{-1}", "1 / angstrom", "A\u207b\u00b9"})
    expect(text, AxisKind::frequency, 1e10);
  for (auto const* text : {"1/nm", "nm^-1", "[n_m^-1]", "k_nm^-1", "nm-1"}) expect(text, AxisKind::frequency, 1e9);
  for (auto const* text : {"nm", " nm ", "[n_m]"}) expect(text, AxisKind::length, 1e-9);
  expect("\u00c5", AxisKind::length, 1e-10);
  expect("mrad", AxisKind::angle, 1e-3);
  expect("rad", AxisKind::angle, 1);
  expect("keV", AxisKind::energy, 1e3);
  for (auto const* text : {"", "pixels", "px", "<undefined>", "q_A^-1", "1/s", "s", "[pix]"})
    expect(text, AxisKind::unknown, 1);
}

}  // namespace
}  // namespace ptyger::test
