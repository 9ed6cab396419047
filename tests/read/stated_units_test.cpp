#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/reading_notes.hpp"
#include "ptyger/error.hpp"
#include "ptyger/read_scan.hpp"
#include "tests/read/layouts.hpp"

namespace ptyger::test {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;

Scan read(Layout const& layout, ReadOptions const& options = {}) {
  TemporaryFolder const folder;
  return read_scan(layout.write(folder), options);
}

std::string error_of(Layout const& layout, ReadOptions const& options = {}) {
  return message_of<InputError>([&] { read(layout, options); });
}

/// Gives a dataset of any file a unit.
Layout& give_unit(Layout& layout, std::string const& file, std::string const& dataset, std::string const& unit) {
  layout.attributes[file][{dataset, "units"}] = [=](hdf5::OutputFile& out) { out.attribute(dataset, "units", unit); };
  return layout;
}

/// Expects geometry and positions of the small scan.
void expect_small(Scan const& scan) {
  ASSERT_EQ(scan.frames, 4U);
  EXPECT_NEAR(scan.pixel_row_m, 1e-6, 1e-12);
  EXPECT_NEAR(std::abs(scan.positions[3].col_m), 4e-6, 1e-15);
  EXPECT_NEAR(scan.positions[3].row_m, 8e-6, 1e-15);
}

std::vector<double> small_translation_in(double metres) {
  auto values = small_translation();
  for (auto& value : values) value /= metres;
  return values;
}

TEST(StatedUnits, OfCxiFilesAreHonoured) {
  auto layout = cxi_layout();
  layout.set(translation, numbers<double>({4, 3}, small_translation_in(1e-6)));
  layout.set(source + "wavelength", scalar(0.1)).set(detector + "distance", scalar(6000));
  layout.set(detector + "x_pixel_size", scalar(100)).set(detector + "y_pixel_size", scalar(0.1));
  for (auto const& [dataset, unit] :
       std::vector<std::pair<std::string, std::string>>{{translation, "um"},
                                                        {source + "wavelength", "nm"},
                                                        {detector + "distance", "mm"},
                                                        {detector + "x_pixel_size", "um"},
                                                        {detector + "y_pixel_size", "mm"}})
    layout.attribute(dataset, "units", unit);
  auto const scan = read(layout);
  expect_small(scan);
  EXPECT_NEAR(scan.distance_m, 6, 1e-12);
  layout.erase(source + "wavelength").set(source + "energy", scalar(12.398419843320026));
  layout.attributes["small.cxi"].erase({source + "wavelength", "units"});
  expect_small(read(layout.attribute(source + "energy", "units", "keV")));
}

TEST(StatedUnits, ThatContradictTheNumbersOfCxiFilesAreCorrected) {
  auto layout = cxi_layout();
  layout.attribute(translation, "units", "um").attribute(detector + "x_pixel_size", "units", "um");
  layout.erase(source + "wavelength").set(source + "energy", scalar(1.9864458571489e-15));
  auto const scan = read(layout.attribute(source + "energy", "units", "eV"));
  expect_small(scan);
  auto const notes = app::reading_notes(scan.reading);
  EXPECT_THAT(notes, Contains(HasSubstr("translation")));
  EXPECT_THAT(notes, Contains(HasSubstr("x_pixel_size' has the unit um but is below 1 nm")));
}

TEST(StatedUnits, OfElectronPositionsAreNotCorrected) {
  auto layout = cxi_layout();
  layout.set(translation, numbers<double>({4, 3}, {0.1, 0, 0, 0.2, 0, 0, 0.3, 0, 0, 0.4, 0, 0}));
  auto const scan = read(layout.attribute(translation, "units", "nm"), {.pixel_m = 1e-11});
  EXPECT_NEAR(scan.positions[3].col_m, 0.4e-9, 1e-20);
}

TEST(StatedUnits, OfParaFilesAreHonoured) {
  auto layout = para_layout();
  layout.set_in("para.h5", "ppX", numbers<double>({4}, {1, 2, 3, 4}));
  layout.set_in("para.h5", "ppY", numbers<double>({4}, {2, 4, 6, 8}));
  give_unit(layout, "para.h5", "ppX", "um");
  EXPECT_THAT(error_of(layout), AllOf(HasSubstr("'ppX' has 'um'"), HasSubstr("--position-unit")));
  give_unit(layout, "para.h5", "ppY", "um");
  layout.set_in("para.h5", "lambda", scalar(0.1)).set_in("para.h5", "dx", scalar(1000));
  give_unit(give_unit(layout, "para.h5", "lambda", "nm"), "para.h5", "dx", "nm");
  auto const scan = read(layout);
  expect_small(scan);
  EXPECT_NEAR(scan.wavelength_m, 1e-10, 1e-20);
}

TEST(StatedUnits, OfParaFilesWithoutThemAreGivenByTheOption) {
  auto layout = para_layout();
  layout.set_in("para.h5", "ppX", numbers<double>({4}, {1, 2, 3, 4}));
  layout.set_in("para.h5", "ppY", numbers<double>({4}, {2, 4, 6, 8}));
  EXPECT_THAT(error_of(layout), AllOf(HasSubstr("--position-unit"), HasSubstr("nm, A or px")));
  expect_small(read(layout, {.position_unit = "um"}));
  expect_small(read(layout, {.position_unit = "px"}));  // the object's pixel is 1 um
  layout.set_in("para.h5", "dx", scalar(0.15));
  EXPECT_THAT(error_of(layout), AllOf(HasSubstr("'dx' states an object pixel of 0.15 m"), HasSubstr("--pixel")));
  layout.set_in("para.h5", "lambda", scalar(0.0197));
  auto const scan = read(layout, {.position_unit = "A", .energy_eV = 300e3, .pixel_m = 0.15e-10});
  EXPECT_NEAR(scan.positions[3].col_m, 4e-10, 1e-20);
  EXPECT_NEAR(scan.wavelength_m, 1.969e-12, 1e-15);
}

TEST(StatedUnits, OfHxnFilesReplaceThoseOfTheFormat) {
  auto layout = hxn_layout();
  layout.set("angle", scalar(0))
      .set("points", numbers<double>({2, 4}, rows_of_pairs(1e9)))
      .attribute("points", "units", "nm");
  layout.set("lambda_nm", scalar(1)).attribute("lambda_nm", "units", "angstrom");
  layout.set("ccd_pixel_um", scalar(0.1)).attribute("ccd_pixel_um", "units", "mm");
  layout.set("z_m", scalar(600)).attribute("z_m", "units", "cm");
  expect_small(read(layout));
  auto raw = hxn_raw_layout();
  raw.set_in("positions.h5", "scan/energy", scalar(12.398419843320026));
  give_unit(raw, "positions.h5", "scan/energy", "keV");
  EXPECT_NEAR(read(raw, {.pixel_m = 1e-6}).energy_eV, 12398.419843320026, 1e-6);
}

TEST(StatedUnits, OfProductFilesAreHonoured) {
  auto layout = patterns_layout();
  layout.set_in("product.h5", "probe_position_x_m", numbers<double>({4}, {1, 3, 5, 9}));
  layout.set_in("product.h5", "probe_position_y_m", numbers<double>({4}, {2, 6, 10, 18}));
  give_unit(give_unit(layout, "product.h5", "probe_position_x_m", "um"), "product.h5", "probe_position_y_m", "um");
  auto const scan = read(layout);
  ASSERT_EQ(scan.frames, 3U);
  EXPECT_NEAR(scan.positions[0].row_m, 6e-6, 1e-15);  // pattern 3
}

TEST(StatedUnits, OfEveryFormatYieldToTheOption) {
  auto ptyd = ptyd_layout();
  EXPECT_NEAR(read(ptyd, {.position_unit = "m", .pixel_m = 2e-6}).positions[3].row_m, 8e-6, 1e-15);
  EXPECT_THAT(error_of(projection_layout(), {.position_unit = "nm", .pixel_m = 1e-6}),
              HasSubstr("show the same place"));
}

TEST(StatedGeometry, OfAProjectionFileIsNotIgnored) {
  for (std::string const object : {"/", "data"}) {
    auto layout = projection_layout();
    layout.attribute(object, "energy_keV", 8.8);
    EXPECT_THAT(error_of(layout), AllOf(HasSubstr(object + "@energy_keV"), HasSubstr("--mapping"))) << object;
  }
  EXPECT_EQ(read(projection_layout().attribute("/", "comment", "first light"), {.pixel_m = 1e-6}).frames, 4U);
}

TEST(StatedBasisVectors, OfEachFrameGiveTheDetectorPixel) {
  auto layout = cxi_layout();
  layout.erase(detector + "x_pixel_size").erase(detector + "y_pixel_size");
  std::vector<double> vectors;
  for (int frame = 0; frame < 4; ++frame) vectors.insert(vectors.end(), {0, -1e-4, 0, -1e-4, 0, 0});
  expect_small(read(layout.set(detector + "basis_vectors", numbers<double>({4, 2, 3}, vectors))));
  vectors[1] = -2e-4;
  EXPECT_THAT(error_of(layout.set(detector + "basis_vectors", numbers<double>({4, 2, 3}, vectors))),
              AllOf(HasSubstr("basis_vectors"), HasSubstr("0.0001 to 0.0002")));
}

TEST(GivenPixel, MustBeOneOfAMicroscope) {
  EXPECT_THAT(error_of(cxi_layout(), {.pixel_m = 0.15}), AllOf(HasSubstr("--pixel"), HasSubstr("0.15 m")));
  EXPECT_THAT(error_of(cxi_layout(), {.pixel_m = 1e300}), HasSubstr("1e+300 m"));
  EXPECT_THAT(error_of(cxi_layout(), {.distance_m = 1e300}), HasSubstr("--distance is 1e+300 m"));
  EXPECT_THAT(error_of(cxi_layout(), {.energy_eV = 1e300}), HasSubstr("no microscope uses"));
}

}  // namespace
}  // namespace ptyger::test
